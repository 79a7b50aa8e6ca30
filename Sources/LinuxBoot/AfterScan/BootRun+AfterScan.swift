import DeviceTree

extension BootRun {
  /// Parameters that change what is allocated after the scan in ways that are not modelled.
  private static let unmodelledParameters: Set<String> = [
    "swiotlb", "cma", "cma_pernuma", "log_buf_len", "dhash_entries", "ihash_entries", "memtest",
    "reserve_mem", "hugepages", "hugetlb_cma", "bootconfig", "page_owner", "stack_depot_disable",
    "movable_node", "kernelcore", "movablecore",
  ]

  /// Stops where something in this boot makes unknown what is allocated behind the live tree.
  private func checkLaterIsKnown(_ sizes: BuildSizes) throws(BootStop) {
    if let why = sizes.unknownAfterTree { throw .unknown(why) }
    if input.efi != nil {
      throw .unknown("what Linux allocates for UEFI (runtime services, DMI) is not modelled")
    }
    for (token, written) in zip(plan.parameters, plan.commandLine.tokens) {
      if Self.unmodelledParameters.contains(token.name) {
        throw .unknown("what \(written.name) on the command line changes is not modelled")
      }
    }
  }

  /// Does steps behind the scan up to the first whose size or effect is not known.
  mutating func afterScan(
    _ steps: (inout BootRun, BuildSizes) throws(BootStop) -> Void
  ) throws(BootStop) {
    guard unknownAfterScan == nil else { return }
    guard let sizes = profile.buildSizes.value else {
      unknownAfterScan = "the sizes of this build are not known"
      if case .assumed(let why) = profile.buildSizes.source { unknownAfterScan = why }
      return
    }
    do throws(BootStop) {
      try steps(&self, sizes)
    } catch {
      guard case .unknown(let why) = error else { throw error }
      unknownAfterScan = why
    }
  }

  /// The live tree (`unflatten_device_tree`), and a record for each alias.
  mutating func unflattenTree(_ sizes: BuildSizes) throws(BootStop) {
    try unflatten(UnflattenedTree(input.tree, sizes: sizes))
  }

  mutating func unflatten(_ tree: UnflattenedTree) throws(BootStop) {
    let reason = EventReason(
      "__unflatten_device_tree", "the tree as nodes and properties, \(tree.size) bytes")
    if try allocate(size: tree.size, align: 8, reason) == nil { throw .panics(Self.noRoom(tree.size)) }
    for size in tree.aliases {
      let reason = EventReason("of_alias_scan", "a record for a numbered alias")
      if try allocate(size: size, align: 8, reason) == nil { throw .panics(Self.noRoom(size)) }
    }
  }

  private static func noRoom(_ size: UInt64) -> String {
    "early_init_dt_alloc_memory_arch: Failed to allocate \(size) bytes align=0x8"
  }

  /// Everything from `arch_mem_init` to `memblock_free_all`, in order.
  ///
  /// One thing is left out: the list of parameters that no part of this kernel knows, which is freed again
  /// before anything else is taken.
  mutating func allocateAfterTree(_ sizes: BuildSizes) throws(BootStop) {
    try checkLaterIsKnown(sizes)
    try makeMemoryMap(sizes, isBuffered: true)
    memblock.isBottomUp = true
    try allocateFromBottom(sizes)
    let freePages = countFreePages()
    try copyCommandLine()
    try makePerCPUMemory()
    try makeHashTables(freePages)
  }

  /// What `arch_mem_init` and `resource_init` take from the bottom.
  mutating func allocateFromBottom(_ sizes: BuildSizes) throws(BootStop) {
    if sizes.hasSwiotlb { try makeBounceBuffer() }
    try makeDefaultCMA(sizes.defaultCMA)
    let banks = UInt64(memblock.memory.regions.count)
    try take(
      banks * BuildSizes.resource,
      EventReason("resource_init", "the lines of /proc/iomem for \(banks) pieces of memory"))
  }

  /// Allocates what Linux cannot do without; what happens when there is no room is not modelled.
  @discardableResult
  mutating func take(
    _ size: UInt64, align: UInt64 = Memblock.cacheLine, _ reason: EventReason
  ) throws(BootStop) -> UInt64 {
    guard let base = try allocate(size: size, align: align, reason) else {
      throw .unknown("there is no room for \(AddressText.size(size)) that \(reason.by) asks for")
    }
    return base
  }

  /// `setup_command_line`: one copy to keep, one to cut up.
  mutating func copyCommandLine() throws(BootStop) {
    let line = plan.commandLine
    // LoongArch puts a space behind the tree's line, for what a boot loader may add.
    let hasSpace =
      profile.forcedCommandLine.value == nil && !line.text.isEmpty
      && (input.bootLoaderCommandLine ?? "").isEmpty
    let length = min(line.text.utf8.count + (hasSpace ? 1 : 0), CommandLine.limit - 1)
    for why in ["the command line, to keep", "the command line, to take apart"] {
      try take(UInt64(length) + 1, EventReason("setup_command_line", why))
    }
  }
}
