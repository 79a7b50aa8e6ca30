import DeviceTree

/// What the linear map of arm64 reaches (`arm64_memblock_init`, arch/arm64/mm/init.c).
extension BootRun {
  /// `ARM64_MEMSTART_ALIGN`: 1 GiB, or 512 MiB with 64 KiB pages.
  private var memoryStartAlign: UInt64 { memblock.pageSize == 0x10000 ? 1 << 29 : 1 << 30 }

  /// How many bytes the linear map reaches with 48 bits of virtual address, which every processor has.
  private var linearMapSize: UInt64 { 1 << UInt64(profile.virtualAddressBits.value - 1) }

  /// Takes away RAM above the physical addresses that Linux can use, and what the linear map does not reach.
  ///
  /// Both are empty on ordinary boards, and are logged all the same.
  mutating func limitToLinearMap() throws(BootStop) {
    let by = "arm64_memblock_init"
    try perform(
      .remove, MemoryRange(base: 1 << 48, size: .max),
      EventReason(by, "RAM from 2^48 on is above what the kernel can address"))
    let align = memoryStartAlign
    let start = memblock.startOfMemory & ~(align - 1)
    let end = memblock.endOfMemory
    if end > start, end - start > linearMapSize {
      say(.warning, "Memory doesn't fit in the linear mapping, VA_BITS too small")
    }
    let image = choices.value(profile.kernelImage)
    let reach = max(start &+ linearMapSize, image.end)
    try perform(
      .remove, MemoryRange(base: reach, size: .max),
      EventReason(by, "the linear map does not reach RAM from here on"))
    guard start &+ linearMapSize < memblock.endOfMemory else { return }
    let lowest = (memblock.endOfMemory &- linearMapSize &+ (align - 1)) & ~(align - 1)
    try perform(
      .remove, MemoryRange(base: 0, size: lowest),
      EventReason(by, "the linear map does not reach RAM below this"))
  }

  /// The initrd, rounded outwards to pages: added to RAM, no-map lifted, reserved.
  mutating func addInitrd() throws(BootStop) {
    if profile.hasInitrd.value { checkInitrdSize() }
    guard profile.hasInitrd.value, let initrd = wantedInitrd, initrd.size > 0 else { return }
    let page = memblock.pageSize
    let base = initrd.base & ~(page - 1)
    let range = MemoryRange(base: base, end: (initrd.end &+ (page - 1)) & ~(page - 1))
    let start = memblock.startOfMemory
    guard range.base >= start, range.end <= start &+ linearMapSize else {
      say(
        .warning,
        "initrd not fully accessible via the linear mapping -- please check your bootloader ...")
      isInitrdDisabled = true
      return
    }
    let reason = EventReason(
      "arm64_memblock_init", "the initrd lies here, rounded outwards to pages", node: reader.chosen,
      property: "linux,initrd-start")
    try perform(.add, range, reason)
    do throws(MemblockError) { try memblock.clearNoMap(range) } catch { try full(error) }
    try perform(.reserve, range, reason)
  }

  /// `memblock_mem_limit_remove_map`: RAM and reservations behind the first `limit` bytes go, unless that is 0, which
  /// cuts nothing; then the image is added back.
  mutating func capMemory(to limit: UInt64, _ reason: EventReason) throws(BootStop) {
    if limit > 0, let end = endOfMemory(limitedTo: limit) {
      let above = MemoryRange(base: end, end: .max)
      try perform(.remove, above, reason)
      try perform(.free, above, reason)
    }
    try perform(
      .add, choices.value(profile.kernelImage),
      EventReason(
        "arm64_memblock_init", "the kernel image stays RAM whatever mem= says", fact: profile.kernelImage.name
      ))
  }
}
