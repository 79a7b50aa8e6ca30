import DeviceTree

/// Facts that only some architectures have, or that each has in its own way.
extension FactResolver {
  /// The preset's architecture, and the first source that says so.
  func architecture(_ tree: DeviceTree) -> Fact<Architecture> {
    let name = "architecture"
    let wanted = sources.preset.architecture
    if sources.flags.architecture == wanted { return Fact(name, wanted, .flag("--arch")) }
    if let told = sources.machine, told.architecture == wanted { return Fact(name, wanted, told.source) }
    if let config = sources.config, let told = Architecture.told(by: config), told.architecture == wanted {
      return Fact(name, wanted, configured(told.symbol))
    }
    if let told = Architecture.told(by: tree), told.architecture == wanted {
      return Fact(name, wanted, told.source)
    }
    return Fact(name, wanted, .assumed("neither the kernel nor the tree tells it"))
  }

  /// The page size of arm64 and riscv64.
  func otherPaging() -> Fact<Paging> {
    let name = "paging"
    if let paging = sources.flags.paging { return Fact(name, paging, .flag("--paging")) }
    if sources.preset.architecture == .riscv64 {
      let levels = number("PGTABLE_LEVELS").flatMap { Paging(pageSize: 0x1000, levels: $0) }
      return Fact(name, levels ?? .riscv, .assumed("riscv64 has only 4 KiB pages"))
    }
    if let size = sources.image?.pageSize, let header = sources.image,
      let paging = Paging(pageSize: size, levels: number("PGTABLE_LEVELS") ?? Paging.usualLevels(for: size))
    {
      return Fact(name, paging, .image(header.name))
    }
    if let config = sources.config {
      let sizes: [(symbol: String, size: UInt64)] = [
        ("ARM64_4K_PAGES", 0x1000), ("ARM64_16K_PAGES", 0x4000), ("ARM64_64K_PAGES", 0x10000),
      ]
      if let found = sizes.first(where: { config($0.symbol) == "y" }),
        let paging = Paging(pageSize: found.size, levels: number("PGTABLE_LEVELS") ?? 4)
      {
        return Fact(name, paging, configured(found.symbol))
      }
    }
    return Fact(
      name, .small, .assumed("most arm64 kernels have 4 KiB pages"),
      alternatives: Paging(pageSize: 0x10000, levels: 3).map { [$0] } ?? [])
  }

  /// How far `_stext` lies behind the image's first byte: the linker aligns it to 64 KiB on arm64.
  func textOffset() -> Fact<UInt64> {
    let name = "text offset"
    if let text = symbol("_text"), let start = symbol("_stext"), start.address >= text.address {
      return Fact(name, start.address - text.address, start.source)
    }
    return Fact(name, 0x1_0000, .assumed("the linker script aligns _stext to 64 KiB"))
  }

  /// riscv64 rounds the end of its image to 2 MiB when its text is read-only.
  func roundsKernelEnd() -> Fact<Bool> {
    flag(
      "kernel end rounded to 2 MiB", "STRICT_KERNEL_RWX", otherwise: true,
      because: "the architecture's defconfig has STRICT_KERNEL_RWX")
  }

  /// How many bits of virtual address the linear map of arm64 halves; 52 need a processor that has them, and
  /// others get `VA_BITS_MIN` (`asm/memory.h`): 47 with 16 KiB pages, else 48.
  func virtualAddressBits() -> Fact<Int> {
    let name = "virtual address bits"
    guard let bits = number("ARM64_VA_BITS"), (36...52).contains(bits) else {
      return Fact(name, 48, .assumed("ARM64_VA_BITS is 48 in the architecture's defconfig"))
    }
    if bits > 48 {
      let fewest = sources.config?("ARM64_16K_PAGES") == "y" ? 47 : 48
      return Fact(
        name, fewest, .assumed("\(bits) bits are configured, but few processors have more than \(fewest)"))
    }
    return Fact(name, bits, configured("ARM64_VA_BITS"))
  }

