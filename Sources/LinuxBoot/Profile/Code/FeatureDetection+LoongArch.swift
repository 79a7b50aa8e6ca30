extension FeatureDetection {
  private static let setup = "arch/loongarch/kernel/setup.c"

  /// Features of arch/loongarch.
  mutating func detectLoongArch(_ read: (String) -> [UInt8]?) {
    take(.readsTree, \.earlyBoot.readsTree, readsTree())
    if sources[.readsTree] != nil, !preset.earlyBoot.readsTree {
      preset.regions.order = []
      sources[.order] = sources[.readsTree]
    }
    take(.currentLimit, \.earlyBoot.currentLimit, currentLimit())
    take(.memoryWithoutAddress, \.earlyBoot.memoryWithoutAddress, memoryWithoutAddress())
    take(.modelProperty, \.earlyBoot.cutsModel, cutsModel())
    if let (value, line) = read(DetectedFeatures.kconfigPath).flatMap(Self.alwaysMapsEarlycon) {
      preset.alwaysMapsEarlycon = value
      sources[.earlyconMapping] = source("\(DetectedFeatures.kconfigPath):\(line)")
    }
  }

  private func readsTree() -> Seen<Bool>? {
    guard let place = code.function("platform_init", in: [Self.setup]) else { return nil }
    let call = call(of: Self.scan, in: place)
    return (call != nil, call ?? place)
  }

  /// `max_low_pfn` is a page number; where `PFN_PHYS` makes it, it is shifted twice.
  private func currentLimit() -> Seen<EarlyBootFeatures.CurrentLimit>? {
    if let place = code.function("fdt_setup", in: [Self.setup]),
      let shift = place.source.place(of: "max_low_pfn", "=", "PFN_PHYS", "(", in: place.range)
    {
      return (.endShiftedTwice, place.at(shift))
    }
    guard let place = code.function("memblock_init", in: ["arch/loongarch/kernel/mem.c"]),
      let end = place.source.place(of: "PFN_DOWN", "(", "memblock_end_of_DRAM", in: place.range),
      call(of: "memblock_set_current_limit", in: place) != nil
    else { return nil }
    return (.endOfMemory, place.at(end))
  }

  private func memoryWithoutAddress() -> Seen<EarlyBootFeatures.MemoryWithoutAddress>? {
    guard let place = code.function("early_parse_mem", in: [Self.setup]) else { return nil }
    if let call = call(of: "memblock_enforce_memory_limit", in: place) { return (.limits, call) }
    return call(of: "memblock_remove", in: place).map { (.removesEverything, $0) }
  }

  /// Whether the processor's name is cut out of the tree's own copy of `model`.
  private func cutsModel() -> Seen<Bool>? {
    guard let place = code.function("init_cpu_fullname", in: ["arch/loongarch/kernel/env.c"]) else {
      return nil
    }
    guard let cut = call(of: "strsep", in: place) else { return (false, place) }
    return (call(of: "kstrdup", in: place) == nil, cut)
  }

  /// `def_bool` of FIX_EARLYCON_MEM: "y", or "!ARCH_IOREMAP"; nil for anything else.
  private static func alwaysMapsEarlycon(_ text: [UInt8]) -> (value: Bool, line: Int)? {
    var isInside = false
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
      if words.first == "config" { isInside = words.dropFirst().first == "FIX_EARLYCON_MEM" }
      guard isInside, words.first == "def_bool", words.count == 2 else { continue }
      return words[1] == "y" ? (true, index + 1) : words[1] == "!ARCH_IOREMAP" ? (false, index + 1) : nil
    }
    return nil
  }

  /// The address that `load-y` names; nil where no one 64-bit address is.
  func linkAddress(_ read: (String) -> [UInt8]?) -> (address: UInt64, source: FactSource)? {
    guard let text = read(DetectedFeatures.makefilePath) else { return nil }
    var found: (address: UInt64, line: Int)?
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 3, words[0] == "load-y", words[1].hasSuffix("="), words[2].hasPrefix("0x"),
        let address = UInt64(words[2].dropFirst(2), radix: 16), address >> 32 != 0
      else { continue }
      if let found, found.address != address { return nil }
      found = (address, index + 1)
    }
    return found.map { ($0.address, source("\(DetectedFeatures.makefilePath):\($0.line)")) }
  }
}
