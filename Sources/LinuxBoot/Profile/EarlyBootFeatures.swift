/// How one version of Linux for LoongArch behaves between `setup_arch` and the reserved-memory scan.
public struct EarlyBootFeatures: Hashable, Sendable {
  /// Where `memblock.current_limit` is put.
  public enum CurrentLimit: Hashable, Sendable {
    /// The end of memory shifted left by twice the page shift, cut to 64 bits: nearly always no limit
    /// (`fdt_setup` up to 6.13 uses `PFN_PHYS` where `PFN_DOWN` was meant).
    case endShiftedTwice
    /// The end of memory.
    case endOfMemory
  }

  /// What `mem=SIZE` without an address does.
  public enum MemoryWithoutAddress: Hashable, Sendable {
    /// "Invalid format!", after all memory was removed already.
    case removesEverything
    /// Cuts memory off behind SIZE bytes.
    case limits
  }

  /// Where `memblock.current_limit` is put.
  public var currentLimit: CurrentLimit
  /// What `mem=SIZE` without an address does.
  public var memoryWithoutAddress: MemoryWithoutAddress
  /// Allocations are marked as the kernel's own (`MEMBLOCK_RSRV_KERN`).
  public var marksAllocations: Bool
  /// A page block is a transparent huge page where hugetlb is off and huge pages are on.
  public var pageBlockFollowsHugePages: Bool

  /// 6.9.
  public static let upTo6_9 = EarlyBootFeatures(
    currentLimit: .endShiftedTwice, memoryWithoutAddress: .removesEverything,
    marksAllocations: false, pageBlockFollowsHugePages: false)

  /// 6.10 to 6.13.
  public static let upTo6_13 = EarlyBootFeatures(
    currentLimit: .endShiftedTwice, memoryWithoutAddress: .removesEverything,
    marksAllocations: false, pageBlockFollowsHugePages: true)
}
