import DeviceTree

extension FactResolver {
  func paging() -> Fact<Paging> {
    guard sources.preset.architecture == .loongarch64 else { return otherPaging() }
    let name = "paging"
    if let paging = sources.flags.paging { return Fact(name, paging, .flag("--paging")) }
    if let config = sources.config {
      let sizes: [(symbol: String, size: UInt64)] = [
        ("PAGE_SIZE_4KB", 0x1000), ("PAGE_SIZE_16KB", 0x4000), ("PAGE_SIZE_64KB", 0x10000),
      ]
      if let found = sizes.first(where: { config($0.symbol) == "y" }), let levels = number("PGTABLE_LEVELS"),
        let paging = Paging(pageSize: found.size, levels: levels)
      {
        return Fact(name, paging, configured(found.symbol, "PGTABLE_LEVELS"))
      }
    }
    return Fact(
      name, .small, .assumed("hvisor's configurations have 4KB_4LEVEL"), alternatives: [.medium])
  }

  /// `_text` to `_end`; the linker script aligns `_end` to 64 KiB.
  func kernelImage(_ tree: DeviceTree) -> Fact<MemoryRange> {
    guard sources.preset.architecture == .loongarch64 else { return placedKernelImage(tree) }
    let name = "kernel image"
    if let image = sources.flags.kernelImage {
      return Fact(name, Self.aligned(image), .flag("--kernel-image"))
    }
    if let found = range("_text", "_end") { return Fact(name, Self.aligned(found.range), found.source) }
    if let header = sources.image, let size = header.size,
      let base = sources.flags.loadAddress ?? header.loadAddress
    {
      return Fact(name, Self.aligned(MemoryRange(base: base, size: size)), header.sizeSource)
    }
    let base: UInt64
    let place: String
    if let load = sources.flags.loadAddress {
      (base, place) = (load, "at --load-address")
    } else if let text = address("_text") {
      (base, place) = (text.address, "from _text on")
    } else if let link = sources.linkAddress {
      (base, place) = (Self.physical(link.address), "from load-y on (\(link.source.text))")
    } else {
      base = Self.likelyLoadAddress(in: tree)
      place = "at the start of RAM above 2 MiB"
    }
    let sizes: [UInt64] = [0x200_0000, 0x40_0000, 0x400_0000]
    let ranges = sizes.map { MemoryRange(base: base, size: $0) }
    return Fact(
      name, ranges[0], .assumed("a kernel of 4 to 64 MiB \(place)"), alternatives: Array(ranges.dropFirst()))
  }

  static func aligned(_ image: MemoryRange) -> MemoryRange {
    let (end, overflow) = image.end.addingReportingOverflow(0xffff)
    return MemoryRange(base: image.base, end: (overflow ? .max : end) & ~0xffff)
  }

  /// Kernels are linked 2 MiB above a round address; hvisor's guests begin their RAM right there.
  private static func likelyLoadAddress(in tree: DeviceTree) -> UInt64 {
    let lowest: UInt64 = 0x20_0000
    let banks = FlatReader(tree).memoryBanks().map(\.range).filter { $0.end > lowest }
    guard let first = banks.min(by: { $0.base < $1.base }) else { return lowest }
    return max(lowest, (first.base &+ 0x1f_ffff) & ~0x1f_ffff)
  }

  func isBuiltInDTB() -> Fact<Bool?> {
    let name = "built-in DTB"
    // arm64 cannot have one.
    if sources.preset.architecture == .arm64 { return Fact(name, false, sources.preset.source) }
    if sources.flags.isFirmwareDTB { return Fact(name, false, .flag("--firmware-dtb")) }
    if let config = sources.config {
      return Fact(name, config("BUILTIN_DTB") == "y", configured("BUILTIN_DTB"))
    }
    if let start = symbol("__dtb_start"), let end = symbol("__dtb_end") {
      return Fact(name, start.address != end.address, start.source)
    }
    return Fact(name, nil, .assumed("neither a .config nor symbols were given"))
  }

  func dtbAddress(isBuiltIn: Bool?) -> Fact<UInt64?> {
    let name = "DTB address"
    if let address = sources.flags.dtbAddress { return Fact(name, address, .flag("--dtb-address")) }
    if isBuiltIn == true, let start = address("__dtb_start") {
      return Fact(name, start.address, start.source)
    }
    return Fact(name, nil, .assumed("nothing says where it lies"))
  }
}
