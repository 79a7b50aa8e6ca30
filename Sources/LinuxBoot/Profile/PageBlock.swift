/// The unit in which Linux keeps pages of one kind together (`pageblock_order`); CMA areas must consist of
/// whole ones (`CMA_MIN_ALIGNMENT_BYTES`).
public enum PageBlock: FactValue {
  /// A huge page of the second level: `PMD_SIZE`.
  case hugePage
  /// Two to the power of this many pages.
  case order(Int)

  /// Its size in bytes; LoongArch's second level covers a page full of 8-byte entries.
  public func size(with paging: Paging) -> UInt64 {
    switch self {
    case .hugePage: paging.pageSize << UInt64(max(0, paging.shift - 3))
    case .order(let order): paging.pageSize << UInt64(min(max(0, order), 40))
    }
  }

  /// "a huge page" or "2^11 pages".
  public var factText: String {
    switch self {
    case .hugePage: "a huge page"
    case .order(let order): "2^\(order) pages"
    }
  }
}
