import DeviceTree

extension BootRun {
  /// 6.4 to 6.11: dynamic nodes stand in the table without address or size until they are placed.
  ///
  /// Both kinds are saved in one pass in tree order. The table is sorted before it is used, so only which
  /// nodes find no slot depends on that order.
  mutating func saveDynamicNodesAhead() {
    let (staticNodes, dynamicNodes) = (plan.regions.staticNodes, plan.regions.dynamicNodes)
    guard !dynamicNodes.isEmpty else { return }
    let slots = algorithm.table.firstSlots
    if staticNodes.count + dynamicNodes.count <= slots {
      for region in dynamicNodes { save(region, MemoryRange(base: 0, size: 0)) }
      return
    }
    // Too many: fill the table again in tree order.
    table.entries = []
    messages.removeAll { $0.text == tableIsFull }
    for region in (staticNodes + dynamicNodes).sorted(by: { $0.firstVerdict < $1.firstVerdict }) {
      if region.isDynamic {
        save(region, MemoryRange(base: 0, size: 0))
      } else if let first = region.entries.first {
        save(region, first)
      }
    }
  }

  /// Places nodes with `size`, after all static ones.
  mutating func placeDynamicRegions() throws(BootStop) {
    switch algorithm.savesStaticRegions {
    case .duringScan: try initializeSavedRegions()
    case .afterCopy: try placeInTreeOrder()
    }
  }

  private mutating func placeInTreeOrder() throws(BootStop) {
    let slots = algorithm.table.firstSlots
    for (index, region) in plan.regions.dynamicNodes.enumerated() {
      if isBypassed(region), index < slots {
        bypass(region)
        continue
      }
      // Those have been skipped already (`skip`).
      if index >= slots, algorithm.boundsDynamicNodes { return }
      if index == slots {
        say(.remark, "more than \(slots) dynamic nodes overrun a list on the stack (dynamic_nodes)")
        if choices.value(profile.hasStackProtector) {
          throw .panics(
            "stack-protector: Kernel stack is corrupted in: fdt_scan_reserved_mem")
        }
      }
      guard let range = try place(region) else { continue }
      placedDynamicRegions += 1
      try saveAndInitialize(region, range)
    }
  }

  /// The dynamic nodes behind those that the list holds: the pass over the static ones skips them.
  var skippedDynamicNodes: ArraySlice<PendingRegion> {
    algorithm.boundsDynamicNodes ? plan.regions.dynamicNodes.dropFirst(algorithm.table.firstSlots) : []
  }

  /// Skips dynamic nodes up to where the pass over the tree has come, so that the lines stand in its order
  /// (`fdt_scan_reserved_mem`).
  mutating func skip(_ nodes: inout ArraySlice<PendingRegion>, before region: PendingRegion?) {
    let slots = algorithm.table.firstSlots
    while let next = nodes.first, region.map({ next.firstVerdict < $0.firstVerdict }) ?? true {
      say(.error, reservedMemoryPrefix + "too many defined dynamic regions, skip '\(next.name)'")
      regions[next.firstVerdict].verdict = .ignored
      regions[next.firstVerdict].cause = "it is dynamic node \(nodes.startIndex + 1), the list holds \(slots)"
      nodes.removeFirst()
    }
  }

  /// `__reserved_mem_alloc_size`: finds room for one node; nil if it stays without.
  mutating func place(_ region: PendingRegion) throws(BootStop) -> MemoryRange? {
    let verdict = region.firstVerdict
    guard let request = dynamicRequest(region) else { return nil }
    regions[verdict].size = request.size
    var found: UInt64?
    for window in request.windows {
      found = try allocate(request, in: window, region)
      if found != nil { break }
    }
    let size = PendingRegion.mebibytes(request.size)
    guard let base = found, base != 0 else {
      say(
        .error, reservedMemoryPrefix + "failed to allocate memory for node '\(region.name)': size \(size) MiB"
      )
      regions[verdict].verdict = .unplaced
      regions[verdict].cause =
        "no free \(AddressText.size(request.size)) aligned to \(AddressText.size(request.align)) "
        + (request.hasRanges ? "in its alloc-ranges" : "in RAM")
      return nil
    }
    say(
      .debug,
      reservedMemoryPrefix
        + "allocated memory for '\(region.name)' node: base \(physical(base)), size \(size) MiB")
    regions[verdict].base = base
    regions[verdict].cause = "placed where there was room, aligned to \(AddressText.size(request.align))"
    return MemoryRange(base: base, size: request.size)
  }

  /// One attempt (`early_init_dt_alloc_reserved_memory_arch`), from the bottom if the window begins next to a
  /// region in the table and does not end next to one (`__reserved_mem_alloc_in_range`).
  private mutating func allocate(
    _ request: DynamicRequest, in window: DynamicRequest.Window, _ region: PendingRegion
  ) throws(BootStop) -> UInt64? {
    let wasBottomUp = memblock.isBottomUp
    if request.hasRanges, algorithm.keepsRangesTogether {
      let saved = table.entries.lazy.filter { $0.size > 0 }
      let startTouches = saved.contains { $0.base <= window.start && window.start <= $0.base &+ $0.size }
      let endTouches = saved.contains { $0.base <= window.end && window.end <= $0.base &+ $0.size }
      if startTouches != endTouches { memblock.isBottomUp = startTouches }
    }
    let path = region.path
    let base = try allocate(
      size: request.size, align: request.align, start: window.start,
      end: window.end == 0 ? Memblock.anywhere : window.end,
      EventReason(
        "__reserved_mem_alloc_size",
        "\(path) asks for \(AddressText.size(request.size)) "
          + (request.hasRanges ? "in its alloc-ranges" : "anywhere"),
        node: region.node,
        property: "size"))
    memblock.isBottomUp = wasBottomUp
    guard let base, region.isNoMap else { return base }
    try perform(
      .markNoMap, MemoryRange(base: base, size: request.size),
      EventReason("__reserved_mem_alloc_size", "\(path) (no-map)", node: region.node, property: "no-map"))
    return base
  }
}
