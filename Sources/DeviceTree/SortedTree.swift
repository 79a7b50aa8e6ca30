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
      let ordered = other.properties(of: from).sorted {
        other.nameBytes(of: $0).lexicographicallyPrecedes(other.nameBytes(of: $1))
      }
      for property in ordered {
        let copy = tree.setProperty(
          named: other.nameBytes(of: property), to: other.bytes(of: property),
          markers: other.markers(of: property)[...], of: to)
        properties[copy] = property
        for label in other.labels(of: property) { tree.addLabel(label, to: .property(copy)) }
      }
      let children = other.children(of: from).sorted {
        other.nameBytes(of: $0).lexicographicallyPrecedes(other.nameBytes(of: $1))
      }
      for child in children {
        pending.append((child, tree.addNode(named: other.nameBytes(of: child), to: to)))
      }
    }
  }
}
