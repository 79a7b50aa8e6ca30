public import DeviceTree

/// First and last address as the kernel prints them; the last of an empty range lies before the first.
public struct MemorySpan: Hashable, Sendable {
  /// The first address.
  public var first: UInt64
  /// The last address, inclusive.
  public var last: UInt64

  /// Makes a span of two addresses.
  public init(first: UInt64, last: UInt64) {
    self.first = first
    self.last = last
  }

  /// The span that Linux prints for a range, `base + size - 1` whatever overflows.
  public init(_ range: MemoryRange) {
    first = range.base
    last = range.base &+ range.size &- 1
  }

  /// The addresses in it.
  public var range: MemoryRange {
    MemoryRange(base: first, size: last &+ 1 == first ? 0 : last >= first ? last - first &+ 1 : .max)
  }
}
