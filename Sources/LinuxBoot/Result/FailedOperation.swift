/// An operation for which memblock had no slot: it changed nothing, but Linux logs it before it looks for one
/// (`memblock_reserve`, `memblock_add_range` in mm/memblock.c, 6.1 to 7.2).
public struct FailedOperation: Hashable, Sendable {
  /// What was to be done.
  public var event: BootEvent
  /// How many of the prediction's events come before it.
  public var position: Int
}
