import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import Testing
import TestSupport

/// The plan that ships, and variations of it.
enum Plans {
  static let folder = Fixtures.packageRoot.appending(path: "dts/ls3a5000")

  /// The text of zones.dts.
  static func shipped() throws -> String {
    try String(contentsOf: folder.appending(path: "zones.dts"), encoding: .utf8)
  }

  /// The same with one text replaced, which must stand in it once.
  static func shipped(replacing old: String, with new: String) throws -> String {
    let parts = try shipped().components(separatedBy: old)
    try #require(parts.count == 2, "'\(old)' stands \(parts.count - 1) times in the plan")
    return parts.joined(separator: new)
  }

  private static var compiler: DTSCompiler {
    DTSCompiler(
      loader: SourceLoader { path in
        let url = folder.appending(path: path)
        return (try? Data(contentsOf: url)).map { .success([UInt8]($0)) } ?? .failure(.notFound)
      })
  }

  /// Compiles a plan's text as zones.dts, the board's files beside it.
  static func compile(_ text: String) throws -> CompiledTree {
    try compiler.compile(Array(text.utf8), path: "zones.dts")
  }

  /// What the compiler says against a text, with the line of each.
  static func diagnostics(of text: String) -> [(diagnostic: Diagnostic, line: Int?)] {
    do throws(CompileFailure) {
      _ = try compiler.compile(Array(text.utf8), path: "zones.dts")
      return []
    } catch {
      return error.diagnostics.map { ($0, $0.range.map { error.sources.location(of: $0).line }) }
    }
  }
}
