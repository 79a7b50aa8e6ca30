public import DeviceTree

/// The checks of one tree in the making: what was found, and what one check leaves for the next.
struct CheckRun {
  /// How a check ended.
  enum Status: Sendable {
    case unchecked
    case passed
    case failed
    /// One that it needs did not pass.
    case prerequisite
  }

  /// What a node is to those below it.
  enum Bus: Sendable {
    case pci
    case simple
    case i2c
    case spi
    case graphPort
    case graphPorts
  }

  /// More findings than this are not kept: duplicates grow with the square of what is written.
  static let findingLimit = 100_000
  /// Nor more than so many bytes of them: in a tree as deep as it is long, every finding has a long path.
  static let textLimit = 32 << 20

  let tree: DeviceTree
  let nodes: [DeviceTree.NodeID]
  let levels: CheckLevels
  let isPlugin: Bool
  let properties: PropertyIndex
  /// The node that has a phandle; the first of several.
  private(set) var phandles = NumberMap<DeviceTree.NodeID>()
  /// `#address-cells` and `#size-cells` by the node's ordinal; nil where a node does not say.
  var addressCells: [Int?]
  var sizeCells: [Int?]
  var buses: [Bus?]
  /// Whether `addr_size_cells` was made, which reads the numbers of cells.
  var hasReadCells: Bool {
    Self.cellReader.map { statuses[$0] == .passed || statuses[$0] == .failed } ?? false
  }
  private static let cellReader = NamedCheck.index(of: "addr_size_cells")
  private(set) var findings: [CheckFinding] = []
  private(set) var hasErrors = false
  private var textBytes = 0
  private var statuses: [Status]
  private var current = 0

  /// - Parameter statuses: How the checks ended that the compiler made before; nil if none were.
  init(_ tree: DeviceTree, levels: CheckLevels, isPlugin: Bool, statuses: [Status]? = nil) {
    self.tree = tree
    self.levels = levels
    self.isPlugin = isPlugin
    nodes = Array(tree.allNodes)
    var count = 1
    for node in nodes { count = max(count, node.ordinal + 1) }
    properties = PropertyIndex(tree, nodes: nodes, count: count)
    addressCells = Array(repeating: nil, count: count)
    sizeCells = Array(repeating: nil, count: count)
    buses = Array(repeating: nil, count: count)
    self.statuses = statuses ?? NamedCheck.all.map { _ in .unchecked }
    for node in nodes {
      if let phandle = phandle(of: node), phandles[phandle] == nil { phandles.set(node, for: phandle) }
    }
  }

  /// Makes all checks that are on; behind the first that fails as an error no further one is made, as in
  /// dtc's `process_checks`.
  ///
  /// - Parameter end: The first that is not made any more.
  mutating func run(before end: Int = NamedCheck.all.count) {
    for index in 0..<min(end, NamedCheck.all.count) where levels.level(at: index) != nil {
      if !hasErrors { hasErrors = check(index) }
    }
  }

  /// Makes one check after those it needs, and says whether there is an error.
  ///
  /// Prerequisites are at most four deep, so that recursion is safe.
  private mutating func check(_ index: Int) -> Bool {
    var isError = false
    if statuses[index] == .unchecked {
      var status = Status.unchecked
      for needed in NamedCheck.prerequisites[index] {
        if !isError { isError = check(needed) }
        guard statuses[needed] != .passed else { continue }
        status = .prerequisite
        current = index
        add(CheckMessage(text: "Failed prerequisite '\(NamedCheck.all[needed].name)'"))
      }
      statuses[index] = status
      if status == .unchecked {
        current = index
        look(NamedCheck.all[index].body)
        if statuses[index] == .unchecked { statuses[index] = .passed }
      }
    }
    return isError || statuses[index] != .passed && levels.level(at: index) == .error
  }

  private mutating func look(_ body: NamedCheck.Body) {
    switch body {
    case .compiler: return
    case .nodes(let look): for node in nodes { look(&self, node) }
    case .having(let name, let look):
      guard let name = tree.nameID(name) else { return }
      for entry in properties.properties(named: name) { look(&self, entry.node, entry.property) }
    case .naming(let isOfKind, let look):
      for entry in properties.properties(in: tree, whose: isOfKind) {
        look(&self, entry.node, entry.property)
      }
    }
  }

  /// Notes that the check failed on a node, or on a property.
  ///
  /// - Parameter property: Where it is one of another node, `node` is the one that the text names.
  mutating func fail(_ node: DeviceTree.NodeID, _ property: DeviceTree.PropertyID? = nil, _ text: String) {
    statuses[current] = .failed
    add(CheckMessage(node: node, property: property, text: text))
  }

  /// Whether no further finding is kept.
  var isFull: Bool { findings.count >= Self.findingLimit || textBytes >= Self.textLimit }

  /// The path of a node that a finding's text names; nothing where no text is kept.
  func path(of node: DeviceTree.NodeID) -> String { isFull ? "" : tree.path(of: node) }

  private struct CheckMessage {
    var node: DeviceTree.NodeID?
    var property: DeviceTree.PropertyID?
    var text: String
  }

  private mutating func add(_ message: CheckMessage) {
    guard let level = levels.level(at: current), !isFull else { return }
    var subject = message.node.map { tree.path(of: $0) }
    if let property = message.property, let path = subject { subject = "\(path):\(tree.name(of: property))" }
    textBytes += message.text.utf8.count + (subject?.utf8.count ?? 0)
    findings.append(
      CheckFinding(
        check: NamedCheck.all[current].name, level: level, node: message.node, property: message.property,
        subject: subject, message: message.text))
  }
}

extension DeviceTree {
  /// What dtc's named checks find in a tree that was not compiled: one read from a blob.
  ///
  /// Complexity: O(n) in nodes, properties and findings, of which 100,000 are kept.
  public func checkFindings(levels: CheckLevels = .standard, isPlugin: Bool = false) -> [CheckFinding] {
    var run = CheckRun(self, levels: levels, isPlugin: isPlugin)
    run.run()
    return run.findings
  }
}
