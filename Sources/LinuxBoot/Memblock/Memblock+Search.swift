import DeviceTree

extension Memblock {
  /// Reserves `size` free bytes in [`start`, `end`) and returns their address
  /// (`memblock_phys_alloc_range`); nil if there is no room.
  ///
  /// `end` may be `accessible` or `anywhere`. The alignment is taken as Linux takes it, as a mask: one that
  /// is no power of two gives what Linux gives.
  public mutating func allocate(
    size: UInt64, align: UInt64, start: UInt64 = 0, end: UInt64 = Memblock.accessible
  ) throws(MemblockError) -> UInt64? {
    let align = align == 0 ? Self.cacheLine : align
    guard let found = find(size: size, align: align, start: start, end: end) else { return nil }
    try reserve(
      MemoryRange(base: found, size: size), flags: marksAllocations ? .reservedByKernel : [])
    return found
  }

  /// Allocates below the current limit from `minimum` on, and without that minimum if there is no room
  /// (`memblock_alloc_internal`).
  public mutating func allocateAccessible(
    size: UInt64, align: UInt64, minimum: UInt64 = 0
  ) throws(MemblockError) -> UInt64? {
    if let found = try allocate(size: size, align: align, start: minimum) { return found }
    return minimum == 0 ? nil : try allocate(size: size, align: align)
  }

  /// Where `size` free bytes lie (`memblock_find_in_range_node`): in the highest gap that has room, as high
  /// as the alignment allows, or the lowest when searching from the bottom.
  ///
  /// Complexity: O(log n) to the first gap, then O(gaps looked at).
  public func find(size: UInt64, align: UInt64, start: UInt64, end: UInt64) -> UInt64? {
    let limit = end == Self.accessible || end == 1 ? currentLimit : end
    let start = max(start, pageSize)
    let window = (start: start, end: max(start, limit))
    return isBottomUp
      ? findBottomUp(size, align, window.start, window.end)
      : findTopDown(size, align, window.start, window.end)
  }

  private func isSkipped(_ region: MemblockRegion) -> Bool {
    !region.flags.isDisjoint(with: [.noMap, .driverManaged])
  }

  private func findTopDown(_ size: UInt64, _ align: UInt64, _ start: UInt64, _ end: UInt64) -> UInt64? {
    var memoryIndex = memory.firstIndex(startingAtOrAbove: end)
    var next = reserved.firstIndex(startingAtOrAbove: end)
    while memoryIndex > 0 {
      memoryIndex -= 1
      let region = memory.regions[memoryIndex]
      if region.end <= start { return nil }
      if isSkipped(region) { continue }
      while next > 0, reserved.regions[next - 1].base >= region.end { next -= 1 }
      var top = region.end
      while next > 0, reserved.regions[next - 1].end > region.base {
        let taken = reserved.regions[next - 1]
        if let found = highest(size, align, max(taken.end, start), min(top, end)) { return found }
        top = min(top, taken.base)
        // It may reach into the region below as well.
        if taken.base < region.base { break }
        next -= 1
      }
      if let found = highest(size, align, max(region.base, start), min(top, end)) { return found }
    }
    return nil
  }

  private func highest(_ size: UInt64, _ align: UInt64, _ low: UInt64, _ high: UInt64) -> UInt64? {
    guard low < high, high >= size else { return nil }
    let candidate = (high - size) & ~(align &- 1)
    return candidate >= low ? candidate : nil
  }

  private func findBottomUp(_ size: UInt64, _ align: UInt64, _ start: UInt64, _ end: UInt64) -> UInt64? {
    var next = reserved.firstIndex(endingAbove: start)
    for index in memory.firstIndex(endingAbove: start)..<memory.regions.count {
      let region = memory.regions[index]
      if region.base >= end { return nil }
      if isSkipped(region) { continue }
      while next < reserved.regions.count, reserved.regions[next].end <= region.base { next += 1 }
      var bottom = region.base
      while next < reserved.regions.count, reserved.regions[next].base < region.end {
        let taken = reserved.regions[next]
        if let found = lowest(size, align, max(bottom, start), min(taken.base, end)) { return found }
        bottom = max(bottom, taken.end)
        if taken.end > region.end { break }
        next += 1
      }
      if let found = lowest(size, align, max(bottom, start), min(region.end, end)) { return found }
    }
    return nil
  }

  private func lowest(_ size: UInt64, _ align: UInt64, _ low: UInt64, _ high: UInt64) -> UInt64? {
    guard low < high else { return nil }
    let candidate = ((low &- 1) | (align &- 1)) &+ 1
    return candidate >= low && candidate < high && high - candidate >= size ? candidate : nil
  }
}
