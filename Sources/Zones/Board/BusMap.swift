import DeviceTree

/// How the addresses on one bus become those of the bus above, prepared for many questions.
struct BusMap {
  /// What is known of the bus.
  enum Kind {
    /// An empty `ranges`: the addresses are those of the bus above.
    case identity
    /// A list, sorted by the bus's own addresses.
    case list([Entry])
    /// No `ranges`, or addresses that are no cpu addresses (PCI): nothing on it is memory-mapped by its
    /// `reg`.
    case unmapped
  }

  /// One entry of `ranges`.
  struct Entry {
    var own: MemoryRange
    var above: UInt64
  }

  let kind: Kind

  init(of bus: DeviceTree.NodeID, above: DeviceTree.NodeID, in tree: DeviceTree) {
    guard let property = tree.property("ranges", of: bus) else {
      kind = .unmapped
      return
    }
    if tree.bytes(of: property).isEmpty {
      kind = .identity
      return
    }
    let (child, parent) = (tree.addressFormat(of: bus), tree.addressFormat(of: above))
    guard (1...2).contains(child.addressCells), (0...2).contains(child.sizeCells),
      (1...2).contains(parent.addressCells), let cells = tree.cells(of: property)
    else {
      kind = .unmapped
      return
    }
    let length = child.addressCells + parent.addressCells + child.sizeCells
    guard cells.count % length == 0 else {
      kind = .list([])
      return
    }
    var entries: [Entry] = []
    for start in stride(from: 0, to: cells.count, by: length) {
      let middle = start + child.addressCells
      let size = middle + parent.addressCells
      if let own = DeviceTree.number(cells[start..<middle]),
        let base = DeviceTree.number(cells[middle..<size]),
        let count = DeviceTree.number(cells[size..<start + length])
      {
        entries.append(Entry(own: MemoryRange(base: own, size: count), above: base))
      }
    }
    kind = .list(entries.sorted { $0.own.base < $1.own.base })
  }

  /// The entry that holds all of `range`, moved to the bus above.
  ///
  /// Complexity: O(log n).
  static func translate(_ range: MemoryRange, through entries: [Entry]) -> MemoryRange? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].own.base <= range.base { low = middle + 1 } else { high = middle }
    }
    guard low > 0, entries[low - 1].own.contains(range) else { return nil }
    let entry = entries[low - 1]
    return MemoryRange(base: entry.above &+ (range.base &- entry.own.base), size: range.size)
  }
}
