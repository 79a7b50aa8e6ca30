/// The early boot of an architecture as data: its steps up to the reserved-memory scan and right behind it, in
/// order, and what else differs.
public struct EarlyBoot: Hashable, Sendable {
  /// One step.
  public enum Step: String, Hashable, Sendable {
    /// What UEFI's tables keep is reserved (LoongArch's `efi_init`).
    case efiTables
    /// RAM from UEFI's memory map, beside the tree's (LoongArch's `memblock_init`).
    case efiMemory
    /// RAM from UEFI's memory map instead of the tree's (`efi_init` of arm64 and riscv64).
    case efiReplacesMemory
    /// RAM from the memory nodes (`early_init_dt_scan_memory`).
    case memoryNodes
    /// The blob is reserved, byte for byte.
    case blob
    /// Where early allocations end (LoongArch).
    case currentLimit
    /// The first 2 MiB and the kernel image (LoongArch's `memblock_init`).
    case firmwareMemoryAndKernel
    /// Parameters of the command line that act early, in their order.
    case earlyParameters
    /// `linux,elfcorehdr` of /chosen is read.
    case coreHeader
    /// RAM that the linear map does not reach goes (arm64).
    case linearMap
    /// `mem=` takes effect.
    case memoryLimit
    /// The kernel image is reserved.
    case kernelImage
    /// The initrd is added to RAM and reserved (arm64).
    case addedInitrd
    /// The initrd is reserved if it lies in RAM (`reserve_initrd_mem`).
    case initrd
    /// The crashed kernel's core header, and room for a crash kernel (LoongArch).
    case crashMemory
    /// Room for ACPI tables that the initrd brings along (`acpi_table_upgrade`, LoongArch).
    case acpiTables
    /// A plain `earlycon` that waited for the ACPI tables (LoongArch).
    case deferredEarlycon
    /// `early_init_fdt_scan_reserved_mem`.
    case scan
  }

  /// The steps up to and including the scan.
  public var steps: [Step]
  /// The blob is reserved behind the scan (riscv64).
  public var reservesBlobAfterScan = false
  /// An early console takes page tables from memblock; elsewhere its fixmap is static.
  public var earlyconTakesMemory = false
  /// What Linux does behind the scan is modelled, as far as it decides a verdict.
  public var continuesBehindScan = false
  /// Memory that is `no-map` has no linear mapping, so that reading it faults.
  public var unmapsNoMap = true

  /// `setup_arch` of LoongArch, from `efi_init` on.
  public static let loongarch64 = EarlyBoot(
    steps: [
      .efiTables, .memoryNodes, .blob, .efiMemory, .currentLimit, .firmwareMemoryAndKernel, .earlyParameters,
      .initrd, .crashMemory, .acpiTables, .deferredEarlycon, .scan,
    ],
    earlyconTakesMemory: true, continuesBehindScan: true, unmapsNoMap: false)

  /// `setup_arch` of arm64: `setup_machine_fdt`, early parameters, `arm64_memblock_init`.
  public static let arm64 = EarlyBoot(
    steps: [
      .blob, .memoryNodes, .coreHeader, .earlyParameters, .efiReplacesMemory, .linearMap, .memoryLimit,
      .addedInitrd, .kernelImage, .scan,
    ])

  /// `setup_arch` of riscv64: `parse_dtb`, early parameters, `setup_bootmem`.
  public static let riscv64 = EarlyBoot(
    steps: [
      .memoryNodes, .coreHeader, .earlyParameters, .efiReplacesMemory, .memoryLimit, .kernelImage, .initrd,
      .scan,
    ],
    reservesBlobAfterScan: true)

  /// The early boot of an architecture.
  ///
  /// Without `readsTree`, without the steps that need the tree; and if nothing else tells where RAM is, without
  /// those that need RAM.
  public static func of(
    _ architecture: Architecture, readsTree: Bool = true, knowsMemory: Bool = false
  ) -> EarlyBoot {
    var boot: EarlyBoot =
      switch architecture {
      case .loongarch64: .loongarch64
      case .arm64: .arm64
      case .riscv64: .riscv64
      }
    if !readsTree {
      boot.steps.removeAll { [.memoryNodes, .blob, .coreHeader].contains($0) }
      if !knowsMemory { boot.steps = [.firmwareMemoryAndKernel, .scan] }
      boot.continuesBehindScan = false
    }
    return boot
  }
}
