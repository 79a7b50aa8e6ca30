/// A line of /proc/iomem.
public struct IOMemLine: Hashable, Sendable {
  /// The first address.
  public var start: UInt64
  /// The last address, inclusive.
  public var end: UInt64
  /// The name as Linux writes it.
  public var name: String
  /// How deep the line is nested; 0 at the left margin.
  public var depth: Int
}
