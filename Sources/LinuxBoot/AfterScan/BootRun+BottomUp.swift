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

  /// `vfs_caches_init_early`: the tables of names and of inodes.
  mutating func makeHashTables(_ freePages: UInt64) throws(BootStop) {
    for (name, scale) in [("dentries", 13), ("inodes", 14)] {
      var size = hashTableSize(freePages, scale: scale)
      let reason = EventReason("alloc_large_system_hash", "the hash table of \(name)")
      while try allocate(size: size, align: Memblock.cacheLine, reason) == nil {
        guard size > memblock.pageSize else { throw .unknown("there is no room for a hash table") }
        size >>= 1
      }
    }
  }

  /// One bucket for 2^scale bytes of free memory, fewer from 64 GiB on, at most a sixteenth of it.
  private func hashTableSize(_ freePages: UInt64, scale: Int) -> UInt64 {
    let (page, shift) = (memblock.pageSize, paging.shift)
    let perMiB = (1 << 20) / page
    let applicable = (freePages + perMiB - 1) / perMiB * perMiB
    var scale = scale
    var step: UInt64 = (64 << 30) / page
    while step < applicable {
      scale += 1
      step <<= 2
    }
    var entries = scale > shift ? applicable >> UInt64(scale - shift) : applicable << UInt64(shift - scale)
    entries = max(entries, page / BuildSizes.hashBucket)
    let limit = min(freePages * page / 16 / BuildSizes.hashBucket, 0x8000_0000)
    var rounded: UInt64 = 1
    while rounded < entries { rounded <<= 1 }
    var buckets = min(rounded, max(1, limit))
    while buckets & (buckets - 1) != 0 { buckets &= buckets - 1 }
    return buckets * BuildSizes.hashBucket
  }

  /// `calc_nr_kernel_pages`: whole free pages, which later tables are measured by.
  ///
  /// Complexity: O(banks + reservations).
  func countFreePages() -> UInt64 {
    let page = memblock.pageSize
    var count: UInt64 = 0
    func add(_ start: UInt64, _ end: UInt64) {
      let (first, last) = ((start &+ page &- 1) / page, end / page)
      if first < last { count += last - first }
    }
    let taken = memblock.reserved.regions
    var next = 0
    for region in memblock.memory.regions
    where region.flags.isDisjoint(with: [.noMap, .driverManaged]) {
      while next < taken.count, taken[next].end <= region.base { next += 1 }
      var start = region.base
      var index = next
      while index < taken.count, taken[index].base < region.end {
        if taken[index].base > start { add(start, taken[index].base) }
        start = max(start, taken[index].end)
        index += 1
      }
      if start < region.end { add(start, region.end) }
    }
    return count
  }
}
