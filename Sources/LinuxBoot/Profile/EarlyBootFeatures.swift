/// How one version of Linux behaves between `setup_arch` and the reserved-memory scan, apart from the order of
/// the architecture's steps.
public struct EarlyBootFeatures: Hashable, Sendable {
  /// Where LoongArch puts `memblock.current_limit`.
  public enum CurrentLimit: Hashable, Sendable {
    /// The end of memory shifted left by twice the page shift, cut to 64 bits: nearly always no limit
    /// (`fdt_setup` up to 6.13 uses `PFN_PHYS` where `PFN_DOWN` was meant).
    case endShiftedTwice
    /// The end of memory.
    case endOfMemory
  }

  /// What `mem=SIZE` without an address does on LoongArch.
  public enum MemoryWithoutAddress: Hashable, Sendable {
    /// "Invalid format!", after all memory was removed already.
    case removesEverything
    /// Cuts memory off behind SIZE bytes.
    case limits
  }

  /// Where `memblock.current_limit` is put.
  public var currentLimit = CurrentLimit.endShiftedTwice
  /// What `mem=SIZE` without an address does.
  public var memoryWithoutAddress = MemoryWithoutAddress.removesEverything
  /// Allocations are marked as the kernel's own (`MEMBLOCK_RSRV_KERN`), and so do not merge with reservations.
  public var marksAllocations = false
  /// A page block is a transparent huge page where hugetlb is off and huge pages are on.
  public var pageBlockFollowsHugePages = true
  /// `CONFIG_ARCH_FORCE_MAX_ORDER` is one more than the largest order (before 6.4).
  public var maximumOrderIsExclusive = false
  /// arm64 reserves its image from `_stext` on, which leaves the first 64 KiB out.
  public var reservesFromStext = true
  /// LoongArch reads the tree at all: `fdt_setup` and the reserved-memory scan came in 6.3.
  public var readsTree = true
  /// All architectures share `reserve_crashkernel_generic` (since 6.8).
  public var hasGenericCrashKernel = true
  /// LoongArch writes a NUL over the first blank of the root's `model` (`init_cpu_fullname`), so that the blob's
  /// check sum no longer fits and /sys/firmware/fdt is not made.
  public var cutsModel = true

  /// 6.1.
  public static let upTo6_1 = EarlyBootFeatures(
    pageBlockFollowsHugePages: false, maximumOrderIsExclusive: true, readsTree: false,
    hasGenericCrashKernel: false, cutsModel: false)

  /// 6.9.
  public static let upTo6_9 = EarlyBootFeatures(pageBlockFollowsHugePages: false)

  /// 6.10 to 6.13.
  public static let upTo6_13 = EarlyBootFeatures()

  /// 6.12.94 and later of that series: arm64 reserves the image from `_text` on.
  public static let upTo6_12 = EarlyBootFeatures(reservesFromStext: false, cutsModel: false)

  /// 7.2.
  public static let upTo7_2 = EarlyBootFeatures(
    currentLimit: .endOfMemory, memoryWithoutAddress: .limits, marksAllocations: true,
    reservesFromStext: false, cutsModel: false)
}
