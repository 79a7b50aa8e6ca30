import DeviceTree

/// A child of /reserved-memory as the scan reads it.
struct PendingRegion {
  var node: DeviceTree.NodeID
  var name: String
  var isNoMap: Bool
  var isReusable: Bool
  /// The entries of `reg`, in the root's cells; empty for dynamic nodes.
  var entries: [MemoryRange]
  var isDynamic: Bool
  /// Where the node's first verdict stands in the run's list.
  var firstVerdict: Int

  /// Size in MiB as Linux prints it.
  static func mebibytes(_ size: UInt64) -> UInt64 { size >> 20 }
}
