/// A tree in the order of `DeviceTree.sorted()`, and what each of its nodes and properties was before.
public struct SortedTree: Sendable {
  /// The tree in order.
  public private(set) var tree = DeviceTree()
  private var nodes: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  private var properties: [DeviceTree.PropertyID: DeviceTree.PropertyID] = [:]

  /// Puts a tree in order.
  ///
  /// Complexity: O(n log n).
  public init(_ other: DeviceTree) { sort(other) }

  /// The node of the first tree that a node of this one was; O(1).
  public func original(of node: DeviceTree.NodeID) -> DeviceTree.NodeID? { nodes[node] }

  /// The property of the first tree that a property of this one was; O(1).
  public func original(of property: DeviceTree.PropertyID) -> DeviceTree.PropertyID? { properties[property] }

  private mutating func sort(_ other: DeviceTree) {
    tree.bootCPU = other.bootCPU
    tree.reservations = other.reservations.sorted { ($0.address, $0.size) < ($1.address, $1.size) }
    var pending: [(from: DeviceTree.NodeID, to: DeviceTree.NodeID)] = [(other.root, tree.root)]
    while let (from, to) = pending.popLast() {
      nodes[to] = from
      for label in other.labels(of: from) { tree.addLabel(label, to: .node(to)) }
      for property in Self.ordered(other.properties(of: from), by: { other.nameBytes(of: $0) }) {
        // A blob may have several of one name, and all of them stay.
        let copy = tree.appendProperty(
          named: other.nameBytes(of: property), other.bytes(of: property),
          markers: other.markers(of: property)[...], to: to)
        properties[copy] = property
        for label in other.labels(of: property) { tree.addLabel(label, to: .property(copy)) }
      }
      for child in Self.ordered(other.children(of: from), by: { other.nameBytes(of: $0) }) {
        pending.append((child, tree.appendNode(named: other.nameBytes(of: child), to: to)))
      }
    }
  }

  /// By name; those of one name as they stand.
  private static func ordered<ID>(_ ids: some Sequence<ID>, by name: (ID) -> ArraySlice<UInt8>) -> [ID] {
    ids.enumerated().sorted { a, b in
      let (first, second) = (name(a.element), name(b.element))
      return first.elementsEqual(second) ? a.offset < b.offset : first.lexicographicallyPrecedes(second)
    }
    .map { $0.element }
  }
}
