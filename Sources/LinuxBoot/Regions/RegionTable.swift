import DeviceTree

/// Linux's table of regions, `reserved_mem[]`.
struct RegionTable {
  struct Entry {
    var region: PendingRegion
    var base: UInt64
    var size: UInt64

    var range: MemoryRange { MemoryRange(base: base, size: size) }
  }

  var entries: [Entry] = []

  /// Sorts as `__rmem_cmp` does, by address, size and, in some versions, node.
  mutating func sort(byNode: Bool) {
    guard entries.count > 1 else { return }
    if byNode {
      entries.sort { ($0.base, $0.size, $0.region.node) < ($1.base, $1.size, $1.region.node) }
    } else {
      KernelHeapSort.sort(&entries) { ($0.base, $0.size) < ($1.base, $1.size) }
    }
  }

  /// What `__rmem_check_for_overlap` prints of the sorted table; only neighbours are compared.
  var overlaps: [String] {
    var messages: [String] = []
    for (this, next) in zip(entries, entries.dropFirst()) where this.base &+ this.size > next.base {
      messages.append(
        "OVERLAP DETECTED!\n\(this.region.name) (\(physical(this.base))--"
          + "\(physical(this.base &+ this.size))) overlaps with \(next.region.name) "
          + "(\(physical(next.base))--\(physical(next.base &+ next.size)))"
      )
    }
    return messages
  }
}
