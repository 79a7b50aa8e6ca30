/// A stretch of physical addresses; both figures in bytes.
public struct MemoryRange: Hashable, Sendable {
  /// The first address.
  public var base: UInt64
  /// How many bytes.
  public var size: UInt64

  /// Makes the range of `size` bytes from `base` on.
  public init(base: UInt64, size: UInt64) {
    self.base = base
    self.size = size
  }

  /// Makes the range from `base` up to, not including, `end`; empty if `end` lies below.
  public init(base: UInt64, end: UInt64) {
    self.base = base
    self.size = end > base ? end - base : 0
  }

  /// The address behind the last byte, or the highest address where the range would reach past it.
  public var end: UInt64 {
    let (end, overflow) = base.addingReportingOverflow(size)
    return overflow ? .max : end
  }

  /// Whether no byte is in it.
  public var isEmpty: Bool { size == 0 }

  /// Whether some byte is in both.
  ///
  /// Complexity: O(1).
  public func overlaps(_ other: MemoryRange) -> Bool {
    !isEmpty && !other.isEmpty && base < other.end && other.base < end
  }

  /// Whether every byte of `other` is in this range.
  ///
  /// Complexity: O(1).
  public func contains(_ other: MemoryRange) -> Bool { base <= other.base && other.end <= end }

  /// Whether the byte at `address` is in it.
  ///
  /// Complexity: O(1).
  public func contains(_ address: UInt64) -> Bool { base <= address && address < end }

  /// The bytes that are in both; nil if there are none.
  ///
  /// Complexity: O(1).
  public func intersection(_ other: MemoryRange) -> MemoryRange? {
    guard overlaps(other) else { return nil }
    return MemoryRange(base: max(base, other.base), end: min(end, other.end))
  }
}
