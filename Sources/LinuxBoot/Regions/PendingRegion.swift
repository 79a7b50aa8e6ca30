import DeviceTree

/// A child of /reserved-memory as the scan reads it.
///
/// A class, so that lists of them and the table of every run copy one reference each; it does not change.
final class PendingRegion: Sendable {
  let node: DeviceTree.NodeID
  let name: String
  let path: String
  let isNoMap: Bool
  let isReusable: Bool
  /// `compatible` lists `shared-dma-pool`.
  let isSharedPool: Bool
  /// `compatible` lists `restricted-dma-pool`.
  let isRestrictedPool: Bool
  /// The entries of `reg`, in the root's cells; empty for dynamic nodes.
  let entries: [MemoryRange]
  let isDynamic: Bool
  /// Where the node's first verdict stands in the run's list.
  let firstVerdict: Int

  /// Reads what does not depend on the version of Linux.
  init(
    _ node: DeviceTree.NodeID, _ tree: DeviceTree, _ reader: FlatReader, entries: [MemoryRange],
    isDynamic: Bool, firstVerdict: Int
  ) {
    self.node = node
    self.entries = entries
    self.isDynamic = isDynamic
    self.firstVerdict = firstVerdict
    name = tree.name(of: node)
    path = tree.path(of: node)
    isNoMap = tree.property("no-map", of: node) != nil
    isReusable = tree.property("reusable", of: node) != nil
    // Letters of either case (`of_compat_cmp`).
    let compatible = tree.strings("compatible", of: node)?.map { $0.lowercased() } ?? []
    isSharedPool = compatible.contains("shared-dma-pool")
    isRestrictedPool = compatible.contains("restricted-dma-pool")
  }

  /// Size in MiB as Linux prints it.
  static func mebibytes(_ size: UInt64) -> UInt64 { size >> 20 }
}
