import DeviceTree
import SourceDiagnostics

/// The tree in the making: what the parser says goes in here, and `finish` settles what needs the whole
/// tree.
struct TreeBuilder {
  /// How many errors, and how many findings in all, are worth telling.
  static let errorLimit = 64
  static let findingLimit = 1000

  var tree = DeviceTree()
  var table = SourceTable()
  private(set) var diagnostics: [Diagnostic] = []
  /// What the named checks found, in dtc's words.
  private(set) var findings: [CheckFinding] = []
  /// Which of them count.
  let levels: CheckLevels
  /// Where in the preprocessed text each of them stands.
  private var places: [Int] = []
  private var errorCount = 0
  /// Whether something is wrong that no named check is about.
  private(set) var hasSyntaxErrors = false
  /// Whether the source says `/plugin/`.
  var isPlugin = false
  var hasRoot = false
  /// Whether `__symbols__` is wanted, which makes labels count as references.
  let makesSymbols: Bool
  var makesFixups = false
  var keepsDuplicates = false
  var makesAliases = false
  var phandleForm = PhandleForm.standard

  /// Labels that were given while something else had them; it may be gone at the end.
  var contestedLabels: [(label: String, range: Range<Int>, target: LabelTarget)] = []
  /// Labels within values, to be told apart from the others at the end.
  var dataLabels: [(label: String, range: Range<Int>)] = []
  /// The labels each node ever had, in dtc's order of its list.
  var labelLists: [DeviceTree.NodeID: [String]] = [:]
  /// Numbers that were too large for their cells.
  var cutCells: [CutCell] = []
  /// Labels that were in `/aliases` or `/__symbols__` before theirs were added.
  var listedLabels: [ListedLabel] = []
  var omittable: Set<DeviceTree.NodeID> = []
  var referenced: Set<DeviceTree.NodeID> = []
  var fragments = 0
  /// A node for blocks whose target is not known.
  var nowhere: DeviceTree.NodeID?
  var suggestions = 0

  init(origins: TextOrigins, makesSymbols: Bool, levels: CheckLevels) {
    self.levels = levels
    table.origins = origins
    self.makesSymbols = makesSymbols
  }

  var hasErrors: Bool { errorCount > 0 }

  var hasTooManyErrors: Bool { errorCount >= Self.errorLimit }

  func range(of text: Range<Int>) -> SourceRange? { table.origins.range(of: text) }

  mutating func report(
    _ message: String, at text: Range<Int>, notes: [(String, Range<Int>)] = [], help: String? = nil,
    severity: Severity = .error, isCheck: Bool = false
  ) {
    if severity == .error { errorCount += 1 }
    if severity == .error, !isCheck { hasSyntaxErrors = true }
    // Warnings must not use up the room of errors.
    guard severity == .error ? errorCount <= Self.errorLimit : diagnostics.count < Self.findingLimit else {
      return
    }
    places.append(text.lowerBound)
    let own = notes.map { Diagnostic.Note($0.0, at: range(of: $0.1)) }
    diagnostics.append(
      Diagnostic(
        severity, message, at: range(of: text), notes: own + table.origins.notes(at: text.lowerBound),
        help: help))
  }

  /// A check of dtc's that failed, and what dtc says then.
  struct Failure {
    var check: String
    var node: DeviceTree.NodeID?
    var property: DeviceTree.PropertyID?
    var text: String
  }

  /// Reports what one of the named checks is about, at the level that the check has.
  mutating func report(
    _ failure: Failure, _ message: String, at text: Range<Int>, notes: [(String, Range<Int>)] = [],
    help: String? = nil
  ) {
    guard let level = levels.level(of: failure.check) else { return }
    var subject = failure.node.map { tree.path(of: $0) }
    if let property = failure.property, let path = subject { subject = "\(path):\(tree.name(of: property))" }
    if findings.count < Self.findingLimit {
      findings.append(
        CheckFinding(
          check: failure.check, level: level, node: failure.node, property: failure.property,
          subject: subject,
          message: failure.text))
    }
    report(
      message, at: text, notes: notes, help: help, severity: level == .error ? .error : .warning,
      isCheck: true)
  }

  /// Makes the checks that look at the whole tree, as dtc does before it adds `__symbols__` and fix-ups.
  mutating func check() {
    guard !hasErrors else { return }
    var run = CheckRun(
      tree, levels: levels, isPlugin: isPlugin, settled: NamedCheck.settledByCompiler)
    run.run()
    findings += run.findings
    if run.hasErrors { errorCount += 1 }
    for finding in run.findings.prefix(max(0, Self.findingLimit - diagnostics.count)) {
      let place =
        finding.property.flatMap { table.definition(of: $0)?.whole }
        ?? finding.node.flatMap { firstPlace(of: $0) }
      places.append(place.map { Int($0.start) } ?? .max)
      diagnostics.append(finding.diagnostic(positions: table))
    }
  }

  private func firstPlace(of node: DeviceTree.NodeID) -> SourceTable.TextRange? {
    table.firstOpening(of: node)?.name
  }

  /// The diagnostics in the order of the text.
  var sortedDiagnostics: [Diagnostic] {
    diagnostics.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { diagnostics[$0] }
  }

  /// The node's name as messages show it.
  func displayName(of node: DeviceTree.NodeID) -> String {
    let name = tree.name(of: node)
    return name.isEmpty ? "/" : name
  }

  /// The node that a reference means, as the tree stands now.
  func node(for reference: Reference) -> DeviceTree.NodeID? {
    switch reference {
    case .label(let label): tree.node(labelled: label)
    case .path(let path): node(at: path, below: tree.root)
    case .labelAndPath(let label, let path):
      tree.node(labelled: label).flatMap { node(at: path, below: $0) }
    }
  }

  /// Follows a path of whole names, unit addresses included (dtc's `get_node_by_path`).
  private func node(at path: String, below start: DeviceTree.NodeID) -> DeviceTree.NodeID? {
    var current = start
    for part in Array(path.utf8).split(separator: UInt8(ascii: "/")) {
      guard let next = tree.child(named: part, of: current) else { return nil }
      current = next
    }
    return current
  }
}
