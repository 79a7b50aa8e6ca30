/// What a search looks for: `size` bytes in the window from `start` to `end`, at a place that rounding with
/// `mask` (the alignment less one) gives.
struct SpaceRequest {
  var size: UInt64
  var mask: UInt64
  var start: UInt64
  var end: UInt64

  /// Whether Linux's search from the bottom ends at a gap below the window: rounding the window's start up
  /// passes the highest address and gives 0, which it takes for a place.
  var endsSearchBelowWindow: Bool { roundedUp(start) == 0 && start >= size }

  /// The highest place in a gap, narrowed to the window (`__memblock_find_range_top_down`).
  func highest(from low: UInt64, to high: UInt64) -> UInt64? {
    let (low, high) = (narrowed(low), narrowed(high))
    guard high >= size else { return nil }
    let place = (high - size) & ~mask
    return place >= low ? place : nil
  }

  /// The lowest place in a gap, narrowed to the window (`__memblock_find_range_bottom_up`); 0 ends the search.
  func lowest(from low: UInt64, to high: UInt64) -> UInt64? {
    let (low, high) = (narrowed(low), narrowed(high))
    let place = roundedUp(low)
    return place < high && high - place >= size ? place : nil
  }

  private func narrowed(_ address: UInt64) -> UInt64 { min(max(address, start), end) }
  private func roundedUp(_ address: UInt64) -> UInt64 { ((address &- 1) | mask) &+ 1 }
}
