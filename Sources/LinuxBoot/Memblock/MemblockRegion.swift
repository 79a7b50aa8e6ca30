public import DeviceTree

/// One entry of a memblock array: `size` bytes from `base` on; never reaches past the last address.
public struct MemblockRegion: Hashable, Sendable {
  /// The first address.
  public var base: UInt64
  /// How many bytes.
  public var size: UInt64
  /// What the region is marked with.
  public var flags: MemblockFlags

  /// The address behind the last byte.
  public var end: UInt64 { base &+ size }
  /// The region's addresses.
  public var range: MemoryRange { MemoryRange(base: base, size: size) }
}
