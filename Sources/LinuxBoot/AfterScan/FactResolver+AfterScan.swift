import DeviceTree

extension FactResolver {
  /// Options that change the live tree, or add to it.
  private static let changeTree = ["OF_DYNAMIC", "OF_UNITTEST", "DEBUG_KOBJECT_RELEASE", "RANDSTRUCT"]

  /// Options that change sizes of what is allocated behind the tree, or add allocations that are not
  /// modelled.
  private static let changeLater = [
    "SMP", "NUMA", "MEMCG", "SLAB_OBJ_EXT", "MEM_ALLOC_PROFILING", "KASAN", "KMSAN", "KFENCE",
    "MEMORY_HOTREMOVE", "PAGE_EXTENSION", "STACKDEPOT_ALWAYS_INIT", "DEBUG_SPINLOCK", "DEBUG_LOCK_ALLOC",
    "BOOT_CONFIG_FORCE", "PERCPU_STATS", "HIBERNATION", "HAVE_ALIGNED_STRUCT_PAGE", "WANT_PAGE_VIRTUAL",
  ]

  /// The sizes of this build; nil, with the reason, where not even the live tree's are known.
  func buildSizes() -> Fact<BuildSizes?> {
    let name = "build sizes"
    guard sources.preset.architecture == .loongarch64,
      let tree = BuildSizes.treeSizes[sources.preset.basedOn ?? sources.preset.name]
    else { return Fact(name, nil, .assumed("none are recorded for the profile \(sources.preset.name)")) }
    guard let config = sources.config else { return Fact(name, nil, .assumed("no .config was given")) }
    guard config("OF_KOBJ") == "y" else {
      return Fact(name, nil, .assumed("the live tree without OF_KOBJ is not modelled"))
    }
    if let option = Self.changeTree.first(where: { config($0) == "y" }) {
      return Fact(name, nil, .assumed("the live tree with \(option) is not modelled"))
    }
    let sizes = BuildSizes(
      deviceNode: tree.deviceNode, property: tree.property, page: 56, hasSwiotlb: config("SWIOTLB") == "y",
      defaultCMA: defaultCMASize(config) ?? 0, unknownAfterTree: unknownAfterTree(config),
      treeSource: sources.preset.source, pageSource: configured("MEMCG"))
    return Fact(name, sizes, sources.preset.source)
  }

  /// Why what is allocated behind the live tree is not known; nil if it is.
  private func unknownAfterTree(_ config: (String) -> String?) -> String? {
    if sources.preset.earlyBoot.currentLimit == .endOfMemory {
      return "what Linux \(sources.preset.name) allocates behind the live tree is known within bounds only"
    }
    if let option = Self.changeLater.first(where: { config($0) == "y" }) {
      return "with \(option), what Linux allocates behind the live tree is not modelled"
    }
    if config("RANDOMIZE_BASE") == "y" {
      return "with RANDOMIZE_BASE, where the kernel lies is not known"
    }
    if config("SPARSEMEM_VMEMMAP") != "y" {
      return "without SPARSEMEM_VMEMMAP, what Linux allocates behind the live tree is not modelled"
    }
    if config("DMA_CMA") == "y", defaultCMASize(config) == nil {
      return "the size of the default CMA area is not known (CMA_SIZE_SEL_MBYTES, CMA_SIZE_MBYTES)"
    }
    return nil
  }

  /// The default CMA area in bytes, 0 without one; nil if it is no fixed size.
  func defaultCMASize(_ config: (String) -> String?) -> UInt64? {
    guard config("DMA_CMA") == "y" else { return 0 }
    guard config("CMA_SIZE_SEL_MBYTES") == "y", let size = number("CMA_SIZE_MBYTES"),
      (0...0xf_ffff).contains(size)
    else { return nil }
    return UInt64(size) << 20
  }

  /// What /proc/iomem shows of the kernel; nil if a symbol is missing.
  func kernelSections() -> Fact<KernelSections?> {
    let name = "kernel sections"
    guard let code = range("_text", "_etext"), let data = range("_etext", "_edata"),
      let bss = range("__bss_start", "__bss_stop")
    else {
      return Fact(name, nil, .assumed("_text, _etext, _edata, __bss_start or __bss_stop is not known"))
    }
    return Fact(name, KernelSections(code: code.range, data: data.range, bss: bss.range), code.source)
  }
}
