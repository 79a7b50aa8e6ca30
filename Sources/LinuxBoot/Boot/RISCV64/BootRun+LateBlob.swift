import DeviceTree

/// What riscv64 does right behind the scan (`setup_bootmem`, arch/riscv/mm/init.c).
extension BootRun {
  /// Reserves the blob, which until then nothing protects from dynamic regions.
  mutating func reserveBlobLate() throws(BootStop) {
    guard profile.isBuiltInDTB.value != true else { return }
    guard let address = profile.dtbAddress.value else {
      say(
        .remark,
        "where the blob lies is not known: a dynamic region may be placed on it (--dtb-address)")
      return
    }
    let range = MemoryRange(base: address, size: input.blobSize)
    for piece in reservations.overlapping(range) {
      let event = events[piece.event]
      guard event.operation == .allocate, let node = event.node else { continue }
      if let index = plan.regions.verdicts.firstIndex(where: { $0.node == node }) {
        regions[index].cause += "; the device tree blob lies in it"
      }
      say(
        .remark,
        "\(input.tree.path(of: node)) is placed on the device tree blob at "
          + "\(AddressText.range(range)), which is reserved only afterwards: what is written there shows in "
          + "/proc/device-tree, and Linux says nothing")
    }
    try perform(
      .reserve, range,
      EventReason(
        "setup_bootmem", "the device tree blob itself lies here", fact: profile.dtbAddress.name))
  }

  /// `crashkernel=SIZE@ADDRESS`, which arm64 and riscv64 look for behind the scan; a place of Linux's choosing
  /// depends on allocations that are not modelled there.
  mutating func reserveCrashKernelAtAddress() throws(BootStop) {
    guard profile.hasCrashKernel.value,
      let request = CrashKernelRequest(plan.commandLine, memory: memblock.memory.totalSize)
    else { return }
    guard request.base != 0 else {
      say(.remark, "crashkernel= is placed behind the scan: where, is not modelled on this architecture")
      return
    }
    try reserveCrashKernel()
  }
}
