import DeviceTree
import LinuxBoot
import Testing

/// Bounds on what Linux takes after the scan, where its build is not known.
@Suite struct LaterUseTests {
  /// Whether some stretch holds all of a range.
  func holds(_ use: LaterUse, _ range: MemoryRange) -> Bool {
    var base = range.base
    for stretch in use.stretches where stretch.range.contains(base) {
      base = stretch.range.end
      if base >= range.end { return true }
    }
    return false
  }

  /// What a recorded kernel takes lies within the bounds that its tree and version alone give, and takes what is
  /// certain.
  @Test(arguments: RecordedBoot.booted.prefix(24)) func holdsForRecordedBoots(_ boot: RecordedBoot) throws {
    var input = try boot.input()
    let exact = input.prediction()
    let isComplete = exact.isIOMemComplete
    #expect(exact.laterUse == nil)
    guard isComplete else { return }
    let known = input.profile
    var sources = KernelSources(preset: known.preset)
    sources.flags.paging = known.paging.value
    let open = KernelProfile(resolving: sources, tree: input.tree)
    input.profile.buildSizes = Fact("build sizes", nil, .assumed("no .config was given"))
    input.profile.buildVariants = open.buildVariants
    let use = try #require(input.prediction().laterUse)
    #expect(use.builds == 24)
    #expect(use.least < use.most)
    #expect(use.reason == "no .config was given")
    let steps = exact.eventsAfterScan.firstIndex { $0.by == "__unflatten_device_tree" } ?? 0
    let freed = exact.eventsAfterScan.filter { $0.operation == .free }.map(\.range)
    var taken: [MemoryRange] = []
    for event in exact.eventsAfterScan[steps...] where event.operation == .allocate {
      guard let rest = freed.first(where: { event.range.overlaps($0) }) else {
        taken.append(event.range)
        continue
      }
      if rest.base > event.range.base { taken.append(MemoryRange(base: event.range.base, end: rest.base)) }
    }
    for range in taken { #expect(holds(use, range), "\(AddressText.range(range))") }
    for stretch in use.stretches where stretch.isCertain {
      let first = MemoryRange(base: stretch.range.base, size: 0x1000)
      #expect(taken.contains { $0.overlaps(first) }, "\(AddressText.range(stretch.range))")
    }
  }

  /// What an unmodified kernel 7.2.13 of a distribution took on QEMU's board, 16 KiB pages: with its configuration
  /// nothing is open but what no structure tells.
  @Test func aDistributionsKernel() throws {
    let maker = TreeMaker(
      [0...0xfff_ffff, 0x8000_0000...0xafff_ffff], bootargs: LoongArchDistributionTests.earlycon)
    var sources = KernelSources(preset: try ProfilePreset.named("7.2.13"))
    let config = [
      "PAGE_SIZE_16KB": "y", "PGTABLE_LEVELS": "3", "FIX_EARLYCON_MEM": "y", "SMP": "y", "NR_CPUS": "64",
      "CMA": "y", "DMA_CMA": "y", "HUGETLB_PAGE": "y", "SERIAL_8250_CONSOLE": "y",
      "ARCH_FORCE_MAX_ORDER": "11",
      "NUMA": "y", "MEMCG": "y", "SWIOTLB": "y", "CMA_SIZE_SEL_MBYTES": "y", "CMA_SIZE_MBYTES": "128",
    ]
    sources.config = { config[$0] }
    sources.flags.kernelImage = MemoryRange(base: 0x20_0000, size: 0x1a0_0000)
    sources.flags.dtbAddress = 0x10_0000
    let prediction = BootInput(
      tree: maker.tree, profile: KernelProfile(resolving: sources, tree: maker.tree), blobSize: 0x10_0000
    ).prediction()
    let use = try #require(prediction.laterUse)
    #expect(use.builds == 1)
    // The bounce buffer and its slots, the CMA area, the struct pages, and the per-cpu memory of one processor.
    for range in [
      MemoryRange(base: 0x1c0_0000, end: 0x5cc_0060), MemoryRange(base: 0x600_0000, end: 0xe00_0000),
      MemoryRange(base: 0xac00_0000, end: 0xae00_0000), MemoryRange(base: 0xaa00_0000, end: 0xaa02_0000),
    ] {
      #expect(
        use.stretches.contains { $0.isCertain && $0.range.base <= range.base && range.end <= $0.range.end },
        "\(AddressText.range(range))")
    }
    #expect(use.parts.first { $0.what == "hash tables" }?.most == 0x18_0000)
    #expect(use.parts.first { $0.what == "the default CMA area" }?.least == 128 << 20)
  }

  @Test func stretchesAreInOrder() throws {
    let maker = TreeMaker([0x20_0000...0xfff_ffff, 0x9000_0000...0x9fff_ffff])
    let profile = try KernelProfile.preset(named: "6.13", tree: maker.tree)
    let prediction = BootInput(tree: maker.tree, profile: profile).prediction()
    let use = try #require(prediction.laterUse)
    for (a, b) in zip(use.stretches, use.stretches.dropFirst()) { #expect(a.range.end <= b.range.base) }
    #expect(use.stretches.contains { $0.isCertain } && use.stretches.contains { !$0.isCertain })
    #expect(use.parts.contains { $0.what == "the bounce buffer" && $0.least == 0 && $0.most > 64 << 20 })
    let map = MemoryMap(prediction, includingLater: true)
    #expect(map.segments.contains { $0.kind == .takenLater })
    #expect(map.segments.contains { $0.kind == .maybeTakenLater })
    #expect(
      !MemoryMap(prediction).segments.contains { $0.kind == .takenLater || $0.kind == .maybeTakenLater })
  }

  /// The other architectures' later allocations are not modelled, and a boot that ends has none.
  @Test func noBounds() throws {
    let maker = TreeMaker([0x4000_0000...0x4fff_ffff])
    for architecture in [Architecture.arm64, .riscv64] {
      let profile = try KernelProfile.preset(named: "6.13", for: architecture, tree: maker.tree)
      #expect(BootInput(tree: maker.tree, profile: profile).prediction().laterUse == nil)
    }
    let tiny = TreeMaker([0x20_0000...0x20_ffff])
    let profile = try KernelProfile.preset(named: "6.13", tree: tiny.tree)
    #expect(BootInput(tree: tiny.tree, profile: profile).prediction().laterUse == nil)
  }
}
