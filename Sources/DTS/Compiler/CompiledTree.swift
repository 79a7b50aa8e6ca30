public import DeviceTree
public import SourceDiagnostics

/// A tree together with what is known of its source.
public struct CompiledTree: Sendable {
  /// The tree.
  public var tree: DeviceTree
  /// Whether the source says `/plugin/`: the tree is an overlay.
  public let isPlugin: Bool
  /// Every text that took part.
  public let sources: SourceMap
  /// Where nodes and properties stand in them.
  public let positions: SourceTable
  /// Warnings; errors would have kept the tree from being made.
  public let diagnostics: [Diagnostic]
  /// The paths of all files read, the main file first, each once.
  public let dependencies: [String]
  /// The path of each file as often as it was opened, in the order of the text: what dtc's `-d` lists.
  public let openings: [String]
  /// What the named checks found, in the order in which dtc says it; the diagnostics have it too, in the
  /// order of the text.
  public let findings: [CheckFinding]
  /// Labels that `/aliases` or `/__symbols__` had an entry for already when all were added.
  public var listedLabels: [ListedLabel] = []
  /// Numbers that do not fit into their cells, in the order of the text.
  public var truncations: [CellTruncation] = []
  /// What the preprocessor warned of, which `diagnostics` has too.
  public var preprocessorWarnings: [Diagnostic] = []
}

/// Why a source could not be compiled: at least one of the diagnostics is an error.
public struct CompileFailure: Error, Sendable {
  /// Every text that took part.
  public let sources: SourceMap
  /// What is wrong, all errors that one run can find.
  public let diagnostics: [Diagnostic]
  /// The paths of all files read until then.
  public let dependencies: [String]
  /// The path of each file as often as it was opened, in the order of the text.
  public let openings: [String]
  /// What the named checks found.
  public var findings: [CheckFinding] = []
  /// The tree as far as it goes, if nothing but named checks failed.
  public var tree: CompiledTree?

  init(
    sources: SourceMap, diagnostics: [Diagnostic], dependencies: [String], openings: [String]? = nil
  ) {
    self.sources = sources
    self.diagnostics = diagnostics
    self.dependencies = dependencies
    self.openings = openings ?? dependencies
  }
}

extension CompileFailure: CustomStringConvertible {
  /// The diagnostics as text, with source lines.
  public var description: String {
    let renderer = TextRenderer(sources: sources)
    return diagnostics.map { renderer.render($0) }.joined()
  }
}
