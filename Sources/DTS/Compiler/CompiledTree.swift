public import DeviceTree
public import SourceDiagnostics

/// A tree together with what is known of its source.
public struct CompiledTree: Sendable {
  /// The tree.
  public let tree: DeviceTree
  /// Every text that took part.
  public let sources: SourceMap
  /// Where nodes and properties stand in them.
  public let positions: SourceTable
  /// Warnings; errors would have kept the tree from being made.
  public let diagnostics: [Diagnostic]
  /// The paths of all files read, the main file first, each once.
  public let dependencies: [String]
}

/// Why a source could not be compiled: at least one of the diagnostics is an error.
public struct CompileFailure: Error, Sendable {
  /// Every text that took part.
  public let sources: SourceMap
  /// What is wrong, all errors that one run can find.
  public let diagnostics: [Diagnostic]
  /// The paths of all files read until then.
  public let dependencies: [String]
}

extension CompileFailure: CustomStringConvertible {
  /// The diagnostics as text, with source lines.
  public var description: String {
    let renderer = TextRenderer(sources: sources)
    return diagnostics.map { renderer.render($0) }.joined()
  }
}
