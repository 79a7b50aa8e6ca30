/// What Linux asks memblock for, which answers with a range.
public struct AllocationRequest: Hashable, Sendable {
  /// How many bytes.
  public var size: UInt64
  /// What the address must be a multiple of, in bytes.
  public var alignment: UInt64
  /// The lowest address that will do.
  public var start: UInt64
  /// The address that the range must end at or below; nil if any will do.
  public var end: UInt64?
  /// The lowest place is taken, and not the highest.
  public var isBottomUp: Bool
}
