/// Which node has which phandle; made once, then each look-up is O(1).
public struct PhandleTable: Sendable {
  private var nodes: [UInt32: DeviceTree.NodeID] = [:]

  /// Reads the phandles of a whole tree; of several nodes with one number the first counts.
  ///
  /// Complexity: O(n) in nodes.
  public init(of tree: DeviceTree) {
    for node in tree.allNodes {
      if let phandle = tree.phandle(of: node), nodes[phandle] == nil { nodes[phandle] = node }
    }
  }

  /// The node that has `phandle`.
  ///
  /// Complexity: O(1).
  public subscript(phandle: UInt32) -> DeviceTree.NodeID? { nodes[phandle] }
}

extension DeviceTree {
  /// The node's phandle: its `phandle` or, as older trees have it, `linux,phandle`.
  ///
  /// 0 and 0xffffffff are none.
  /// Complexity: O(1).
  public func phandle(of node: NodeID) -> UInt32? {
    guard let phandle = cell("phandle", of: node) ?? cell("linux,phandle", of: node), phandle != 0,
      phandle != .max
    else { return nil }
    return phandle
  }
}
