public import DeviceTree

/// What the model knows of a kernel: facts, each with where it came from, and the features of its version.
public struct KernelProfile: Sendable {
  /// What it was resolved from.
  public internal(set) var sources: KernelSources
  /// The preset whose features and defaults it has.
  public var preset: ProfilePreset
  /// Where features of the preset were seen in a source tree; the others are told by the version alone.
  public var featureSources: [KernelFeature: FactSource]
  /// The version of the kernel; nil if nothing says.
  public var version: Fact<String?>
  /// The architecture.
  public var architecture: Fact<Architecture>
  /// Page size and page-table levels.
  public var paging: Fact<Paging>
  /// An early console is mapped through page tables of its own (`CONFIG_FIX_EARLYCON_MEM`).
  public var mapsEarlycon: Fact<Bool>
  /// A plain `earlycon` waits for the ACPI tables (`CONFIG_ACPI_SPCR_TABLE`).
  public var defersEarlycon: Fact<Bool>
  /// The physical image, `_text` to `_end`.
  public var kernelImage: Fact<MemoryRange>
  /// The tree is the one built into the kernel; nil if nothing says.
  public var isBuiltInDTB: Fact<Bool?>
  /// Where the blob lies in physical memory.
  public var dtbAddress: Fact<UInt64?>
  /// What `free_initmem` hands out again, `__init_begin` to `__init_end`.
  public var initSection: Fact<MemoryRange?>
  /// `CONFIG_NR_CPUS`; as many slots more has memblock's reserved array.
  public var cpuCount: Fact<Int>
  /// Slots of memblock's array of memory.
  public var memorySlots: Fact<Int>
  /// Slots of memblock's array of reservations.
  public var reservedSlots: Fact<Int>
  /// How far `_stext` lies behind the start of the image in bytes; arm64 reserves from there before 6.12.94.
  public var textOffset: Fact<UInt64>
  /// riscv64 rounds the end of its image up to 2 MiB (`CONFIG_STRICT_KERNEL_RWX`).
  public var roundsKernelEnd: Fact<Bool>
  /// Virtual address bits of arm64, which limit its linear map.
  public var virtualAddressBits: Fact<Int>
  /// An initramfs is linked into the kernel (`CONFIG_INITRAMFS_SOURCE`); nil if nothing says.
  public var hasBuiltInInitramfs: Fact<Bool?>
  /// Overrun lists on the stack are noticed (`CONFIG_STACKPROTECTOR`).
  public var hasStackProtector: Fact<Bool>
  /// CMA exists (`CONFIG_CMA`), which raises the alignment of dynamic reusable pools.
  public var hasCMA: Fact<Bool>
  /// A handler takes reusable pools (`CONFIG_DMA_CMA`).
  public var hasCMAPools: Fact<Bool>
  /// A handler takes other pools (`CONFIG_DMA_DECLARE_COHERENT`).
  public var hasCoherentPools: Fact<Bool>
  /// A handler takes restricted pools (`CONFIG_DMA_RESTRICTED_POOL`).
  public var hasRestrictedPools: Fact<Bool>
  /// What CMA areas are aligned to.
  public var pageBlock: Fact<PageBlock>
  /// How many CMA areas there can be (`CONFIG_CMA_AREAS`).
  public var cmaAreas: Fact<Int>
  /// An initrd is looked for (`CONFIG_BLK_DEV_INITRD`).
  public var hasInitrd: Fact<Bool>
  /// `linux,elfcorehdr` is read (`CONFIG_CRASH_DUMP`).
  public var hasCrashDump: Fact<Bool>
  /// The old kernel's core header is reserved before the scan (`CONFIG_PROC_VMCORE`).
  public var hasVmcore: Fact<Bool>
  /// `crashkernel=` is obeyed (`CONFIG_KEXEC_CORE`).
  public var hasCrashKernel: Fact<Bool>
  /// The command line that replaces every other (`CONFIG_CMDLINE_FORCE`); nil if none does.
  public var forcedCommandLine: Fact<String?>
  /// The command line that is added to, or stands in for, the tree's (`CONFIG_CMDLINE`).
  public var builtInCommandLine: Fact<String>
  /// The built-in command line is added even if the tree has one (`CONFIG_CMDLINE_EXTEND`).
  public var extendsCommandLine: Fact<Bool>
  /// What the sizes of allocations after the scan depend on; nil if they are not known.
  public var buildSizes: Fact<BuildSizes?>
  /// The parts of the image that /proc/iomem shows; nil if symbols are missing.
  public var kernelSections: Fact<KernelSections?>
  /// The builds that the facts leave open, for bounds on what is allocated after the scan.
  public var buildVariants: [BuildVariant]
  /// What decides how this kernel treats what firmware hands over.
  public var firmware: FirmwareFacts
  /// Drivers that an early console can use, and whether the kernel has them, by configuration symbol.
  public var earlyconSymbols: [String: Fact<Bool>]

  /// How this kernel treats /reserved-memory.
  public var regions: RegionAlgorithm { preset.regions }

  /// The profile that a preset alone gives: "6.13.7" takes the newest preset not newer in its series.
  public static func preset(
    named name: String, for architecture: Architecture = .loongarch64, tree: DeviceTree = DeviceTree()
  ) throws(UnknownProfile) -> KernelProfile {
    let preset = try ProfilePreset.named(name, for: architecture)
    return KernelProfile(resolving: KernelSources(preset: preset), tree: tree)
  }
}
