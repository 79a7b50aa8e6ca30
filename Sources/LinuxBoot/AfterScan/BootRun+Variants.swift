import DeviceTree

extension BootRun {
  /// A run that forgot how it got here, to be gone on with in many ways.
  func withoutHistory() -> BootRun {
    var run = self
    run.events = EventList()
    run.reservations = ReservationMap()
    run.messages = []
    run.regions = []
    run.speaks = false
    return run
  }

  /// What Linux allocates behind the region table, in a kernel of this build.
  mutating func allocateLater(_ variant: BuildVariant, _ tree: UnflattenedTree) throws(BootStop) {
    try unflatten(tree)
    if variant.hasNUMA {
      try take(BuildVariant.nodeData, EventReason("alloc_node_data", "the node of NUMA"))
    }
    try addKernelToMemory()
    let order: BuildVariant.MapOrder =
      profile.preset.earlyBoot.currentLimit == .endOfMemory ? .late : .early
    if order == .early { try makeMemoryMap(variant.sizes, isBuffered: true) }
    memblock.isBottomUp = true
    try allocateFromBottom(variant.sizes)
    // Reset in 6.12.94 and 7.2, and left so in 6.11 and 6.13.
    if order == .late || profile.preset.earlyBoot == .upTo6_12 { memblock.isBottomUp = false }
    if order == .late { try makeMemoryMap(variant.sizes, isBuffered: false) }
    let freePages = countFreePages()
    try copyCommandLine()
    if variant.hasSMP {
      try makePerCPUMemory(
        atom: variant.hasNUMA ? memblock.pageSize * (memblock.pageSize / 8) : memblock.pageSize)
    } else {
      try makePerCPUMemory()
    }
    try makeHashTables(freePages)
  }

  /// `pcpu_embed_first_chunk`: a piece for each processor, in units of `atom` of which only the beginning is kept.
  private mutating func makePerCPUMemory(atom: UInt64) throws(BootStop) {
    let page = memblock.pageSize
    let plan = EventReason("pcpu_build_alloc_info", "the plan of per-cpu memory")
    let info = try take(page, align: page, plan)
    let needed = (BuildVariant.perCPUMemory + page - 1) & ~(page - 1)
    let unit = (needed + atom - 1) & ~(atom - 1)
    let reason = EventReason("pcpu_embed_first_chunk", "per-cpu memory")
    let base = try take(unit * UInt64(processorCount), align: atom, reason)
    if unit > needed {
      for cpu in 0..<UInt64(processorCount) {
        let rest = MemoryRange(base: base &+ cpu &* unit &+ needed, end: base &+ (cpu + 1) &* unit)
        try perform(.free, rest, reason)
      }
    }
    try perform(.free, MemoryRange(base: info, size: page), plan)
  }

  /// The processors of the tree: at least one, and at most as many as Linux has room for.
  private var processorCount: Int {
    guard let parent = input.tree.node(at: "/cpus") else { return 1 }
    let count = input.tree.children(of: parent).count { reader.string("device_type", of: $0) == "cpu" }
    return max(1, min(count, profile.cpuCount.value, 4096))
  }
}
