import DeviceTree

extension BootRun {
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
