import DeviceTree

extension BootRun {
  /// `parse_early_param`: parameters act in the order of the command line.
  mutating func parseEarlyParameters() throws(BootStop) {
    for token in plan.parameters {
      switch token.name {
      case "earlycon", "console": if earlyBoot.earlyconTakesMemory { try earlycon(token) }
      case "mem":
        if earlyBoot.steps.contains(.memoryLimit) { noteMemoryLimit(token) } else { try userMemory(token) }
      case "initrd", "initrdmem": initrd = Self.startAndSize(token.value) ?? initrd
      case "elfcorehdr": elfCoreHeader = Self.coreHeader(token.value) ?? elfCoreHeader
      case "cma": hasCMAOnCommandLine = true
      // early_memblock looks for the word in the value.
      case "memblock" where token.value?.hasPrefix("debug") == true: loggedFrom = loggedFrom ?? events.count
      default: break
      }
    }
  }

  /// LoongArch's `early_parse_mem`: the first `mem=` removes all RAM, each adds a range; reservations stay.
  private mutating func userMemory(_ token: CommandLine.Token) throws(BootStop) {
    guard let text = token.value else {
      say(.error, "mem parameter is empty, do nothing")
      malformed(token)
      return
    }
    let by = "early_parse_mem"
    var scanner = NumberScanner(text)
    let size = scanner.memorySize() ?? 0
    let hasAddress = scanner.take("@")
    if !hasAddress, profile.preset.earlyBoot.memoryWithoutAddress == .limits {
      // It counts as the first: one with an address behind it adds to what is left.
      hasUserMemory = true
      try limitMemory(to: size, EventReason("memblock_enforce_memory_limit", "mem=\(text) limits RAM"))
      return
    }
    if !hasUserMemory {
      hasUserMemory = true
      let all = MemoryRange(base: memblock.startOfMemory, end: memblock.endOfMemory)
      try perform(.remove, all, EventReason(by, "mem=\(text) replaces the RAM of the tree"))
    }
    guard hasAddress else {
      say(.error, "Invalid format!")
      malformed(token)
      return
    }
    let base = scanner.memorySize() ?? 0
    try perform(.add, MemoryRange(base: base, size: size), EventReason(by, "mem=\(text) is RAM"))
  }

  /// `memblock_enforce_memory_limit`: memory and reservations behind the first `limit` bytes of RAM go.
  mutating func limitMemory(to limit: UInt64, _ reason: EventReason) throws(BootStop) {
    guard limit > 0, let end = endOfMemory(limitedTo: limit) else { return }
    let above = MemoryRange(base: end, end: .max)
    try perform(.remove, above, reason)
    try perform(.free, above, reason)
  }

  /// Where the first `limit` bytes of RAM end; nil if there are no more (`__find_max_addr`).
  func endOfMemory(limitedTo limit: UInt64) -> UInt64? {
    var left = limit
    for region in memblock.memory.regions {
      if left <= region.size { return region.base &+ left }
      left -= region.size
    }
    return nil
  }

  /// `initrd=START,SIZE`.
  private static func startAndSize(_ text: String?) -> MemoryRange? {
    guard let text else { return nil }
    var scanner = NumberScanner(text)
    let start = scanner.memorySize() ?? 0
    guard scanner.take(",") else { return nil }
    return MemoryRange(base: start, size: scanner.memorySize() ?? 0)
  }

  /// `elfcorehdr=[SIZE@]START`.
  private static func coreHeader(_ text: String?) -> (address: UInt64, size: UInt64)? {
    guard let text else { return nil }
    var scanner = NumberScanner(text)
    guard let first = scanner.memorySize() else { return nil }
    guard scanner.take("@") else { return (first, 0) }
    return (scanner.memorySize() ?? 0, first)
  }

  mutating func malformed(_ token: CommandLine.Token) {
    say(.warning, "Malformed early option '\(token.name)'")
  }
}
