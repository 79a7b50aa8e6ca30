import FileSystem

/// The old names under which the program answers: called through a symbolic link of such a name, it takes that
/// tool's options and gives its exit codes.
package enum DropInTool: String, CaseIterable {
  case dtc
  case fdtget
  case fdtput
  case fdtoverlay
  case fdtdump

  /// The tool that the program was called as, by the last component of its own name.
  package init?(calledAs path: String) {
    guard let tool = DropInTool(rawValue: String(POSIX.lastComponent(of: path))) else { return nil }
    self = tool
  }

  /// Runs the tool, and returns its exit code.
  package func run(_ call: ToolCall) -> Int32 {
    do throws(ToolFailure) {
      switch self {
      case .dtc: try DTCTool(call).run()
      case .fdtget: try FDTGetTool(call).run()
      case .fdtput: try FDTPutTool(call).run()
      case .fdtdump: try FDTDumpTool(call).run()
      case .fdtoverlay: try FDTOverlayTool(call).run()
      }
      return 0
    } catch {
      if !error.message.isEmpty { Files.print(error.message + "\n", to: .standardError) }
      return error.status
    }
  }
}

/// Why a tool gives up.
package struct ToolFailure: Error {
  /// What it says; empty where everything was said.
  package var message: String
  /// The exit code.
  var status: Int32 = 1

  init(_ message: String, status: Int32 = 1) {
    self.message = message
    self.status = status
  }

  /// As dtc ends: "FATAL ERROR: …".
  static func fatal(_ message: String) -> ToolFailure { ToolFailure("FATAL ERROR: \(message)") }
}
