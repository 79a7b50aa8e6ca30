public import DeviceTree

extension KernelProfile {
  /// Finds every fact in the first source that knows it: flags, vmlinux, System.map, .config, the preset;
  /// what none knows is assumed, with the reason and, where it matters, the other values it may have.
  ///
  /// The tree only helps to guess where a kernel lies that nothing else places.
  public init(resolving sources: KernelSources, tree: DeviceTree) {
    let resolver = FactResolver(sources: sources)
    let preset = sources.preset
    self.sources = sources
    self.preset = preset
    featureSources = sources.featureSources
    version = Fact(
      "version", sources.version?.text, sources.version?.source ?? .assumed("nothing says it"))
    architecture = resolver.architecture(tree)
    let paging = resolver.paging()
    self.paging = paging
    mapsEarlycon = resolver.mapsEarlycon()
    defersEarlycon = resolver.flag(
      "earlycon deferred by SPCR", "ACPI_SPCR_TABLE", otherwise: false,
      because: "kernels for boards without ACPI leave ACPI_SPCR_TABLE off", alternatives: [true])
    kernelImage = resolver.kernelImage(tree)
    isBuiltInDTB = resolver.isBuiltInDTB()
    dtbAddress = resolver.dtbAddress(isBuiltIn: isBuiltInDTB.value)
    initSection = resolver.initSection()
    cpuCount = resolver.cpuCount()
    memorySlots = resolver.memorySlots()
    reservedSlots = resolver.reservedSlots(cpuCount)
    textOffset = resolver.textOffset()
    roundsKernelEnd = resolver.roundsKernelEnd()
    virtualAddressBits = resolver.virtualAddressBits()
    hasBuiltInInitramfs = resolver.hasBuiltInInitramfs()
    hasStackProtector = resolver.hasStackProtector()
    hasCMA = resolver.flag(
      "CMA", "CMA", otherwise: true, because: "the architecture's defconfig has CMA=y", alternatives: [false])
    hasCMAPools = resolver.flag(
      "CMA pools", "DMA_CMA", otherwise: true, because: "the architecture's defconfig has DMA_CMA=y",
      alternatives: [false])
    hasCoherentPools = resolver.flag(
      "coherent pools", "DMA_DECLARE_COHERENT", otherwise: true, because: "kernels with OF usually have it")
    hasRestrictedPools = resolver.flag(
      "restricted pools", "DMA_RESTRICTED_POOL", otherwise: false, because: "it is off by default",
      alternatives: [true])
    pageBlock = resolver.pageBlock(paging.value)
    cmaAreas = resolver.cmaAreas()
    hasInitrd = resolver.flag(
      "initrd support", "BLK_DEV_INITRD", otherwise: true, because: "nearly every kernel has it")
    hasCrashDump = resolver.flag(
      "crash dump", "CRASH_DUMP", otherwise: true, because: "the architecture's defconfig has it")
    hasVmcore = resolver.flag(
      "vmcore", "PROC_VMCORE", otherwise: true, because: "it comes with CRASH_DUMP")
    hasCrashKernel = resolver.flag(
      "crash kernel", "KEXEC_CORE", otherwise: true, because: "the architecture's defconfig has KEXEC")
    (forcedCommandLine, builtInCommandLine, extendsCommandLine) = resolver.commandLine()
    buildSizes = resolver.buildSizes()
    kernelSections = resolver.kernelSections()
    buildVariants = resolver.buildVariants()
    firmware = FirmwareFacts(resolver)
    earlyconSymbols = resolver.earlyconSymbols()
  }
}

extension FactResolver {
  func mapsEarlycon() -> Fact<Bool> {
    let name = "earlycon takes page tables"
    guard sources.preset.architecture == .loongarch64 else {
      return Fact(name, false, sources.preset.source)
    }
    if sources.config != nil {
      return flag(name, "FIX_EARLYCON_MEM", otherwise: true, because: "")
    }
    if sources.preset.alwaysMapsEarlycon {
      return Fact(
        name, true,
        sources.featureSources[.earlyconMapping] ?? sources.preset.source)
    }
    return Fact(
      name, true, .assumed("FIX_EARLYCON_MEM is y unless ARCH_IOREMAP is set"), alternatives: [false])
  }

  func initSection() -> Fact<MemoryRange?> {
    let found = range("__init_begin", "__init_end")
    return Fact("init section", found?.range, found?.source ?? .assumed(whyUnplaced))
  }

  func cpuCount() -> Fact<Int> {
    guard let config = sources.config else {
      return Fact("cpus", 64, .assumed("NR_CPUS is 64 in the architecture's defconfig"))
    }
    if config("SMP") != "y" { return Fact("cpus", 1, configured("SMP")) }
    return Fact("cpus", max(1, number("NR_CPUS") ?? 1), configured("NR_CPUS"))
  }

  func cmaAreas() -> Fact<Int> {
    guard let count = number("CMA_AREAS") else {
      return Fact("CMA areas", 20, .assumed("CMA_AREAS defaults to 20"))
    }
    return Fact("CMA areas", count, configured("CMA_AREAS"))
  }

  /// `pageblock_order` of include/linux/pageblock-flags.h.
  func pageBlock(_ paging: Paging) -> Fact<PageBlock> {
    let name = "page block"
    guard let config = sources.config else {
      return Fact(
        name, .hugePage, .assumed("HUGETLB_PAGE is y in the architecture's defconfig"),
        alternatives: [.order(11)])
    }
    var limit = number("ARCH_FORCE_MAX_ORDER")
    if sources.preset.earlyBoot.maximumOrderIsExclusive { limit = limit.map { $0 - 1 } }
    let largest = min(limit ?? 10, number("PAGE_BLOCK_MAX_ORDER") ?? .max)
    let huge = max(0, paging.shift - 3)
    if config("HUGETLB_PAGE") == "y" {
      return Fact(name, .order(min(huge, largest)), configured("HUGETLB_PAGE"))
    }
    if config("TRANSPARENT_HUGEPAGE") == "y", sources.preset.earlyBoot.pageBlockFollowsHugePages {
      return Fact(name, .order(min(huge, largest)), configured("TRANSPARENT_HUGEPAGE"))
    }
    return Fact(name, .order(largest), configured("ARCH_FORCE_MAX_ORDER"))
  }

  func earlyconSymbols() -> [String: Fact<Bool>] {
    var facts: [String: Fact<Bool>] = [:]
    for driver in EarlyconDriver.all where facts[driver.symbol] == nil {
      facts[driver.symbol] = flag(
        "earlycon driver \(driver.symbol)", driver.symbol, otherwise: true,
        because: "boards build the driver of their console in")
    }
    return facts
  }

  func commandLine() -> (forced: Fact<String?>, builtIn: Fact<String>, extends: Fact<Bool>) {
    let text = sources.config?("CMDLINE") ?? ""
    let unknown = FactSource.assumed("no .config was given")
    let hasConfig = sources.config != nil
    let force = sources.config?("CMDLINE_FORCE") == "y"
    return (
      Fact("forced command line", force ? text : nil, hasConfig ? configured("CMDLINE_FORCE") : unknown),
      Fact("built-in command line", text, hasConfig ? configured("CMDLINE") : unknown),
      Fact(
        "command line extended", sources.config?("CMDLINE_EXTEND") == "y",
        hasConfig ? configured("CMDLINE_EXTEND") : unknown)
    )
  }
}
