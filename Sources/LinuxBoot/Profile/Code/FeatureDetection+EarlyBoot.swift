extension FeatureDetection {
  /// Features of mm and of what comes before the scan on arm64 and riscv64.
  mutating func detectEarlyBoot() {
    take(.marksAllocations, \.earlyBoot.marksAllocations, marksAllocations())
    take(.fullMemblock, \.regions.panicsWhenMemblockIsFull, panicsWhenFull())
    take(.pageBlock, \.earlyBoot.pageBlockFollowsHugePages, pageBlockFollowsHugePages())
    take(.maximumOrder, \.earlyBoot.maximumOrderIsExclusive, maximumOrderIsExclusive())
    take(.crashKernel, \.earlyBoot.hasGenericCrashKernel, hasGenericCrashKernel())
    if preset.architecture == .arm64 {
      take(.imageStart, \.earlyBoot.reservesFromStext, reservesFromStext())
    }
  }

  private static let memblock = "mm/memblock.c"

  private func marksAllocations() -> Seen<Bool>? {
    guard let place = code.function("memblock_alloc_range_nid", in: [Self.memblock]) else { return nil }
    let flag = place.source.place(of: "MEMBLOCK_RSRV_KERN", in: place.range)
    return (flag != nil, flag.map { place.at($0) } ?? place)
  }

  private func panicsWhenFull() -> Seen<Bool>? {
    guard let place = code.function("memblock_double_array", in: [Self.memblock]) else { return nil }
    let message = place.source.place(ofStringWith: "cannot resize", in: place.range)
    return (message != nil, message.map { place.at($0) } ?? place)
  }

  /// `pageblock_order` has a definition of its own for transparent huge pages.
  private func pageBlockFollowsHugePages() -> Seen<Bool>? {
    guard let source = code.files["include/linux/pageblock-flags.h"] else { return nil }
    // Only the first definition is kept; the word stands in one of the others.
    guard let definition = source.definitions["pageblock_order"] else { return nil }
    let place = KernelCode.Place(source: source, range: 0..<0, line: definition.line)
    return (source.mentions("HPAGE_PMD_ORDER"), place)
  }

  /// Before 6.4 the largest order was one less than `MAX_ORDER`.
  private func maximumOrderIsExclusive() -> Seen<Bool>? {
    guard let source = code.files["include/linux/mmzone.h"],
      let definition = source.definitions["MAX_ORDER_NR_PAGES"]
    else { return nil }
    let place = KernelCode.Place(source: source, range: 0..<0, line: definition.line)
    return (definition.words.contains("-"), place)
  }

  private func hasGenericCrashKernel() -> Seen<Bool>? {
    let name = "reserve_crashkernel_generic"
    let (path, fallback): (String, String) =
      switch preset.architecture {
      case .loongarch64: ("arch/loongarch/kernel/setup.c", "platform_init")
      case .arm64: ("arch/arm64/mm/init.c", "arm64_memblock_init")
      case .riscv64: ("arch/riscv/mm/init.c", "setup_bootmem")
      }
    guard let source = code.files[path], let function = source.functions[fallback] else { return nil }
    let place = KernelCode.Place(source: source, range: function.body, line: function.line)
    let call = source.place(of: name, "(", in: source.tokens.indices)
    return (call != nil, call.map { place.at($0) } ?? place)
  }

  private func reservesFromStext() -> Seen<Bool>? {
    guard let place = code.function("arm64_memblock_init", in: ["arch/arm64/mm/init.c"]) else { return nil }
    for (symbol, isStext) in [("_stext", true), ("_text", false)] {
      if let found = place.source.place(
        of: "memblock_reserve", "(", "__pa_symbol", "(", symbol, in: place.range)
      {
        return (isStext, place.at(found))
      }
    }
    return nil
  }
}
