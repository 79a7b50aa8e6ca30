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
  /// Linux narrows every gap to the window, those outside it to nothing: a request for 0 bytes from the top
  /// can so be answered with an end of the window that is not free.
  ///
  /// Complexity: O(log n) to the first gap, then O(gaps looked at).
  public func find(size: UInt64, align: UInt64, start: UInt64, end: UInt64) -> UInt64? {
    let limit = end == Self.accessible || end == 1 ? currentLimit : end
    let start = max(start, pageSize)
    let request = SpaceRequest(size: size, mask: align &- 1, start: start, end: max(start, limit))
    let found = isBottomUp ? findBottomUp(request) : findTopDown(request)
    // Address 0 is Linux's word for "none".
    return found == 0 ? nil : found
  }

  private func isSkipped(_ region: MemblockRegion) -> Bool {
    !region.flags.isDisjoint(with: [.noMap, .driverManaged])
  }

  private func findTopDown(_ request: SpaceRequest) -> UInt64? {
    let looksOutside = request.size == 0
    let end = looksOutside ? .max : request.end
    var index = memory.firstIndex(startingAtOrAbove: end)
    var gap = reserved.firstIndex(startingAtOrAbove: end)
    while index > 0 {
      index -= 1
      let region = memory.regions[index]
      if region.end <= request.start, !looksOutside { return nil }
      if isSkipped(region) { continue }
      while true {
        let free = reserved.gap(below: gap)
        if free.upperBound <= region.base { break }
        if free.lowerBound < region.end {
          let low = max(region.base, free.lowerBound)
          if let found = request.highest(from: low, to: min(region.end, free.upperBound)) { return found }
          if free.lowerBound <= region.base { break }
        }
        gap -= 1
      }
    }
    return nil
  }

  private func findBottomUp(_ request: SpaceRequest) -> UInt64? {
    let start = request.endsSearchBelowWindow ? 0 : request.start
    var gap = reserved.firstIndex(endingAbove: start)
    for index in memory.firstIndex(endingAbove: start)..<memory.regions.count {
      let region = memory.regions[index]
      if region.base >= request.end { return nil }
      if isSkipped(region) { continue }
      while true {
        let free = reserved.gap(below: gap)
        if free.lowerBound >= region.end { break }
        if free.upperBound > region.base {
          let low = max(region.base, free.lowerBound)
          if let found = request.lowest(from: low, to: min(region.end, free.upperBound)) { return found }
          if free.upperBound >= region.end { break }
        }
        gap += 1
      }
    }
    return nil
  }
}
