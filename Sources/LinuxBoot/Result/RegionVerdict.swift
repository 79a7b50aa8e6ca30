public import DeviceTree

/// What becomes of one entry of `reg`, or of one dynamic node, of /reserved-memory.
public struct RegionVerdict: Hashable, Sendable {
  /// The verdict.
  public enum Kind: String, Hashable, Sendable {
    /// As the tree asks.
    case reserved
    /// Linux prints "failed to reserve memory for node" and uses the memory itself.
    case refused
    /// A dynamic region found no room: "failed to allocate memory".
    case unplaced
    /// Passed over: status, cells, ranges, a `reg` of the wrong length, or Linux panics first.
    case ignored
    /// Reserved, but not in the table that drivers look into.
    case notSaved
    /// Reserved, then freed again because the handler of its `compatible` failed.
    case undone
    /// A fact that was not given decides; the cause says which value does what.
    case depends
  }

  /// What `of_reserved_mem_lookup` finds once init memory is freed.
  public enum Lookup: Hashable, Sendable {
    /// This range.
    case found(MemoryRange)
    /// Nothing: drivers get NULL.
    case null
  }

  /// The node.
  public var node: DeviceTree.NodeID
  /// The node's full path.
  public var path: String
  /// The path's last component, unit address included.
  public var name: String
  /// Which entry of `reg`; 0 for dynamic regions.
  public var entry: Int
  /// The first address; nil if the region has none: dynamic and not placed, or no usable `reg`.
  public var base: UInt64?
  /// The size in bytes.
  public var size: UInt64
  /// The verdict.
  public var verdict: Kind
  /// Why, in words that a user can act on; for `depends`, which value does what.
  public var cause: String
  /// For `depends`: the names of the facts that decide, in the order in which Linux comes upon them.
  public var decidingFacts: [String] = []
  /// Indices, in the prediction's events, of those that the region collides with.
  public var collisions: [Int] = []
  /// The bytes in which it collides, first to last.
  public var collisionRange: MemoryRange?
  /// The node has `no-map`.
  public var isNoMap: Bool
  /// The node has `size` instead of `reg`.
  public var isDynamic: Bool
  /// What a driver's look-up finds after boot, for the node; nil if the profile does not tell.
  public var lookupAfterBoot: Lookup?

  /// The region's addresses; nil if it has none.
  public var range: MemoryRange? { base.map { MemoryRange(base: $0, size: size) } }
}
