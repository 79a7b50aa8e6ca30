extension DeviceTree {
  /// The node's name with its unit address, "" for the root; bytes that are no UTF-8 are replaced.
  public func name(of node: NodeID) -> String {
    String(decoding: nameBytes(of: node), as: UTF8.self)
  }

  /// The node's name as it stands in the blob.
  public func nameBytes(of node: NodeID) -> ArraySlice<UInt8> { names[record(node).name] }

  /// The name without `@` and what follows it.
  public func baseName(of node: NodeID) -> String {
    String(decoding: baseNameBytes(of: node), as: UTF8.self)
  }

  /// What stands behind the `@` of the name; nil if there is none.
  public func unitAddress(of node: NodeID) -> String? {
    let name = nameBytes(of: node)
    guard let at = name.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    return String(decoding: name[(at + 1)...], as: UTF8.self)
  }

  /// The node above; nil for the root.
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
    names.find(name.utf8.span).flatMap { presentChild($0, of: node) }
  }

  /// All nodes from `top` down, each before its children, in the order of a blob.
  ///
  /// Complexity: O(n), no recursion.
  public func subtree(of top: NodeID) -> SubtreeSequence { SubtreeSequence(tree: self, top: top) }

  /// All nodes, the root first.
  public var allNodes: SubtreeSequence { subtree(of: root) }

  func record(_ node: NodeID) -> NodeRecord { nodes[Int(node.index)] }

  /// The first child of that name that was not removed.
  func presentChild(_ name: Int32, of node: NodeID) -> NodeID? {
    guard let first = childSlot(name, of: node) else { return nil }
    if !nodes[Int(first)].isRemoved { return NodeID(index: first) }
    if record(node).childSlots > SlotIndex.threshold {
      return children.further(parent: node.index, name: name).first { !nodes[Int($0)].isRemoved }
        .map { NodeID(index: $0) }
    }
    return children(of: node).first { record($0).name == name }
  }

  /// The slot of that name below `node`, even if it was removed.
  func childSlot(_ name: Int32, of node: NodeID) -> Int32? {
    let record = record(node)
    if record.childSlots > SlotIndex.threshold {
      return children.find(parent: node.index, name: name, in: nodes)
    }
    var slot = record.firstChild
    while slot >= 0 {
      if nodes[Int(slot)].name == name { return slot }
      slot = nodes[Int(slot)].nextSibling
    }
    return nil
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
  public mutating func next() -> DeviceTree.NodeID? {
    while let step = steps.next() {
      if case .opens(let node) = step { return node }
    }
    return nil
  }
}
