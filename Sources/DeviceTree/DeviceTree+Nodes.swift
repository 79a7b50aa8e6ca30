extension DeviceTree {
  /// The node's name with its unit address, "" for the root; bytes that are no UTF-8 are replaced.
  ///
  /// Complexity: O(length).
  public func name(of node: NodeID) -> String {
    String(decoding: nameBytes(of: node), as: UTF8.self)
  }

  /// The node's name as it stands in the blob.
  ///
  /// Complexity: O(1): they are not copied.
  public func nameBytes(of node: NodeID) -> ArraySlice<UInt8> { names[record(node).name] }

  /// The name without `@` and what follows it.
  ///
  /// Complexity: O(length).
  public func baseName(of node: NodeID) -> String {
    String(decoding: baseNameBytes(of: node), as: UTF8.self)
  }

  /// What stands behind the `@` of the name; nil if there is none.
  ///
  /// Complexity: O(length).
  public func unitAddress(of node: NodeID) -> String? {
    let name = nameBytes(of: node)
    guard let at = name.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    return String(decoding: name[(at + 1)...], as: UTF8.self)
  }

  /// The node above; nil for the root.
  ///
  /// Complexity: O(1).
  public func parent(of node: NodeID) -> NodeID? {
    let parent = record(node).parent
    return parent < 0 ? nil : NodeID(index: parent)
  }

  /// The nodes directly below, in order.
  ///
  /// Complexity: O(1) to make, O(n) to go through, places that were removed included.
  public func children(of node: NodeID) -> ChildSequence { ChildSequence(tree: self, parent: node) }

  /// The node's path as Linux prints it: "/" or "/soc/serial@1fe001e0".
  ///
  /// Complexity: O(depth and length).
  public func path(of node: NodeID) -> String {
    var parts: [ArraySlice<UInt8>] = []
    var current = node
    while let parent = parent(of: current) {
      parts.append(nameBytes(of: current))
      current = parent
    }
    guard !parts.isEmpty else { return "/" }
    var bytes: [UInt8] = []
    for part in parts.reversed() {
      bytes.append(UInt8(ascii: "/"))
      bytes.append(contentsOf: part)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The child of exactly this name, unit address included; the first of several.
  ///
  /// Complexity: O(1) but for the name's length.
  public func child(named name: String, of node: NodeID) -> NodeID? {
    guard let number = names.find(name.utf8.span) else { return nil }
    return presentChild(number, of: node)
  }

  /// All nodes from `top` down, each before its children, in the order of a blob.
  ///
  /// Complexity: O(n), no recursion.
  public func subtree(of top: NodeID) -> SubtreeSequence { SubtreeSequence(tree: self, top: top) }

  /// All nodes, the root first.
  public var allNodes: SubtreeSequence { subtree(of: root) }

  /// The child of that name, the first of several.
  func presentChild(_ name: Int32, of node: NodeID) -> NodeID? {
    guard let slot = childSlot(name, of: node), !nodes[Int(slot)].isRemoved else { return nil }
    return NodeID(index: slot)
  }

  /// What is known of a node; of one that the tree never had, that it has nothing.
  func record(_ node: NodeID) -> NodeRecord {
    let index = Int(node.index)
    return nodes.indices.contains(index) ? nodes[index] : .nowhere
  }

  /// The first slot of that name below `node` that is in use; if there is none, the first that was removed.
  func childSlot(_ name: Int32, of node: NodeID) -> Int32? {
    let record = record(node)
    if record.childSlots > SlotIndex.threshold {
      return children.find(parent: node.index, name: name, in: nodes)
    }
    return nodes.slot(of: name, from: record.firstChild)
  }
}

/// The nodes directly below one, in order.
public struct ChildSequence: Sequence, IteratorProtocol, Sendable {
  private let nodes: [NodeRecord]
  private var slot: Int32

  init(tree: DeviceTree, parent: DeviceTree.NodeID) {
    nodes = tree.nodes
    slot = tree.record(parent).firstChild
  }

  /// The next child, or nil behind the last.
  ///
  /// Complexity: O(1), spread over all, places that were removed included.
  public mutating func next() -> DeviceTree.NodeID? {
    let found = nodes.present(from: slot)
    guard found >= 0 else { return nil }
    slot = nodes[Int(found)].nextSibling
    return DeviceTree.NodeID(index: found)
  }
}

/// A node and all below it, each before its children.
public struct SubtreeSequence: Sequence, IteratorProtocol, Sendable {
  private var steps: StepSequence

  init(tree: DeviceTree, top: DeviceTree.NodeID) { steps = StepSequence(tree: tree, top: top) }

  /// The next node, or nil at the end.
  ///
  /// Complexity: O(1), spread over all, places that were removed included.
  public mutating func next() -> DeviceTree.NodeID? {
    while let step = steps.next() {
      if case .opens(let node) = step { return node }
    }
    return nil
  }
}
