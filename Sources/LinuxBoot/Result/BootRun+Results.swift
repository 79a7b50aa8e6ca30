import DeviceTree

extension BootRun {
  /// The verdicts with what `of_reserved_mem_lookup` finds: it compares names, so the first entry of the
  /// table whose name still reads as the node's wins.
  func regionsWithLookups() -> [RegionVerdict] {
    let blob = BlobLifetime(profile)
    var answers: [String: RegionVerdict.Lookup?] = [:]
    for entry in table.entries {
      let name = entry.region.name
      if answers[name] != nil { continue }
      switch blob.losesName(isDynamic: entry.region.isDynamic) {
      case .some(true): continue
      case .some(false): answers[name] = .some(.found(entry.range))
      case .none: answers[name] = .some(nil)
      }
    }
    return regions.map { region in
      var region = region
      region.lookupAfterBoot = panic != nil ? nil : answers[region.name] ?? .null
      return region
    }
  }

  /// The lines for memory and no-map pieces (`resource_init` of LoongArch, `request_standard_resources` of
  /// arm64, `init_resources` of riscv64): RAM rounded inwards to pages, no-map outwards; a line that overlaps
  /// an earlier one is lost.
  func iomem() -> [IOMemLine] {
    let page = memblock.pageSize
    let reserved = profile.architecture.value == .arm64 ? "reserved" : "Reserved"
    var lines: [IOMemLine] = []
    for region in memblock.memory.regions {
      let isNoMap = region.flags.contains(.noMap)
      let down = (start: region.base & ~(page - 1), end: region.end & ~(page - 1))
      let up = (start: (region.base &+ page &- 1) & ~(page - 1), end: (region.end &+ page &- 1) & ~(page - 1))
      // riscv64 rounds no-map inwards too, and gives up on every line if a piece is less than a page.
      let isRISCV = profile.architecture.value == .riscv64
      let start = isNoMap && !isRISCV ? down.start : up.start
      let end = isNoMap && !isRISCV ? up.end : down.end
      guard end > start || end == 0 else {
        if isRISCV { return [] }
        continue
      }
      if let last = lines.last, start <= last.end { continue }
      lines.append(
        IOMemLine(start: start, end: end &- 1, name: isNoMap ? reserved : "System RAM", depth: 0))
    }
    guard profile.architecture.value == .riscv64 else { return lines }
    return (lines + reservedOutsideMemory()).sorted { $0.start < $1.start }
  }

  /// Reservations where there is no RAM, which riscv64 shows as well (`init_resources`).
  private func reservedOutsideMemory() -> [IOMemLine] {
    let page = memblock.pageSize
    return memblock.reserved.regions.compactMap { region in
      let first = MemoryRange(base: region.base, size: 1)
      guard !memblock.memory.overlaps(first) else { return nil }
      let end = (region.end &+ page &- 1) & ~(page - 1)
      return IOMemLine(start: region.base & ~(page - 1), end: end &- 1, name: "Reserved", depth: 0)
    }
  }
}
