public import DeviceTree

/// One of memblock's two arrays (`struct memblock_type`): sorted, disjoint regions, neighbours merged when
/// they touch and have the same flags, in a fixed number of slots.
///
/// Every search is binary; a change moves the regions behind it, as in Linux.
public struct MemblockArray: Sendable {
  /// "memory" or "reserved", as Linux names it in its messages.
  public let name: String
  /// How many slots there are.
  public let capacity: Int
  /// The regions, by address.
  public private(set) var regions: [MemblockRegion] = []
  /// Whether a change merges neighbours anywhere (Linux before 6.5) and not only where it changed something.
  var mergesEverywhere = false
  /// Whether neighbours may have been left unmerged: after a split where neither half was taken away.
  private var awaitsMerging = false

  init(name: String, capacity: Int) {
    self.name = name
    self.capacity = capacity
  }

  /// The sum of all sizes in bytes.
  public var totalSize: UInt64 { regions.reduce(0) { $0 &+ $1.size } }

  /// Cuts a size so that the range ends at the highest address at most (`memblock_cap_size`).
  static func capped(_ range: MemoryRange) -> MemoryRange {
    MemoryRange(base: range.base, size: min(range.size, .max - range.base))
  }

  /// The first region that ends above `address`.
  func firstIndex(endingAbove address: UInt64) -> Int {
    var (low, high) = (0, regions.count)
    while low < high {
      let middle = (low + high) / 2
      if regions[middle].end > address { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The first region that begins at or above `address`.
  func firstIndex(startingAtOrAbove address: UInt64) -> Int {
    var (low, high) = (0, regions.count)
    while low < high {
      let middle = (low + high) / 2
      if regions[middle].base >= address { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// What lies between the region at `index` and the one before it, or an end of the address space.
  ///
  /// It may be empty where neighbours have different flags. Behind the last region `index` is the count.
  func gap(below index: Int) -> Range<UInt64> {
    let low = index > 0 && index <= regions.count ? regions[index - 1].end : 0
    let high = index >= 0 && index < regions.count ? regions[index].base : .max
    return low..<max(low, high)
  }

  /// Whether some byte of the range is in a region (`memblock_overlaps_region`).
  public func overlaps(_ range: MemoryRange) -> Bool {
    let range = Self.capped(range)
    guard !range.isEmpty else { return overlapsEmpty(at: range.base) }
    let index = firstIndex(endingAbove: range.base)
    return index < regions.count && regions[index].base < range.end
  }

  /// For an empty range Linux's test of two half-open ranges is true strictly inside a region.
  private func overlapsEmpty(at address: UInt64) -> Bool {
    let index = firstIndex(endingAbove: address)
    return index < regions.count && regions[index].base < address
  }

  /// Whether one region holds every byte of the range (`memblock_is_region_memory`).
  public func containsInOneRegion(_ range: MemoryRange) -> Bool {
    let range = Self.capped(range)
    let index = firstIndex(endingAbove: range.base)
    guard index < regions.count else { return false }
    return regions[index].base <= range.base && regions[index].end >= range.end
  }

  /// Adds what no region covers yet; regions that are there keep their flags (`memblock_add_range`).
  mutating func add(_ range: MemoryRange, flags: MemblockFlags) throws(MemblockError) {
    let range = Self.capped(range)
    guard !range.isEmpty else { return }
    let first = firstIndex(endingAbove: range.base)
    if first == regions.count || regions[first].base >= range.end {
      // Nothing of it is there yet: one region, and no list of pieces.
      guard regions.count < capacity else { throw .cannotResize(array: name) }
      regions.insert(MemblockRegion(base: range.base, size: range.size, flags: flags), at: first)
      return merge(around: first...first)
    }
    var last = first
    var pieces: [MemblockRegion] = []
    var inserted: [Int] = []
    var base = range.base
    func insert(upTo end: UInt64) {
      guard base < end else { return }
      inserted.append(first + pieces.count)
      pieces.append(MemblockRegion(base: base, size: end - base, flags: flags))
    }
    while last < regions.count, regions[last].base < range.end {
      insert(upTo: regions[last].base)
      pieces.append(regions[last])
      base = min(regions[last].end, range.end)
      last += 1
    }
    insert(upTo: range.end)
    guard let low = inserted.first, let high = inserted.last else { return }
    guard regions.count + inserted.count <= capacity else { throw .cannotResize(array: name) }
    regions.replaceSubrange(first..<last, with: pieces)
    merge(around: low...high)
  }

  /// Splits regions at both ends of the range and returns the indices of those inside
  /// (`memblock_isolate_range`).
  ///
  /// Two free slots are demanded even if no split is needed.
  mutating func isolate(_ range: MemoryRange) throws(MemblockError) -> Range<Int> {
    let range = Self.capped(range)
    guard !range.isEmpty else { return 0..<0 }
    guard regions.count + 2 <= capacity else { throw .cannotResize(array: name) }
    var first = firstIndex(endingAbove: range.base)
    if first < regions.count, regions[first].base < range.base {
      split(first, at: range.base)
      first += 1
    }
    let last = firstIndex(startingAtOrAbove: range.end)
    if last > first, regions[last - 1].end > range.end { split(last - 1, at: range.end) }
    return first..<max(first, last)
  }

  private mutating func split(_ index: Int, at address: UInt64) {
    let upper = MemblockRegion(
      base: address, size: regions[index].end - address, flags: regions[index].flags)
    regions[index].size = address - regions[index].base
    regions.insert(upper, at: index + 1)
  }

  /// Takes the range out of whatever covers it (`memblock_remove_range`).
  mutating func remove(_ range: MemoryRange) throws(MemblockError) {
    let inside = try isolate(range)
    regions.removeSubrange(inside)
  }

  /// Removes every region outside `range` that does not have `flags`; regions are cut at its ends, and stay
  /// so until a change merges them.
  mutating func keepOnly(_ range: MemoryRange, orFlagged flags: MemblockFlags) throws(MemblockError) {
    let inside = try isolate(range)
    var kept: [MemblockRegion] = []
    for (index, region) in regions.enumerated()
    where inside.contains(index) || !region.flags.isDisjoint(with: flags) {
      kept.append(region)
    }
    regions = kept
    awaitsMerging = true
  }

  /// Sets or clears a flag over the range and merges again (`memblock_setclr_flag`).
  mutating func setFlag(
    _ flag: MemblockFlags, to isSet: Bool, in range: MemoryRange
  ) throws(MemblockError) {
    let inside = try isolate(range)
    for index in inside {
      if isSet { regions[index].flags.insert(flag) } else { regions[index].flags.remove(flag) }
    }
    merge(around: inside.isEmpty ? nil : inside.lowerBound...inside.upperBound - 1)
  }

  /// Joins neighbours in what was changed and on both sides of it (`memblock_merge_regions`).
  private mutating func merge(around changed: ClosedRange<Int>?) {
    var places = changed.map { max(0, $0.lowerBound - 1)..<min(regions.count, $0.upperBound + 2) } ?? 0..<0
    // Elsewhere there is something to merge only after a cap.
    if mergesEverywhere, awaitsMerging {
      places = 0..<regions.count
      awaitsMerging = false
    }
    guard var kept = places.first else { return }
    for index in places.dropFirst() {
      if regions[kept].end == regions[index].base, regions[kept].flags == regions[index].flags {
        regions[kept].size += regions[index].size
      } else {
        kept += 1
        if kept < index { regions[kept] = regions[index] }
      }
    }
    if kept + 1 < places.upperBound { regions.removeSubrange(kept + 1..<places.upperBound) }
  }
}
