import DeviceTree

/// A child of /reserved-memory as the scan reads it.
struct PendingRegion {
  var node: DeviceTree.NodeID
  var name: String
  var path: String
  var isNoMap: Bool
  var isReusable: Bool
  /// `compatible` lists `shared-dma-pool`.
  var isSharedPool: Bool
  /// `compatible` lists `restricted-dma-pool`.
  var isRestrictedPool: Bool
  /// The entries of `reg`, in the root's cells; empty for dynamic nodes.
  var entries: [MemoryRange] = []
  var isDynamic = false
  /// Where the node's first verdict stands in the run's list.
  var firstVerdict: Int

  /// Reads what does not depend on the version of Linux.
  init(_ node: DeviceTree.NodeID, _ tree: DeviceTree, _ reader: FlatReader, firstVerdict: Int) {
    self.node = node
    self.firstVerdict = firstVerdict
    name = tree.name(of: node)
    path = tree.path(of: node)
    isNoMap = tree.property("no-map", of: node) != nil
    isReusable = tree.property("reusable", of: node) != nil
    isSharedPool = reader.isCompatible(node, with: "shared-dma-pool")
    isRestrictedPool = reader.isCompatible(node, with: "restricted-dma-pool")
  }

  /// Size in MiB as Linux prints it.
  static func mebibytes(_ size: UInt64) -> UInt64 { size >> 20 }
}
