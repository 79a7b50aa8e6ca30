import SystemPackage

/// The old names under which the program answers: called through a symbolic link of such a name, it takes that
/// tool's options and gives its exit codes.
enum DropInTool: String, CaseIterable {
  case dtc
  case fdtget
  case fdtoverlay
  case fdtdump

  /// The tool that the program was called as, by the last component of its own name.
  init?(calledAs path: String) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    guard let tool = DropInTool(rawValue: String(name)) else { return nil }
    self = tool
  }

  /// Runs the tool, and returns its exit code.
  func run(_ arguments: [String]) -> Int32 {
    do throws(ToolFailure) {
      switch self {
      case .dtc: try DTCTool(arguments).run()
      case .fdtget: try FDTGetTool(arguments).run()
      case .fdtdump: try FDTDumpTool(arguments).run()
      case .fdtoverlay: try FDTOverlayTool(arguments).run()
      }
      return 0
    } catch {
      if !error.message.isEmpty { Files.print(error.message + "\n", to: .standardError) }
      return error.status
    }
  }
}

/// Why a tool gives up.
struct ToolFailure: Error {
  /// What it says; empty where everything was said.
  var message: String
  /// The exit code.
  var status: Int32 = 1

  init(_ message: String, status: Int32 = 1) {
    self.message = message
    self.status = status
  }

  /// As dtc ends: "FATAL ERROR: …".
  static func fatal(_ message: String) -> ToolFailure { ToolFailure("FATAL ERROR: \(message)") }
}
