import DeviceTree

/// How the handler of a region's `compatible` ends.
private enum HandlerResult {
  /// No handler wants it.
  case none
  /// The handler of this compatible string took it.
  case taken(String)
  /// The last handler that wanted it failed.
  case failed
}

extension BootRun {
  /// `__reserved_mem_init_node` and what `fdt_init_reserved_mem` makes of its answer.
  mutating func initialize(_ region: PendingRegion, _ range: MemoryRange) throws(BootStop) {
    switch runHandlers(region, range) {
    case .failed:
      if speaks { say(.info, reservedMemoryPrefix + "node \(region.name) compatible matching fail") }
      try undo(region, range)
      return
    case .taken(let compatible):
      if speaks {
        say(.info, reservedMemoryPrefix + "initialized node \(region.name), compatible id \(compatible)")
      }
    case .none: break
    }
    guard speaks, algorithm.printsRegions else { return }
    say(
      .info,
      reservedMemoryPrefix
        + "\(physical(range.base))..\(physical(range.base &+ range.size &- 1)) (\(range.size >> 10) KiB) "
        + "\(region.isNoMap ? "nomap" : "map") \(region.isReusable ? "reusable" : "non-reusable") "
        + region.name
    )
  }

  /// Frees what was reserved for the region, and with it whatever else lies there.
  private mutating func undo(_ region: PendingRegion, _ range: MemoryRange) throws(BootStop) {
    let verdict = region.firstVerdict
    let reason = EventReason(
      "__reserved_mem_init_node", .failedHandler(path: region.path), node: region.node, property: "compatible"
    )
    let others =
      region.isNoMap
      ? []
      : reservations.overlapping(range).map(\.event).filter { events[$0].node != region.node }
    try perform(region.isNoMap ? .clearNoMap : .free, range, reason)
    if !others.isEmpty {
      regions[verdict].collisions = Array(Set(others)).sorted()
      if speaks {
        let function = events[others[0]].by
        say(.remark, "giving back \(region.path) also frees what \(function) had reserved there")
      }
    }
    guard regions[verdict].verdict == .reserved else { return }
    regions[verdict].verdict = .undone
    regions[verdict].cause = failure
  }

  /// The handlers in the order of the kernel's table; the first that succeeds ends it, else the last answer
  /// counts.
  private mutating func runHandlers(_ region: PendingRegion, _ range: MemoryRange) -> HandlerResult {
    var result = HandlerResult.none
    if region.isSharedPool {
      if region.isNoMap, region.isReusable, !algorithm.undoesReusableNoMap { return .none }
      if choices.value(profile.hasCMAPools) {
        if cmaPool(region, range) { return .taken("shared-dma-pool") }
        result = .failed
      }
      if choices.value(profile.hasCoherentPools) {
        if coherentPool(region, range) { return .taken("shared-dma-pool") }
        result = .failed
      }
    }
    if region.isRestrictedPool, choices.value(profile.hasRestrictedPools) {
      if restrictedPool(region, range) { return .taken("restricted-dma-pool") }
      result = .failed
    }
    return result
  }

  private func has(_ property: String, _ region: PendingRegion) -> Bool {
    input.tree.property(property, of: region.node) != nil
  }

  /// `rmem_cma_setup`.
  private mutating func cmaPool(_ region: PendingRegion, _ range: MemoryRange) -> Bool {
    if hasCMAOnCommandLine, has("linux,cma-default", region) {
      say(.info, "Reserved memory: bypass \(region.name) node, using cmdline CMA params instead")
      failure = "cma= on the command line replaces the default pool (linux,cma-default)"
      return false
    }
    guard region.isReusable, !region.isNoMap else {
      failure = "a shared-dma-pool cannot be both no-map and reusable"
      return false
    }
    let align = choices.value(profile.pageBlock).size(with: paging)
    guard (range.base | range.size) & (align &- 1) == 0 else {
      say(.error, "Reserved memory: incorrect alignment of CMA region")
      failure = "a reusable pool must begin and end at multiples of \(AddressText.size(align)) (CMA)"
      return false
    }
    guard cmaAreaCount < profile.cmaAreas.value, memblock.reserved.overlaps(range) else {
      if cmaAreaCount >= profile.cmaAreas.value {
        say(.error, "cma: Not enough slots for CMA reserved regions!")
      }
      say(.error, "Reserved memory: unable to setup CMA region")
      failure = "there is no room for another CMA area (CMA_AREAS)"
      return false
    }
    cmaAreaCount += 1
    if has("linux,cma-default", region) { hasDefaultCMA = true }
    sayPool("CMA memory pool", range)
    return true
  }

  /// `rmem_dma_setup`.
  private mutating func coherentPool(_ region: PendingRegion, _ range: MemoryRange) -> Bool {
    guard !region.isReusable else {
      if !choices.value(profile.hasCMAPools) { failure = "a reusable pool needs CMA (DMA_CMA)" }
      return false
    }
    sayPool("DMA memory pool", range)
    return true
  }

  /// `rmem_swiotlb_setup`.
  private mutating func restrictedPool(_ region: PendingRegion, _ range: MemoryRange) -> Bool {
    let forbidden = ["reusable", "no-map", "linux,cma-default", "linux,dma-default"]
    if let found = forbidden.first(where: { has($0, region) }) {
      failure = "a restricted-dma-pool must not have \(found)"
      return false
    }
    sayPool("restricted DMA pool", range)
    return true
  }

  private mutating func sayPool(_ kind: String, _ range: MemoryRange) {
    guard speaks else { return }
    say(.info, "Reserved memory: created \(kind) at \(physical(range.base)), size \(range.size >> 20) MiB")
  }
}
