/// Options of the kernel's configuration that decide something about memory.
extension VariationMaker {
  var options: [Variation] { flags + consoleDrivers + pageBlocks + processors }

  /// Each that is on or off, the other way round.
  private var flags: [Variation] {
    let isLoongArch = architecture == .loongarch64
    var keys: [(WritableKeyPath<KernelProfile, Fact<Bool>>, String)] = [
      (\.hasCMAPools, "DMA_CMA"), (\.hasCMA, "CMA"), (\.hasCoherentPools, "DMA_DECLARE_COHERENT"),
      (\.hasRestrictedPools, "DMA_RESTRICTED_POOL"), (\.hasInitrd, "BLK_DEV_INITRD"),
      (\.hasCrashDump, "CRASH_DUMP"), (\.hasVmcore, "PROC_VMCORE"), (\.hasCrashKernel, "KEXEC_CORE"),
      (\.hasStackProtector, "STACKPROTECTOR"),
    ]
    if isLoongArch {
      keys.insert(
        contentsOf: [(\.mapsEarlycon, "FIX_EARLYCON_MEM"), (\.defersEarlycon, "ACPI_SPCR_TABLE")], at: 0)
    }
    if architecture == .riscv64 { keys.append((\.roundsKernelEnd, "STRICT_KERNEL_RWX")) }
    return keys.map { key, symbol in
      let fact = profile[keyPath: key]
      return Variation(
        change(
          fact, to: (!fact.value).factText, "\(symbol)=\(fact.value ? "n" : "y")",
          evidence: key == \.mapsEarlycon && !fact.value ? facts.paging?.source : nil),
        .direct { $0.profile[keyPath: key] = Fact(fact.name, !fact.value, .config("CONFIG_\(symbol)")) })
    }
  }

  /// Drivers of early consoles that the command line or the tree could name.
  private var consoleDrivers: [Variation] {
    guard architecture == .loongarch64 else { return [] }
    return profile.earlyconSymbols.keys.sorted().compactMap { symbol in
      guard let fact = profile.earlyconSymbols[symbol] else { return nil }
      return Variation(
        change(fact, to: (!fact.value).factText, "\(symbol)=\(fact.value ? "n" : "y")"),
        .direct {
          $0.profile.earlyconSymbols[symbol] = Fact(fact.name, !fact.value, .config("CONFIG_\(symbol)"))
        })
    }
  }

  /// Other orders of a page block, to which CMA areas are aligned.
  private var pageBlocks: [Variation] {
    let fact = profile.pageBlock
    return [PageBlock.hugePage, .order(9), .order(10), .order(11), .order(13)].filter { $0 != fact.value }.map
    {
      value in
      Variation(
        change(fact, to: value.factText, "ARCH_FORCE_MAX_ORDER and HUGETLB_PAGE"),
        .direct { $0.profile.pageBlock = Fact(fact.name, value, .config("CONFIG_ARCH_FORCE_MAX_ORDER")) })
    }
  }

  /// Other numbers of processors, on which the slots of memblock depend.
  private var processors: [Variation] {
    guard architecture != .riscv64 else { return [] }
    let (fact, slots) = (profile.cpuCount, profile.reservedSlots)
    let own = slots.value - fact.value
    guard own > 0 else { return [] }
    return [1, 4, 16, 64, 256, 512].filter { $0 != fact.value }.map { count in
      Variation(
        change(fact, to: String(count), "NR_CPUS=\(count)"),
        .direct {
          $0.profile.cpuCount = Fact(fact.name, count, .config("CONFIG_NR_CPUS"))
          $0.profile.reservedSlots = Fact(slots.name, own + count, .config("CONFIG_NR_CPUS"))
        })
    }
  }

  private func change<Value: FactValue>(
    _ fact: Fact<Value>, to needed: String, _ option: String, evidence: FactSource? = nil
  ) -> FactCorrection {
    FactCorrection(
      fact.name, given: fact.value.factText, from: fact.source, needed: needed, evidence: evidence,
      help: "CONFIG_\(option): give the .config of the kernel that booted (--config)")
  }
}
