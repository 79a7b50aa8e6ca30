import DeviceTree

/// Sections of physical memory as sparsemem of LoongArch has them.
private enum Section {
  /// `SECTION_SIZE_BITS`: 512 MiB.
  static let shift: UInt64 = 29
  /// `MAX_PHYSMEM_BITS`.
  static let memoryBits: UInt64 = 48
}

extension BootRun {
  /// `sparse_init`: the table of sections, and a `struct page` for every page of those that have memory.
  mutating func makeMemoryMap(_ sizes: BuildSizes, isBuffered: Bool) throws(BootStop) {
    let page = memblock.pageSize
    let perRoot = page / BuildSizes.memorySection
    let roots = ((1 << (Section.memoryBits - Section.shift)) + perRoot - 1) / perRoot
    try take(roots * 8, EventReason("sparse_init", "the table of sections of memory"))
    let runs = try presentSections()
    var lastRoot: UInt64?
    for run in runs {
      for root in run.lowerBound / perRoot...(run.upperBound - 1) / perRoot where root != lastRoot {
        try take(page, EventReason("sparse_index_alloc", "\(perRoot) sections of memory"))
        lastRoot = root
      }
    }
    let count = runs.reduce(0) { $0 + UInt64($1.count) }
    guard count > 0 else { throw .unknown("there is no memory") }
    try take(count * usageSize(), EventReason("sparse_init_nid", "the use of \(count) sections of memory"))
    try mapSections(runs, count, sizes, isBuffered: isBuffered)
  }

  /// Runs of neighbouring sections that have memory, no-map memory as well (`memory_present`).
  private func presentSections() throws(BootStop) -> [Range<UInt64>] {
    let page = memblock.pageSize
    var runs: [Range<UInt64>] = []
    for region in memblock.memory.regions {
      let (end, start) = (region.end & ~(page - 1), (region.base &+ page &- 1) & ~(page - 1))
      guard start < end else { continue }
      guard end <= 1 << Section.memoryBits else { throw .unknown("memory above 256 TiB is not modelled") }
      let sections = start >> Section.shift..<((end - 1) >> Section.shift) + 1
      if let last = runs.last, sections.lowerBound <= last.upperBound {
        runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, sections.upperBound)
      } else {
        runs.append(sections)
      }
    }
    return runs
  }

  /// `mem_section_usage_size`: four bits for each block of pages, in whole words.
  private mutating func usageSize() -> UInt64 {
    let block = choices.value(profile.pageBlock).size(with: paging)
    let bits = max(1, (1 << Section.shift) / max(1, block)) * 4
    return BuildSizes.sectionUsage + (bits + 63) / 64 * 8
  }

  /// `sparse_init_nid`: one buffer for all of it, cut into huge pages, and page tables that lead there
  /// (`vmemmap_populate_hugepages`).
  ///
  /// The map begins at a virtual address that is aligned to the largest
  /// table, so offsets in it tell which tables there are. What is left of the buffer is given back. From 7.0 on
  /// there is no buffer: each huge page is taken when its table stands.
  private mutating func mapSections(
    _ runs: [Range<UInt64>], _ count: UInt64, _ sizes: BuildSizes, isBuffered: Bool
  ) throws(BootStop) {
    guard paging.levels == 3 || paging.levels == 4 else {
      throw .unknown("page tables of \(paging.levels) levels are not modelled")
    }
    let page = memblock.pageSize
    let huge = page * (page / 8)
    let mapSize = (1 << Section.shift) / page * sizes.page
    let sectionSize = (mapSize + huge - 1) & ~(huge - 1)
    let bufferSize = count * sectionSize
    let why = "a struct page for every page"
    let buffer =
      isBuffered ? try take(bufferSize, align: sectionSize, EventReason("sparse_init_nid", why)) : 0
    let entries = page / 8
    var (next, nextTable, nextUpper): (UInt64, UInt64, UInt64) = (0, 0, 0)
    var used: UInt64 = 0
    for run in runs {
      let pages = max(next, run.lowerBound * mapSize / huge)..<(run.upperBound * mapSize + huge - 1) / huge
      for table in max(nextTable, pages.lowerBound / entries)..<(pages.upperBound - 1) / entries + 1 {
        if paging.levels == 4, table / entries >= nextUpper {
          try takeTable("vmemmap_p4d_populate")
          nextUpper = table / entries + 1
        }
        try takeTable("vmemmap_pud_populate")
        nextTable = table + 1
      }
      used += UInt64(pages.count)
      next = pages.upperBound
      if !isBuffered, !pages.isEmpty {
        let reason = EventReason("vmemmap_populate_hugepages", why)
        try take(UInt64(pages.count) * huge, align: huge, reason)
      }
    }
    guard isBuffered else { return }
    guard used * huge <= bufferSize else { throw .unknown("the buffer for struct pages is too small") }
    let rest = MemoryRange(base: buffer + used * huge, end: buffer + bufferSize)
    if !rest.isEmpty {
      try perform(.free, rest, EventReason("sparse_buffer_fini", "what is left of that buffer"))
    }
  }

  private mutating func takeTable(_ by: String) throws(BootStop) {
    try take(
      memblock.pageSize, align: memblock.pageSize,
      EventReason(by, "a page table that leads to the struct pages"))
  }
}
