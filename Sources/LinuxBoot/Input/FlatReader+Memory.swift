import DeviceTree

/// One entry of a memory node, as the tree states it.
struct MemoryBank {
  var node: DeviceTree.NodeID
  /// "reg" or "linux,usable-memory".
  var property: String
  var entry: Int
  var range: MemoryRange
  var isHotpluggable: Bool
}

extension FlatReader {
  /// The entries of all memory nodes (`early_init_dt_scan_memory`): children of the root with
  /// `device_type = "memory"` and a good status; `linux,usable-memory` counts before `reg`.
  func memoryBanks() -> [MemoryBank] {
    var banks: [MemoryBank] = []
    for node in tree.children(of: tree.root) {
      guard string("device_type", of: node) == "memory", tree.isAvailable(node) else { continue }
      let property = tree.property("linux,usable-memory", of: node) != nil ? "linux,usable-memory" : "reg"
      guard let bytes = tree.bytes(property, of: node) else { continue }
      let isHotpluggable = tree.property("hotpluggable", of: node) != nil
      for (index, range) in entries(bytes).enumerated() {
        banks.append(
          MemoryBank(
            node: node, property: property, entry: index, range: range, isHotpluggable: isHotpluggable))
      }
    }
    return banks
  }
}
