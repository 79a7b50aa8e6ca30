import DeviceTree

/// The paths of a tree's nodes, which many findings share: a class, so that each of them keeps one reference.
final class NodePaths: Sendable {
  private let tree: DeviceTree

  init(_ tree: DeviceTree) { self.tree = tree }

  /// The node's full path.
  ///
  /// Complexity: O(length).
  func path(of node: DeviceTree.NodeID) -> String { tree.path(of: node) }
}
