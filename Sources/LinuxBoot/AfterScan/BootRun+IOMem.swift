import DeviceTree

extension BootRun {
  /// Why the lines inside memory are not known; nil if they are.
  var missingInIOMem: String? {
    if let unknownAfterScan { return unknownAfterScan }
    // LoongArch finds a firmware's tree through EFI, whose memory map adds and reserves as well.
    guard profile.isBuiltInDTB.value == true else {
      return "what firmware reserves is not known, as the tree is not known to be built into the kernel"
    }
    guard profile.kernelSections.value == nil else { return nil }
    if case .assumed(let why) = profile.kernelSections.source { return why }
    return "where the parts of the kernel lie is not known"
  }

  /// The lines of /proc/iomem for memory: banks and no-map pieces and, where all that Linux takes is known,
  /// what lies inside (`resource_init` and `reserve_memblock_reserved_regions` of LoongArch, 6.11 to 6.13).
  func iomem() -> [IOMemLine] {
    let isComplete = missingInIOMem == nil
    var lines: [IOMemLine] = []
    var kernel = isComplete ? profile.kernelSections.value?.lines ?? [] : []
    for bank in bankLines() {
      lines.append(bank)
      guard isComplete else { continue }
      var inside = ResourceList()
      // Each part goes to the first bank that holds all of it.
      kernel.removeAll { part in
        guard !part.range.isEmpty, bank.start <= part.range.base, part.range.end - 1 <= bank.end else {
          return false
        }
        return inside.request(
          ResourceList.Resource(start: part.range.base, end: part.range.end - 1, name: part.name))
      }
      addCrashKernels(to: &inside, of: bank)
      addReservations(to: &inside, of: bank)
      lines += inside.children.map { IOMemLine(start: $0.start, end: $0.end, name: $0.name, depth: 1) }
    }
    return lines
  }

  /// Banks and no-map pieces: RAM rounded inwards to pages, no-map outwards; a line that overlaps an earlier one
  /// is lost (`resource_init` of LoongArch, `request_standard_resources` of arm64, `init_resources` of riscv64).
  private func bankLines() -> [IOMemLine] {
    let page = memblock.pageSize
    let reserved = profile.architecture.value == .arm64 ? "reserved" : "Reserved"
    // riscv64 rounds no-map inwards too, and gives up on every line if a piece is less than a page.
    let isRISCV = profile.architecture.value == .riscv64
    var lines: [IOMemLine] = []
    for region in memblock.memory.regions {
      let isNoMap = region.flags.contains(.noMap)
      let down = (start: region.base & ~(page - 1), end: region.end & ~(page - 1))
      let up = (start: (region.base &+ page &- 1) & ~(page - 1), end: (region.end &+ page &- 1) & ~(page - 1))
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
    return isRISCV ? (lines + reservedOutsideMemory()).sorted { $0.start < $1.start } : lines
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

  /// `insert_crashkernel_resources`: they stand there before anything is "Reserved".
  private func addCrashKernels(to inside: inout ResourceList, of bank: IOMemLine) {
    for event in events
    where event.operation == .allocate && event.takerByFunction == .crashKernel && !event.range.isEmpty {
      let (start, end) = (event.range.base, event.range.end - 1)
      guard bank.start <= start, end <= bank.end, memblock.reserved.overlaps(event.range) else { continue }
      inside.request(ResourceList.Resource(start: start, end: end, name: "Crash kernel"))
    }
  }

  /// Every reservation that meets the bank, rounded outwards to pages, where nothing else stands yet; also
  /// inside no-map pieces, so that "Reserved" may stand in "Reserved".
  private func addReservations(to inside: inout ResourceList, of bank: IOMemLine) {
    let page = memblock.pageSize
    let taken = memblock.reserved
    for index in taken.firstIndex(endingAbove: bank.start & ~(page - 1))..<taken.regions.count {
      let region = taken.regions[index]
      let start = max(region.base & ~(page - 1), bank.start)
      guard start <= bank.end else { return }
      let end = min(((region.end &+ page &- 1) & ~(page - 1)) &- 1, bank.end)
      if start <= end {
        inside.requestSplit(ResourceList.Resource(start: start, end: end, name: "Reserved"))
      }
    }
  }
}
