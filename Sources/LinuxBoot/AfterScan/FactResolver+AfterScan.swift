import DeviceTree

extension FactResolver {
  /// Options that a kernel must have for its later allocations to be modelled.
  private static let needed = ["SPARSEMEM_VMEMMAP", "OF_KOBJ"]

  /// Options that change sizes or add allocations that are not modelled.
  private static let excluded = [
    "SMP", "NUMA", "MEMCG", "SLAB_OBJ_EXT", "MEM_ALLOC_PROFILING", "KASAN", "KMSAN", "KFENCE",
    "MEMORY_HOTREMOVE", "PAGE_EXTENSION", "STACKDEPOT_ALWAYS_INIT", "DEBUG_SPINLOCK", "DEBUG_LOCK_ALLOC",
    "DEBUG_KOBJECT_RELEASE", "OF_DYNAMIC", "OF_UNITTEST", "BOOT_CONFIG_FORCE", "PERCPU_STATS",
    "HIBERNATION", "HAVE_ALIGNED_STRUCT_PAGE", "WANT_PAGE_VIRTUAL", "RANDSTRUCT",
  ]

  /// The sizes of this build; nil, with the reason, where the model cannot know them.
  func buildSizes() -> Fact<BuildSizes?> {
    let name = "build sizes"
    guard sources.preset.architecture == .loongarch64,
      let tree = BuildSizes.treeSizes[sources.preset.name]
    else { return Fact(name, nil, .assumed("none are recorded for the profile \(sources.preset.name)")) }
    guard let config = sources.config else { return Fact(name, nil, .assumed("no .config was given")) }
    if let option = Self.needed.first(where: { config($0) != "y" }) {
      return Fact(name, nil, .assumed("without \(option) later allocations are not modelled"))
    }
    if let option = Self.excluded.first(where: { config($0) == "y" }) {
      return Fact(name, nil, .assumed("with \(option) later allocations are not modelled"))
    }
    if config("DMA_CMA") == "y", config("CMA_SIZE_SEL_MBYTES") != "y" || number("CMA_SIZE_MBYTES") != 0 {
      return Fact(name, nil, .assumed("a default CMA area (CMA_SIZE_MBYTES) is not modelled"))
    }
    let sizes = BuildSizes(
      deviceNode: tree.deviceNode, property: tree.property, page: 56, hasSwiotlb: config("SWIOTLB") == "y",
      treeSource: .preset(sources.preset.name), pageSource: .config("CONFIG_MEMCG"))
    return Fact(name, sizes, .preset(sources.preset.name))
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
