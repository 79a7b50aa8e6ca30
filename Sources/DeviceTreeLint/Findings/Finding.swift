public import DeviceTree
public import SourceDiagnostics

/// What a rule has to say about one place of a tree: what is wrong, why, how to mend it, and how sure that
/// is.
public struct Finding: Sendable {
  /// The name of the rule.
  public var rule: String
  /// How much it weighs.
  public var level: Severity
  /// The node it is about.
  public var node: DeviceTree.NodeID
  private let paths: NodePaths
  /// Where it stands in the sources; nil for a blob.
  public var range: SourceRange?
  /// What is wrong, in lower case, without a full stop.
  public var message: String
  /// Why, in one or two plain sentences; nil where the message says it all.
  public var cause: String?
  /// How to mend it; nil where there is nothing to mend.
  public var help: String?
  /// Related places.
  public var notes: [Diagnostic.Note] = []
  /// What it rests on.
  public var basis: Basis
  /// The mends that passed the model, smallest first.
  public var mends: [Mend] = []
  /// Another name for the node, where that mends it and the model cannot see it.
  var renaming: Mend?
  /// Looks for mends; the linter calls it and puts what it finds into `mends` and `help`.
  var search: (@Sendable (inout MendSearch) -> [Mend])?

  /// Makes a finding about a node of the input, at the node's name unless a range is given.
  init(
    _ rule: String, _ level: Severity, _ input: LintInput, _ node: DeviceTree.NodeID,
    at range: SourceRange? = nil,
    _ message: String, cause: String? = nil, help: String? = nil, basis: Basis = .fact
  ) {
    self.rule = rule
    self.level = level
    self.node = node
    paths = input.paths
    self.range = range ?? input.place(of: node)
    self.message = message
    self.cause = cause
    self.help = help
    self.basis = basis
  }

  /// The node's full path, put together when it is asked for: those of many nodes may be far longer than the tree.
  ///
  /// Complexity: O(length).
  public var path: String { paths.path(of: node) }

  /// Looks for mends; those that take memory from a no-map region are by choice.
  func mends(_ search: inout MendSearch) -> [Mend] {
    if let renaming { return search.budget.spend(\.renamings) ? [renaming] : [] }
    // Looking for candidates costs as much as a trial: none without one left.
    guard let look = self.search, !search.budget.isSpent, search.budget.spend(\.looks) else { return [] }
    let tree = search.input.tree
    return look(&search).map { $0.heedingUsers(in: tree) }
  }
}