  /// `INIT_MEMBLOCK_MEMORY_REGIONS`: eight times as many on arm64 with EFI (`asm/memory.h`).
  func memorySlots() -> Fact<Int> {
    let name = "memory slots"
    guard sources.preset.architecture == .arm64 else {
      return Fact(name, 128, sources.preset.source)
    }
    let efi = flag("EFI", "EFI", otherwise: true, because: "the architecture's defconfig has EFI")
    return Fact(name, efi.value ? 1024 : 128, efi.source)
  }

  /// `INIT_MEMBLOCK_RESERVED_REGIONS`: more on LoongArch (`asm/sparsemem.h`), and on arm64 where a GIC's tables
  /// outlive a kexec (`asm/memory.h`).
  func reservedSlots(_ cpus: Fact<Int>) -> Fact<Int> {
    let name = "reserved slots"
    let count = min(max(0, cpus.value), 1 << 20)
    switch sources.preset.architecture {
    case .loongarch64: return Fact(name, 128 + count, cpus.source)
    case .riscv64: return Fact(name, 128, sources.preset.source)
    case .arm64:
      let tables = flag(
        "GIC tables", "ARM_GIC_V3_ITS", otherwise: true, because: "the architecture's defconfig has it")
      let efi = flag("EFI", "EFI", otherwise: true, because: "the architecture's defconfig has EFI")
      return Fact(name, tables.value && efi.value ? 129 + count : 128, cpus.source)
    }
  }

  /// An initramfs is linked into the kernel; nil if nothing says.
  func hasBuiltInInitramfs() -> Fact<Bool?> {
    let name = "built-in initramfs"
    guard let source = sources.config?("INITRAMFS_SOURCE") else {
      return Fact(name, nil, .assumed("nothing says"))
    }
    return Fact(name, !source.isEmpty, configured("INITRAMFS_SOURCE"))
  }

  /// Overrun lists on the stack are noticed.
  func hasStackProtector() -> Fact<Bool> {
    flag(
      "stack protector", "STACKPROTECTOR", otherwise: true,
      because: "the architecture's defconfig has STACKPROTECTOR", alternatives: [false])
  }

  /// The image of an arm64 or riscv64 kernel, whose symbols do not tell where it lies: that takes a flag.
  func placedKernelImage(_ tree: DeviceTree) -> Fact<MemoryRange> {
    let name = "kernel image"
    if let image = sources.flags.kernelImage { return Fact(name, image, .flag("--kernel-image")) }
    let size = imageSize
    if let load = sources.flags.loadAddress, let size {
      return Fact(name, MemoryRange(base: load, size: size.bytes), size.source)
    }
    let base = sources.flags.loadAddress ?? Self.likelyPlace(in: tree)
    let place = sources.flags.loadAddress == nil ? "2 MiB into RAM (--load-address)" : "at --load-address"
    if let size {
      return Fact(name, MemoryRange(base: base, size: size.bytes), .assumed("the kernel lies \(place)"))
    }
    let sizes: [UInt64] = [0x300_0000, 0x100_0000, 0x600_0000]
    let ranges = sizes.map { MemoryRange(base: base, size: $0) }
    return Fact(
      name, ranges[0], .assumed("a kernel of 16 to 96 MiB \(place)"), alternatives: Array(ranges.dropFirst()))
  }

  /// How many bytes the image takes in memory, by its symbols or its header.
  private var imageSize: (bytes: UInt64, source: FactSource)? {
    if let first = symbol(imageStart), let end = symbol("_end"), end.address > first.address {
      return (end.address - first.address, first.source)
    }
    return sources.image.flatMap { header in header.size.map { ($0, header.sizeSource) } }
  }

  /// The symbol at the image's first byte: riscv64's `_text` lies behind its header.
  var imageStart: String {
    sources.preset.architecture == .riscv64 && symbol("_start") != nil ? "_start" : "_text"
  }

  /// Boot loaders put kernels 2 MiB into RAM: below lies firmware.
  private static func likelyPlace(in tree: DeviceTree) -> UInt64 {
    let banks = FlatReader(tree).memoryBanks().map(\.range).filter { !$0.isEmpty }
    guard let first = banks.min(by: { $0.base < $1.base }) else { return 0x20_0000 }
    return (first.base &+ 0x20_0000) & ~0x1f_ffff
  }
}
