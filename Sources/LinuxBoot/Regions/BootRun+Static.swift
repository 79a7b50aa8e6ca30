import DeviceTree

extension BootRun {
  /// Nodes with `reg`, in tree order (`__reserved_mem_reserve_reg`).
  mutating func reserveStaticRegions() throws(BootStop) {
    var skipped = skippedDynamicNodes
    for region in plan.regions.staticNodes {
      skip(&skipped, before: region)
      guard !region.entries.isEmpty else {
        sayBadReg(region)
        continue
      }
      if region.entries.count > 1, algorithm.extraEntries == .unused {
        say(
          .warning,
          scanPrefix + "Reserved memory: node '\(region.name)' has \(region.entries.count) <base size> "
            + "entries, only the first is used")
      }
      guard !isBypassed(region) else {
        bypass(region)
        continue
      }
      for index in region.entries.indices {
        if index > 0, algorithm.extraEntries == .unused {
          regions[region.firstVerdict + index].verdict = .ignored
          regions[region.firstVerdict + index].cause = "this kernel uses only the first entry of reg"
          continue
        }
        try reserve(region, index)
      }
      if algorithm.savesStaticRegions == .duringScan, let first = region.entries.first {
        save(region, first)
      }
    }
    skip(&skipped, before: nil)
    // 6.4 to 6.11 put dynamic nodes into the same table in the same pass, so order them by node again.
    if algorithm.savesStaticRegions == .duringScan { saveDynamicNodesAhead() }
  }

  /// `fdt_validate_reserved_mem_node` (7.2): a default pool that `cma=` replaces is passed over.
  func isBypassed(_ region: PendingRegion) -> Bool {
    algorithm.validatesFirst && hasCMAOnCommandLine && profile.hasCMAPools.value && !region.isNoMap
      && region.isReusable && input.tree.property("linux,cma-default", of: region.node) != nil
      && region.isSharedPool
  }

  /// Leaves a region out, without a message of the kernel.
  mutating func bypass(_ region: PendingRegion) {
    for index in 0..<max(1, region.entries.count) {
      regions[region.firstVerdict + index].verdict = .ignored
      regions[region.firstVerdict + index].cause =
        "cma= on the command line replaces the default pool (linux,cma-default), which is not even reserved"
    }
  }

  func isBadReg(_ region: PendingRegion) -> Bool {
    region.entries.isEmpty && input.tree.bytes("reg", of: region.node)?.isEmpty == false
  }

  mutating func sayBadReg(_ region: PendingRegion) {
    guard algorithm.reportsBadReg, isBadReg(region) else { return }
    say(
      .error,
      scanPrefix + "Reserved memory: invalid reg property in '\(region.name)', skipping node.")
  }

  private mutating func reserve(_ region: PendingRegion, _ index: Int) throws(BootStop) {
    let range = region.entries[index]
    let verdict = region.firstVerdict + index
    if try reserveEntry(region, range, verdict) {
      if speaks, algorithm.printsReserved {
        say(.debug, scanPrefix + "Reserved memory: reserved region for " + Self.place(region, range))
      }
    } else {
      regions[verdict].verdict = .refused
      if speaks {
        say(
          .error, scanPrefix + "Reserved memory: failed to reserve memory for " + Self.place(region, range))
      }
    }
  }

  private static func place(_ region: PendingRegion, _ range: MemoryRange) -> String {
    let size = PendingRegion.mebibytes(range.size)
    return "node '\(region.name)': base \(physical(range.base)), size \(size) MiB"
  }

  /// `early_init_dt_reserve_memory`: no-map is refused over reserved RAM, mapped never is.
  private mutating func reserveEntry(
    _ region: PendingRegion, _ range: MemoryRange, _ verdict: Int
  ) throws(BootStop) -> Bool {
    guard range.size > 0 else {
      regions[verdict].cause = "its size is 0"
      return false
    }
    let function =
      algorithm.savesStaticRegions == .duringScan ? "__reserved_mem_reserve_reg" : "fdt_scan_reserved_mem"
    let entry = region.entries.count > 1 ? verdict - region.firstVerdict : nil
    let reason = EventReason(
      function, .region(path: region.path, entry: entry, isNoMap: region.isNoMap), node: region.node,
      property: "reg")
    let isMemory = memblock.memory.overlaps(range)
    guard region.isNoMap else {
      guard try perform(.reserve, range, reason) else { return noSlot(verdict) }
      regions[verdict].cause = isMemory ? "mapped: Linux keeps its hands off it" : "outside RAM"
      return true
    }
    if isMemory, memblock.reserved.overlaps(range) {
      noteCollision(verdict, range)
      return false
    }
    guard try perform(.markNoMap, range, reason) else { return noSlot(verdict) }
    regions[verdict].cause = isMemory ? "no-map: left out of Linux's memory" : "outside RAM: nothing to do"
    return true
  }

  private mutating func noSlot(_ verdict: Int) -> Bool {
    regions[verdict].cause = "memblock has no slot left for it"
    return false
  }

  /// Finds the events that reserved what a no-map region wants.
  private mutating func noteCollision(_ verdict: Int, _ range: MemoryRange) {
    let pieces = reservations.overlapping(MemblockArray.capped(range))
    var found: [Int] = []
    for piece in pieces {
      if found.count < 16, !found.contains(piece.event) { found.append(piece.event) }
    }
    regions[verdict].collisions = found
    if let first = pieces.first, let last = pieces.last {
      regions[verdict].collisionRange = MemoryRange(
        base: max(first.range.base, range.base), end: min(last.range.end, range.end))
    }
  }
}
