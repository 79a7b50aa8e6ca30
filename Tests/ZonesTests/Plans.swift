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

  private static var compiler: DTSCompiler { compiler(changing: []) }

  /// A compiler that finds the shipped files with some texts of the board replaced.
  private static func compiler(changing changes: [Change]) -> DTSCompiler {
    DTSCompiler(
      loader: SourceLoader { path in
        let url = folder.appending(path: path)
        guard let data = try? Data(contentsOf: url) else { return .failure(.notFound) }
        var text = String(decoding: data, as: UTF8.self)
        for change in changes { text = text.replacingOccurrences(of: change.old, with: change.new) }
        return .success(Array(text.utf8))
      })
  }

  /// One text replaced by another.
  struct Change: Sendable {
    var old: String
    var new: String

    init(_ old: String, _ new: String) {
      self.old = old
      self.new = new
    }
  }

  /// Compiles the shipped plan with changes to it and to the board, each of which must apply at one place.
  static func compile(plan: [Change], board: [Change] = []) throws -> CompiledTree {
    let file = try String(contentsOf: folder.appending(path: "ls3a5000.dtsi"), encoding: .utf8)
    for change in board {
      try #require(file.components(separatedBy: change.old).count == 2, "'\(change.old)' in the board")
    }
    var text = try shipped()
    for change in plan {
      let parts = text.components(separatedBy: change.old)
      try #require(parts.count == 2, "'\(change.old)' stands \(parts.count - 1) times in the plan")
      text = parts.joined(separator: change.new)
    }
    return try compiler(changing: board).compile(Array(text.utf8), path: "zones.dts")
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
