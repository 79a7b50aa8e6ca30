import DeviceTree

extension BootRun {
  /// `check_kernel_sections_mem`: RAM that the tree forgot under the kernel (arch/loongarch/kernel/setup.c).
  mutating func addKernelToMemory() throws(BootStop) {
    guard earlyBoot.continuesBehindScan else { return }
    let image = choices.value(profile.kernelImage)
    if hasUserMemory { say(.info, "User-defined physical RAM map overwrite") }
    guard !memblock.memory.containsInOneRegion(image) else { return }
    say(.info, "Kernel sections are not in the memory maps")
    let before = memblock.memory.totalSize
    try perform(
      .add, image, EventReason("check_kernel_sections_mem", "the kernel image is not in one bank of RAM"))
    if memblock.memory.totalSize != before { try readNodeOfKernel() }
  }

  /// With NUMA, memory that is added here comes too late for a node (`init_numa_memory` is over): `memmap_init` takes
  /// its node's number, which means none, as an index into the table of nodes, and reads through what lies behind the
  /// table's end (mm/mm_init.c, mm/page_alloc.c before 6.4).
  private mutating func readNodeOfKernel() throws(BootStop) {
    let image = profile.kernelImage
    let hasNUMA = profile.sources.config.map { $0("NUMA") == "y" }
    guard hasNUMA != false else { return }
    let isCertain = hasNUMA == true && !image.source.isAssumed
    say(
      .remark,
      "the kernel image \(AddressText.range(choices.value(image))) is not all RAM"
        + (isCertain
          ? ": Linux adds it without a node of NUMA, and crashes when it sets up its pages"
          : "; if it really lies there, a kernel with NUMA crashes when it sets up its pages"))
    if isCertain { throw .panics("Attempted to kill the idle task!") }
  }
}
