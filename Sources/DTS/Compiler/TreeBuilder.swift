import DeviceTree
import SourceDiagnostics

/// The tree in the making: what the parser says goes in here, and `finish` settles what needs the whole
/// tree.
struct TreeBuilder {
  /// How many errors, and how many findings in all, are worth telling.
  static let errorLimit = 64
  static let findingLimit = 1000
  /// For how many unknown names it is worth looking what may be meant.
  static let searchLimit = 16
  /// How many bytes of paths are worth telling: where nodes are as deep as the text is long, each is long.
  static let toldPathLimit = 4 << 20

  var tree = DeviceTree()
  var table = SourceTable()
  private(set) var diagnostics: [Diagnostic] = []
  /// What the named checks found, in dtc's words.
  var findings: [CheckFinding] = []
  /// Which of them count.
  let levels: CheckLevels
  /// Where in the preprocessed text each of them stands.
  private(set) var places: [Int] = []
  private var errorCount = 0
  /// Whether something is wrong that no named check is about.
  private(set) var hasSyntaxErrors = false
  /// How many bytes of paths values may be given, and have been; findings have a share of their own.
  var pathLimit = Int.max
  private var pathBytes = 0
  private var toldPathBytes = 0
  /// Whether the source says `/plugin/`.
  var isPlugin = false
  var hasRoot = false
  /// Whether `__symbols__` is wanted, which makes labels count as references.
  let makesSymbols: Bool
  var makesFixups = false
  var leavesReferencesOpen = false
  /// Whether the first check that fails is the last, as in dtc; else all are made that can be.
  var endsAtFailedCheck = false
  /// How the checks ended that the compiler makes itself, by their places in `NamedCheck.all`.
  var statuses = [CheckRun.Status](repeating: .unchecked, count: NamedCheck.all.count)
  /// The first check that failed as an error.
  var failedCheck: Int?
  /// Whether the check that is being made found something.
  var hasFinding = false
  /// Nodes and properties behind others of their names in one block.
  var nodeTwins: [DeviceTree.NodeID] = []
  var propertyTwins: [DeviceTree.PropertyID] = []
  var makesAliases = false
  /// Labels that were in `/aliases` or `/__symbols__` before theirs were added.
  var listedLabels: [ListedLabel] = []
  var truncations: [CellTruncation] = []
  var phandleForm = PhandleForm.standard

  /// Labels that were given while something else had them; it may be gone at the end.
  var contestedLabels: [(label: String, range: Range<Int>, target: LabelTarget)] = []
  /// Labels within values, to be told apart from the others at the end.
  var dataLabels: [(String, Range<Int>)] = []
  /// Labels of nodes that something else has too; known at the end.
  var contestedOfNodes = NodeMap<[String]>()
  /// The labels each node ever had, in dtc's order of its list.
  var labelLists = NodeMap<LabelList>()
  var omittable = NodeMap<Bool>()
  var referenced = NodeMap<Bool>()
  var fragments = 0
  /// The fragments that references outside of nodes became.
  var madeFragments = NodeMap<Bool>()
  /// A node for blocks whose target is not known.
  var nowhere: DeviceTree.NodeID?
  /// How often names were gone through to say what one that is not known may be meant to be.
  var searches = 0
  /// What words may be meant to be.
  var macros = KnownMacros()
  /// Whether a file that the text includes was not found: what is not known may stand in it.
  var lacksFiles = false
  /// Stretches of the text that lack something, with the rest of their lines: what is wrong there follows from that.
  var holes: [SourceTable.TextRange] = []

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
    severity: Severity = .error, isCheck: Bool = false, isFollowUp: Bool = false
  ) {
    if severity == .error { errorCount += 1 }
    if severity == .error, !isCheck { hasSyntaxErrors = true }
    if isFollowUp, lacksFiles { return }
    if severity == .error, holes.contains(where: { $0.range.contains(text.lowerBound) }) { return }
    // Warnings must not use up the room of errors.
    guard severity == .error ? errorCount <= Self.errorLimit : diagnostics.count < Self.findingLimit else {
      return
    }
    places.append(text.lowerBound)
    var own = notes.map { Diagnostic.Note($0.0, at: range(of: $0.1)) }
    if severity == .error, errorCount == Self.errorLimit {
      own.append(Diagnostic.Note("these are \(Self.errorLimit) errors: what else there may be is not told"))
    }
    diagnostics.append(
      Diagnostic(
        severity, message.shownInMessage, at: range(of: text),
        notes: own + table.origins.notes(at: text.lowerBound), help: help?.shownInMessage))
  }

  /// Takes over what the preprocessor found.
  mutating func adopt(_ found: [Diagnostic], at places: [Int]) {
    diagnostics += found
    self.places += places
  }

  /// Takes over what the checks of the whole tree found.
  mutating func adopt(_ run: CheckRun) {
    if run.hasErrors { errorCount += 1 }
    for finding in run.findings.prefix(max(0, Self.findingLimit - diagnostics.count)) {
      let place =
        finding.property.flatMap { table.definition(of: $0)?.whole }
        ?? finding.node.flatMap { table.firstOpening(of: $0)?.name }
      places.append(place.map { Int($0.start) } ?? .max)
      diagnostics.append(finding.diagnostic(positions: table))
    }
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
    help: String? = nil, isFollowUp: Bool = false
  ) {
    guard let level = levels.level(of: failure.check) else { return }
    hasFinding = true
    var subject = failure.node.map { shownPath(of: $0) }
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
      isCheck: true, isFollowUp: isFollowUp)
  }

  /// A node's path for a message; its name alone once paths have taken too much room.
  mutating func shownPath(of node: DeviceTree.NodeID) -> String {
    guard toldPathBytes < Self.toldPathLimit else { return displayName(of: node) }
    let path = tree.path(of: node)
    toldPathBytes += path.utf8.count
    return path
  }

  /// The path that a reference, a label or a fix-up becomes; nil, with a finding, once they have become too much.
  mutating func writtenPath(of node: DeviceTree.NodeID, at text: Range<Int>) -> String? {
    guard pathBytes < pathLimit else {
      if pathBytes < .max {
        report("references and labels become more than \(pathLimit >> 20) MiB of paths", at: text)
      }
      pathBytes = .max
      return nil
    }
    let path = tree.path(of: node)
    pathBytes += path.utf8.count
    return path
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
}
