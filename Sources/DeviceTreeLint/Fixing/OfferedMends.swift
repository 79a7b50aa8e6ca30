/// How many mends a finding had when its turn came.
public struct OfferedMends: Hashable, Sendable {
  /// The rule that found it.
  public var rule: String
  /// The node's path before anything was mended.
  public var path: String
  /// The number of mends, of which `--mend` chooses one.
  public var count: Int
}
