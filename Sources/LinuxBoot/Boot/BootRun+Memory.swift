import DeviceTree

extension BootRun {
  /// The memory nodes (`early_init_dt_scan_memory`), each entry cut to whole pages
  /// (`early_init_dt_add_memory_arch`), then `linux,usable-memory-range`.
  mutating func addMemoryNodes() throws(BootStop) {
    let page = memblock.pageSize
    for bank in plan.banks where bank.range.size > 0 {
      let (base, size) = (bank.range.base, bank.range.size)
      let toPage = page - (base & (page - 1))
      guard size >= toPage else {
        say(
          .warning,
          "OF: fdt: Ignoring memory block \(AddressText.hex(base)) - \(AddressText.hex(base &+ size))")
        continue
      }
      var range = bank.range
      if base & (page - 1) != 0 { range = MemoryRange(base: base &+ toPage, size: size - toPage) }
      range.size &= ~(page - 1)
      let path = input.tree.path(of: bank.node)
      try perform(
        .add, range,
        EventReason(
          "early_init_dt_scan_memory", "entry \(bank.entry) of \(bank.property) in \(path) is RAM",
          node: bank.node, property: bank.property))
      if bank.isHotpluggable { try markHotplug(range) }
    }
    try capMemory()
    endOfTreeMemory = memblock.endOfMemory
  }

  private mutating func markHotplug(_ range: MemoryRange) throws(BootStop) {
    do throws(MemblockError) { try memblock.markHotplug(range) } catch { try full(error) }
  }

  /// `early_init_dt_check_for_usable_mem_range`: a crash kernel's tree limits it to at most two ranges.
  mutating func capMemory() throws(BootStop) {
    guard let chosen = reader.chosen,
      let bytes = input.tree.bytes("linux,usable-memory-range", of: chosen)
    else { return }
    let ranges = reader.entries(bytes).prefix(2)
    guard let first = ranges.first else { return }
    let reason = EventReason(
      "early_init_dt_check_for_usable_mem_range", "linux,usable-memory-range of /chosen limits RAM",
      node: chosen, property: "linux,usable-memory-range")
    // No-map memory, which a cap keeps, and reservations do not exist yet.
    if first.size > 0, !memblock.memory.regions.isEmpty {
      try perform(.remove, MemoryRange(base: 0, end: first.base), reason)
      try perform(.remove, MemoryRange(base: first.end, end: .max), reason)
    }
    for range in ranges.dropFirst() { try perform(.add, range, reason) }
  }

  /// The blob itself, byte for byte (`early_init_fdt_reserve_self`, `setup_machine_fdt` of arm64).
  mutating func reserveBlob() throws(BootStop) {
    let fact = profile.dtbAddress
    if let address = fact.value {
      let isARM = profile.architecture.value == .arm64
      // fixmap_remap_fdt; Linux says so and goes round in circles.
      if isARM, address == 0 || address % 8 != 0 || input.blobSize > 0x20_0000 {
        throw .panics(
          "Error: invalid device tree blob at physical address \(physical(address)): "
            + "The dtb must be 8-byte aligned and must not exceed 2 MB in size")
      }
      try perform(
        .reserve, MemoryRange(base: address, size: input.blobSize),
        EventReason(
          isARM ? "setup_machine_fdt" : "early_init_fdt_reserve_self",
          "the device tree blob itself lies here", fact: fact.name))
    } else if profile.isBuiltInDTB.value != true {
      say(
        .remark, "where the blob lies is not known: a no-map region over it would be refused (--dtb-address)")
    }
  }

  /// Where LoongArch's early allocations have to end.
  mutating func setCurrentLimit() {
    let end = memblock.endOfMemory
    switch profile.preset.earlyBoot.currentLimit {
    case .endShiftedTwice:
      // In pages: what fdt_setup took for the last page, or the last page that UEFI's map has.
      let treePages = endOfTreeMemory << UInt64(paging.shift)
      memblock.currentLimit = max(treePages, endOfEFIMemory >> UInt64(paging.shift)) << UInt64(paging.shift)
    case .endOfMemory: memblock.currentLimit = end
    }
    if memblock.currentLimit < end {
      say(
        .remark,
        "memblock's limit overflows to \(AddressText.hex(memblock.currentLimit)): early allocations fail"
      )
    }
  }

  /// The first 2 MiB and the kernel image (`memblock_init`, arch/loongarch/kernel/mem.c).
  mutating func reserveKernel() throws(BootStop) {
    try perform(
      .reserve, MemoryRange(base: 0, size: 0x20_0000),
      EventReason("memblock_init", "Linux keeps the first 2 MiB for firmware, RAM or not"))
    let image = choices.value(profile.kernelImage)
    try perform(
      .reserve, image,
      EventReason(
        "memblock_init", "the kernel image lies here, _text to _end", fact: profile.kernelImage.name))
  }

  /// What full tables do later.
  ///
  /// `memblock_free_all` clears a flag over all of memory, which asks for two free
  /// slots in the array of memory; the reserved array is used by many allocations, which are not always known.
  mutating func useTablesLater() throws(BootStop) {
    guard earlyBoot.continuesBehindScan else { return try endOtherBoot() }
    if memblock.memory.regions.count + 2 > memblock.memory.capacity, algorithm.panicsWhenMemblockIsFull {
      throw .panics("memblock: cannot resize memory array")
    }
    let (used, slots) = (memblock.reserved.regions.count, memblock.reserved.capacity)
    if unknownAfterScan == nil {
      guard used + 2 > slots else { return }
      say(
        .remark,
        "\(used) of \(slots) reserved slots are taken: a parameter that Linux does not know may make it panic"
      )
    } else if used + 24 > slots {
      say(
        .remark,
        "\(used) of \(slots) reserved slots are taken after the scan: later allocations may make Linux panic")
    }
  }

  /// Linux's own copy of the blob (`unflatten_and_copy_device_tree`).
  mutating func copyTree() throws(BootStop) {
    guard earlyBoot.continuesBehindScan else { return }
    let reason = EventReason("copy_device_tree", "Linux's own copy of the blob, \(input.blobSize) bytes")
    guard try allocate(size: input.blobSize, align: 64, reason) != nil else {
      throw .panics("early_init_dt_alloc_memory_arch: Failed to allocate \(input.blobSize) bytes align=0x40")
    }
  }
}
