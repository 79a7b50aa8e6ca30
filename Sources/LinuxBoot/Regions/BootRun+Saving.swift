import DeviceTree

let tableIsFull = reservedMemoryPrefix + "not enough space for all defined regions."

extension BootRun {
  /// How many entries the table has at this time.
  private var slots: Int {
    switch algorithm.table {
    case .fixed(let slots): slots
    case .grown(let firstSlots): scanEvents == nil ? firstSlots : .max
    }
  }

  /// `fdt_reserved_mem_save_node`; false if the table is full.
  @discardableResult
  mutating func save(_ region: PendingRegion, _ range: MemoryRange) -> Bool {
    guard table.entries.count < slots else {
      say(.error, tableIsFull)
      let verdict = region.firstVerdict
      if region.isDynamic, regions[verdict].base == nil {
        regions[verdict].verdict = .ignored
        regions[verdict].cause = "the table of \(slots) regions is full, so it is never placed"
      } else if regions[verdict].verdict == .reserved {
        regions[verdict].verdict = .notSaved
        regions[verdict].cause += "; but the table of \(slots) regions is full: drivers cannot look it up"
      }
      return false
    }
    table.entries.append(RegionTable.Entry(region: region, base: range.base, size: range.size))
    return true
  }

  /// 6.12 and later: saving a region runs its handler.
  mutating func saveAndInitialize(_ region: PendingRegion, _ range: MemoryRange) throws(BootStop) {
    guard save(region, range) else { return }
    try initialize(region, range)
    if !algorithm.keepsFailedRegions, regions[region.firstVerdict].verdict == .undone {
      table.entries.removeLast()
    }
  }

  /// 6.4 to 6.11: `fdt_init_reserved_mem` goes through the sorted table and places what has no size yet.
  mutating func initializeSavedRegions() throws(BootStop) {
    reportOverlaps()
    for index in table.entries.indices {
      let entry = table.entries[index]
      if entry.size > 0 {
        try initialize(entry.region, entry.range)
      } else if entry.region.isDynamic, let range = try place(entry.region) {
        table.entries[index].base = range.base
        table.entries[index].size = range.size
        try initialize(entry.region, range)
      }
    }
  }

  private mutating func reportOverlaps() {
    table.sort(byNode: algorithm.sortsByNode)
    guard speaks else { return }
    for message in table.overlaps { say(.error, reservedMemoryPrefix + message) }
  }

  /// 6.12 and later, behind the copy: `fdt_scan_reserved_mem_reg_nodes`.
  mutating func finishRegions() throws(BootStop) {
    noteExtraEntries()
    guard algorithm.savesStaticRegions == .afterCopy else { return }
    guard plan.regions.exists else {
      if algorithm.reportsMissingNode {
        say(.info, reservedMemoryPrefix + "Reserved memory: No reserved-memory node in the DT")
      }
      return
    }
    let isFormatGood = plan.regions.formatRefusal == nil
    try allocateTable(isFormatGood: isFormatGood)
    guard isFormatGood else {
      sayUnsupportedFormat()
      return
    }
    for region in plan.regions.staticNodes {
      guard let first = region.entries.first else {
        sayBadReg(region)
        continue
      }
      if region.entries.count > 1, algorithm.extraEntries == .warnedReserved {
        say(
          .warning,
          reservedMemoryPrefix
            + "fdt_scan_reserved_mem_reg_nodes() ignores \(region.entries.count - 1) regions in node "
            + "'\(region.name)'"
        )
      }
      if first.size > 0, !isBypassed(region) { try saveAndInitialize(region, first) }
    }
    if algorithm.overlapCheck == .afterSaving { reportOverlaps() }
  }

  /// `alloc_reserved_mem_array`: one entry per region; as many as the first table has where the
  /// scan did not come to count them.
  private mutating func allocateTable(isFormatGood: Bool) throws(BootStop) {
    guard case .grown(let firstSlots) = algorithm.table, earlyBoot.continuesBehindScan else { return }
    let count =
      isFormatGood
      ? plan.regions.staticNodes.count { !isBadReg($0) } + placedDynamicRegions : firstSlots
    guard count > 0 else { return }
    let size = UInt64(count) * algorithm.entrySize
    let reason = EventReason("alloc_reserved_mem_array", "the table of \(count) regions")
    if try allocate(size: size, align: Memblock.cacheLine, reason) == nil {
      say(.error, reservedMemoryPrefix + "Failed to allocate memory for reserved_mem array with err: -12")
    }
  }

  /// Entries behind the first are reserved but not in the table.
  private mutating func noteExtraEntries() {
    for region in plan.regions.staticNodes where region.entries.count > 1 {
      for index in region.entries.indices.dropFirst()
      where regions[region.firstVerdict + index].verdict == .reserved {
        regions[region.firstVerdict + index].verdict = .notSaved
        regions[region.firstVerdict + index].cause =
          "reserved, but drivers see only the first entry of a node's reg"
      }
    }
  }

  /// Linux stops before it has looked at the rest.
  mutating func closeRegionsAfterPanic() {
    guard let panic, scanEvents == nil else { return }
    if !hasReadRegions { readRegions() }
    for index in regions.indices where regions[index].verdict == .reserved && regions[index].cause.isEmpty {
      regions[index].verdict = .ignored
      regions[index].cause = "Linux panics before it gets here: \(panic)"
    }
  }
}
