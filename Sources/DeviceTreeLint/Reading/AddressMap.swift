import DeviceTree
import LinuxBoot

/// Sorted, disjoint stretches of addresses; those that touch are one.
struct AddressMap {
  private(set) var ranges: [MemoryRange] = []

  /// Complexity: O(n log n).
  init(_ list: [MemoryRange]) {
    for range in list.filter({ !$0.isEmpty }).sorted(by: { ($0.base, $0.size) < ($1.base, $1.size) }) {
      if let last = ranges.last, range.base <= last.end {
        ranges[ranges.count - 1] = MemoryRange(base: last.base, end: max(last.end, range.end))
      } else {
        ranges.append(range)
      }
    }
  }

  /// RAM when the scan ends, no-map pieces included.
  init(memoryOf prediction: Prediction) { self.init(prediction.memblock.memory.regions.map(\.range)) }

  /// The first stretch that ends above `address`.
  private func firstIndex(endingAbove address: UInt64) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].end > address { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether some byte of the range is in the map.
  func overlaps(_ range: MemoryRange) -> Bool {
    let index = firstIndex(endingAbove: range.base)
    return index < ranges.count && ranges[index].overlaps(range)
  }

  /// Whether every byte is.
  func contains(_ range: MemoryRange) -> Bool {
    let index = firstIndex(endingAbove: range.base)
    return index < ranges.count && ranges[index].contains(range)
  }

  /// How many bytes of the range are in the map.
  func bytes(in range: MemoryRange) -> UInt64 {
    var (sum, index) = (UInt64(0), firstIndex(endingAbove: range.base))
    while index < ranges.count, let part = ranges[index].intersection(range) {
      sum &+= part.size
      index += 1
    }
    return sum
  }

  /// The stretch with the fewest bytes between it and the range.
  func nearest(to range: MemoryRange) -> MemoryRange? {
    let index = firstIndex(endingAbove: range.base)
    let around = ranges[max(0, index - 1)..<min(ranges.count, index + 1)]
    return around.min { Self.distance($0, range) < Self.distance($1, range) }
  }

  private static func distance(_ a: MemoryRange, _ b: MemoryRange) -> UInt64 {
    a.overlaps(b) ? 0 : a.base >= b.end ? a.base - b.end : b.base - min(a.end, b.base)
  }

  /// What is left of this map without the other.
  ///
  /// Complexity: O(n + m).
  func subtracting(_ other: AddressMap) -> AddressMap {
    var left: [MemoryRange] = []
    var index = 0
    for range in ranges {
      var base = range.base
      while index < other.ranges.count, other.ranges[index].end <= base { index += 1 }
      var next = index
      while next < other.ranges.count, other.ranges[next].base < range.end {
        if other.ranges[next].base > base {
          left.append(MemoryRange(base: base, end: other.ranges[next].base))
        }
        base = max(base, other.ranges[next].end)
        next += 1
      }
      if base < range.end { left.append(MemoryRange(base: base, end: range.end)) }
    }
    return AddressMap(left)
  }

  /// Where `size` bytes fit, at a multiple of `alignment`, with the smallest move from `wish`.
  ///
  /// `alignment` is a power of two.
  func place(size: UInt64, alignment: UInt64, nearest wish: UInt64) -> UInt64? {
    guard size > 0 else { return nil }
    let mask = alignment &- 1
    var best: UInt64?
    for range in ranges where range.size >= size {
      let (up, overflow) = range.base.addingReportingOverflow(mask)
      let lowest = up & ~mask
      let highest = (range.end - size) & ~mask
      guard !overflow, lowest <= highest, highest >= range.base else { continue }
      let here = min(max(wish & ~mask, lowest), highest)
      let move = here > wish ? here - wish : wish - here
      if let best, move >= (best > wish ? best - wish : wish - best) { continue }
      best = here
    }
    return best
  }
}
