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
  /// Whether neighbours may have been left unmerged, as after a split where neither half was taken away.
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
    var last = first
    var merged = MergedRegions()
    if first > 0 { merged.append(regions[first - 1]) }
    var (base, added) = (range.base, 0)
    while last < regions.count, regions[last].base < range.end {
      let region = regions[last]
      if region.base > base {
        merged.append(MemblockRegion(base: base, size: region.base - base, flags: flags))
        added += 1
      }
      merged.append(region)
      base = min(region.end, range.end)
      last += 1
    }
    if base < range.end {
      merged.append(MemblockRegion(base: base, size: range.end - base, flags: flags))
      added += 1
    }
    guard added > 0 else { return }
    guard regions.count + added <= capacity else { throw .cannotResize(array: name) }
    if last < regions.count {
      merged.append(regions[last])
      last += 1
    }
    regions.replaceSubrange(max(0, first - 1)..<last, with: merged.regions)
    mergeWhatAwaitsIt()
  }

  /// Splits regions at both ends of the range and returns the indices of those inside
  /// (`memblock_isolate_range`).
  ///
  /// Two free slots are demanded even if no split is needed.
  mutating func isolate(_ range: MemoryRange) throws(MemblockError) -> Range<Int> {
    let range = Self.capped(range)
    guard !range.isEmpty else { return 0..<0 }
    // An empty array holds one region of no bytes, in Linux.
    guard max(1, regions.count) + 2 <= capacity else { throw .cannotResize(array: name) }
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
  /// so until the next change merges them.
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
    defer { mergeWhatAwaitsIt() }
    guard !inside.isEmpty else { return }
    for index in inside {
      if isSet { regions[index].flags.insert(flag) } else { regions[index].flags.remove(flag) }
    }
    let around = max(0, inside.lowerBound - 1)..<min(regions.count, inside.upperBound + 1)
    var merged = MergedRegions()
    for index in around { merged.append(regions[index]) }
    regions.replaceSubrange(around, with: merged.regions)
  }

  /// Merges everywhere, as Linux does at every change; needed only where the changed place is not all.
  private mutating func mergeWhatAwaitsIt() {
    guard awaitsMerging else { return }
    var merged = MergedRegions()
    for region in regions { merged.append(region) }
    regions = merged.regions
    awaitsMerging = false
  }
}

/// Collects regions in order and joins those that touch and have the same flags (`memblock_merge_regions`).
private struct MergedRegions {
  var regions: [MemblockRegion] = []

  mutating func append(_ region: MemblockRegion) {
    if let last = regions.last, last.end == region.base, last.flags == region.flags {
      regions[regions.count - 1].size += region.size
    } else {
      regions.append(region)
    }
  }
}
