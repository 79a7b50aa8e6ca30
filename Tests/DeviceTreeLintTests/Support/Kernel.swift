import DeviceTree
import LinuxBoot

/// What a test says about the kernel.
struct Kernel: Sendable {
  var profile = "6.13"
  var flags = KernelFlags()
  var config: [String: String]?
  var symbols: [String: UInt64]?
  var architecture = Architecture.loongarch64
  var firmware: FirmwarePreset?

  /// A version and nothing else: what a plain call knows.
  static let versionOnly = Kernel()

  /// 4 KiB pages, its image known, the tree from firmware: nothing is open.
  static let known: Kernel = {
    var kernel = Kernel()
    kernel.flags.kernelImage = MemoryRange(base: 0x20_0000, end: 0x220_0000)
    kernel.config = [
      "LOONGARCH": "y", "64BIT": "y", "PAGE_SIZE_4KB": "y", "PGTABLE_LEVELS": "4", "FIX_EARLYCON_MEM": "y",
      "SERIAL_8250_CONSOLE": "y",
      "CMA": "y", "DMA_CMA": "y", "DMA_DECLARE_COHERENT": "y", "BLK_DEV_INITRD": "y", "CRASH_DUMP": "y",
      "PROC_VMCORE": "y", "KEXEC_CORE": "y", "HUGETLB_PAGE": "y", "SMP": "n",
    ]
    return kernel
  }()

  /// riscv64, its image known, the tree from firmware.
  static let riscv: Kernel = {
    var kernel = Kernel()
    kernel.profile = "7.2"
    kernel.architecture = .riscv64
    kernel.flags.kernelImage = MemoryRange(base: 0x8020_0000, end: 0x825a_0000)
    kernel.flags.isFirmwareDTB = true
    kernel.config = [
      "64BIT": "y", "PGTABLE_LEVELS": "5", "CMA": "y", "DMA_CMA": "y", "DMA_DECLARE_COHERENT": "y",
      "BLK_DEV_INITRD": "y", "STRICT_KERNEL_RWX": "y", "HUGETLB_PAGE": "y", "STACKPROTECTOR": "y",
    ]
    return kernel
  }()

  /// arm64, its image known.
  static let arm: Kernel = {
    var kernel = riscv
    kernel.architecture = .arm64
    return kernel
  }()

  /// riscv64 with OpenSBI 1.9, and a blob where QEMU puts it.
  static let riscvWithFirmware: Kernel = {
    var kernel = riscv
    kernel.firmware = .openSBI1_9
    kernel.flags.dtbAddress = 0xbfe0_0000
    return kernel
  }()

  /// The known kernel with its image at another address.
  static func loaded(at address: UInt64) -> Kernel {
    var kernel = known
    kernel.flags.kernelImage = MemoryRange(base: address, size: 0x200_0000)
    return kernel
  }

  /// The same with the tree built in.
  static func builtIn(_ profile: String) -> Kernel {
    var kernel = known
    kernel.profile = profile
    kernel.config?["BUILTIN_DTB"] = "y"
    return kernel
  }

  /// The same with a firmware blob at an address.
  static func withBlobAt(_ address: UInt64) -> Kernel {
    var kernel = known
    kernel.flags.dtbAddress = address
    return kernel
  }

  func boot(_ tree: DeviceTree) throws -> BootInput {
    var sources = KernelSources(preset: try ProfilePreset.named(profile, for: architecture))
    sources.flags = flags
    if let config { sources.config = { config[$0] } }
    sources.systemMapSymbols = symbols
    let input = BootInput(tree: tree, profile: KernelProfile(resolving: sources, tree: tree))
    return firmware.map { input.adding($0) } ?? input
  }
}
