/// The page size of a kernel and how many levels its page tables have.
public struct Paging: FactValue {
  /// The page size in bytes, a power of two.
  public let pageSize: UInt64
  /// `CONFIG_PGTABLE_LEVELS`, 2 to 5.
  public let levels: Int

  /// Makes a layout; nil unless the page size is 4, 16 or 64 KiB and there are 2 to 5 levels.
  public init?(pageSize: UInt64, levels: Int) {
    guard [0x1000, 0x4000, 0x10000].contains(pageSize), (2...5).contains(levels) else { return nil }
    self.init(pageSize, levels)
  }

  private init(_ pageSize: UInt64, _ levels: Int) {
    self.pageSize = pageSize
    self.levels = levels
  }

  /// 4 KiB pages and four levels: `4KB_4LEVEL`.
  public static let small = Paging(0x1000, 4)
  /// 16 KiB pages and three levels: `16KB_3LEVEL`, LoongArch's default.
  public static let medium = Paging(0x4000, 3)

  /// 4 KiB pages and five levels, of which riscv64 uses as many as the processor has.
  static let riscv = Paging(0x1000, 5)

  /// The levels that 48 bits of virtual address take on arm64.
  static func usualLevels(for pageSize: UInt64) -> Int { pageSize == 0x10000 ? 3 : 4 }

  /// "4 KiB pages, 4 levels".
  public var factText: String { "\(pageSize >> 10) KiB pages, \(levels) levels" }

  /// `PAGE_SHIFT`.
  public var shift: Int { pageSize.trailingZeroBitCount }
}
