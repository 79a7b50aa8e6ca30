import DeviceTree

extension BootRun {
  /// `swiotlb_init_remap`: 64 MiB below 4 GiB, halved until there is room, then its slots and its area.
  ///
  /// Without room for 1 MiB, or for the slots, there is none, and Linux goes on.
  mutating func makeBounceBuffer() throws(BootStop) {
    let page = memblock.pageSize
    let reason = EventReason("swiotlb_init_remap", "the bounce buffer for DMA")
    var slots: UInt64 = 0x8000
    while try allocate(size: slots << 11, align: page, end: 0xffff_ffff, reason) == nil {
      if slots <= 512 { return }
      slots >>= 1
    }
    let table = (slots * BuildSizes.bounceSlot + page - 1) & ~(page - 1)
    let slotReason = EventReason(reason.by, "the slots of the bounce buffer")
    if try allocate(size: table, align: page, slotReason) == nil { return }
    let areaReason = EventReason(reason.by, "the area of the bounce buffer")
    _ = try allocate(size: BuildSizes.bounceArea, align: Memblock.cacheLine, areaReason)
  }

  /// `dma_contiguous_reserve`: the default area of CMA, the lowest whole page blocks, unless a region with
  /// `linux,cma-default` is it.
  mutating func makeDefaultCMA(_ size: UInt64) throws(BootStop) {
    guard size > 0, !hasDefaultCMA else { return }
    guard cmaAreaCount < profile.cmaAreas.value else {
      say(.error, "cma: Not enough slots for CMA reserved regions!")
      return
    }
    let align = choices.value(profile.pageBlock).size(with: paging)
    let whole = (size &+ align &- 1) & ~(align &- 1)
    let reason = EventReason("dma_contiguous_reserve", "the default CMA area (CMA_SIZE_MBYTES)")
    if try allocate(size: whole, align: align, end: memblock.endOfMemory, reason) != nil {
      cmaAreaCount += 1
    }
  }

  /// `setup_per_cpu_areas` of a kernel without SMP, and `pcpu_setup_first_chunk`.
  mutating func makePerCPUMemory() throws(BootStop) {
    let page = memblock.pageSize
    let unit = max(BuildSizes.perCPUUnit, page)
    let plan = EventReason("pcpu_alloc_alloc_info", "the plan of per-cpu memory")
    let info = try take(page, align: page, plan)
    try take(unit, align: page, EventReason("setup_per_cpu_areas", "per-cpu memory"))
    // Offsets and sizes of groups, then which unit each cpu has and where it lies: one of each.
    for size: UInt64 in [8, 8, 4, 8] {
      try take(size, EventReason("pcpu_setup_first_chunk", "where per-cpu memory lies"))
    }
    // Lists of chunks by free size: one for each power of two from 16 bytes on, and four more.
    let lists = UInt64(unit.bitWidth - unit.leadingZeroBitCount - 5 + 2 + 4)
    try take(lists * 16, EventReason("pcpu_setup_first_chunk", "lists of per-cpu chunks"))
    let pages = unit / page
    let bits = unit / 4
    let parts = [
      BuildSizes.perCPUChunk + (pages + 63) / 64 * 8, bits / 8, (bits + 64) / 64 * 8,
      pages * BuildSizes.perCPUBlock,
    ]
    for size in parts {
      try take(size, EventReason("pcpu_alloc_first_chunk", "the record of the first per-cpu chunk"))
    }
    try perform(.free, MemoryRange(base: info, size: page), plan)
  }
}
