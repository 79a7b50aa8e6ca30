import DeviceTree

/// Makes up labels for nodes that have none: those that a person would give them, and the same ones for the same tree
/// whatever its phandles are.
///
/// A node with an alias gets the alias (`serial0`). Any other gets its name with the unit address
/// (`uart_1fe001e0`), with as many names of the nodes above before it as it takes to tell it from the others.
struct LabelMaker {
  /// How many names of nodes stand in a label before it gets a number instead.
  private static let deepest = 5
  /// The most that is taken of one node's name, in bytes.
  private static let longest = 40

  private let tree: DeviceTree
  private(set) var labels: [DeviceTree.NodeID: String] = [:]
  private var used: Set<String> = []

  /// Makes labels for some nodes of a tree; the root cannot have one.
  ///
  /// Complexity: O(n) in the nodes.
  init(for nodes: some Sequence<DeviceTree.NodeID>, in tree: DeviceTree) {
    self.tree = tree
    let wanted = Set(nodes).filter { tree.labels(of: $0).isEmpty && $0 != tree.root }
    for node in tree.allNodes { used.formUnion(tree.labels(of: node)) }
    // Labels of the tree that an overlay is for are not its own.
    if let fixups = tree.child(named: "__fixups__", of: tree.root) {
      for label in tree.properties(of: fixups) { used.insert(tree.name(of: label)) }
    }
    takeAliases(of: wanted)
    var open = wanted.filter { labels[$0] == nil }.sorted()
    for depth in 1...Self.deepest where !open.isEmpty { open = name(open, depth: depth) }
    var numbers: [String: Int] = [:]
    for node in open {
      let label = candidate(for: node, depth: 1)
      var number = numbers[label] ?? 2
      while used.contains("\(label)_\(number)") { number += 1 }
      numbers[label] = number + 1
      give(node, "\(label)_\(number)")
    }
  }

  private mutating func give(_ node: DeviceTree.NodeID, _ label: String) {
    labels[node] = label
    used.insert(label)
  }

  private mutating func takeAliases(of wanted: Set<DeviceTree.NodeID>) {
    guard let aliases = tree.child(named: "aliases", of: tree.root) else { return }
    for alias in tree.properties(of: aliases) {
      let path = tree.bytes(of: alias)
      guard path.first == UInt8(ascii: "/"), path.last == 0,
        let node = tree.node(atWholePath: path.dropLast()),
        wanted.contains(node), labels[node] == nil
      else { continue }
      let label = Self.identifier(tree.nameBytes(of: alias))
      if NameCharacters.isLabel(label.utf8), !used.contains(label) { give(node, label) }
    }
  }

  /// Gives those nodes their labels that so many names tell apart, and returns the others.
  private mutating func name(_ nodes: [DeviceTree.NodeID], depth: Int) -> [DeviceTree.NodeID] {
    let candidates = nodes.map { candidate(for: $0, depth: depth) }
    var counts: [String: Int] = [:]
    for candidate in candidates { counts[candidate, default: 0] += 1 }
    var rest: [DeviceTree.NodeID] = []
    for (node, label) in zip(nodes, candidates) {
      if counts[label] == 1, !used.contains(label) { give(node, label) } else { rest.append(node) }
    }
    return rest
  }

  private func candidate(for node: DeviceTree.NodeID, depth: Int) -> String {
    var parts: [String] = []
    var current = node
    while parts.count < depth, let parent = tree.parent(of: current) {
      parts.append(Self.identifier(tree.nameBytes(of: current)))
      current = parent
    }
    let label = parts.reversed().joined(separator: "_")
    return NameCharacters.isLabel(label.utf8) ? label : "_" + label
  }

  /// The letters and digits of a name, `_` for every other byte.
  private static func identifier(_ name: ArraySlice<UInt8>) -> String {
    String(decoding: name.prefix(longest).map { $0.isIdentifierByte ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
  }
}
