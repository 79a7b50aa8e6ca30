import DeviceTree

extension BootRun {
  /// What can be told of the rest of the boot where it is not modelled step by step (arm64, riscv64).
  mutating func endOtherBoot() throws(BootStop) {
    guard input.readsTree else { return }
    if profile.architecture.value == .riscv64 { warnOfFullTables() }
    try readCoreHeaderLater()
    try mountRoot()
  }

  /// riscv64's tables grow only when the linear map stands; making it isolates the kernel's text, its rodata
  /// and a pool of KFENCE, two regions each, and asks for two free slots more.
  private mutating func warnOfFullTables() {
    let (used, slots) = (memblock.memory.regions.count, memblock.memory.capacity)
    if used + 8 > slots {
      say(
        .remark,
        "\(used) of \(slots) memory slots are taken after the scan: a kernel with STRICT_KERNEL_RWX and KFENCE "
          + "needs 8 free ones and panics (memblock: cannot resize memory array)")
    }
    let (reserved, reservedSlots) = (memblock.reserved.regions.count, memblock.reserved.capacity)
    if reserved + 5 > reservedSlots {
      say(
        .remark,
        "\(reserved) of \(reservedSlots) reserved slots are taken after the scan: later allocations may make "
          + "Linux panic")
    }
  }

  /// `vmcore_init` reads the crashed kernel's core header through the linear map, where no-map memory is not.
  private func readCoreHeaderLater() throws(BootStop) {
    guard earlyBoot.unmapsNoMap, profile.hasCrashDump.value, profile.hasVmcore.value,
      let header = elfCoreHeader, header.size > 0
    else { return }
    let range = MemoryRange(base: header.address, size: header.size)
    let isUnmapped = memblock.memory.regions.contains {
      $0.flags.contains(.noMap) && $0.range.overlaps(range)
    }
    if isUnmapped { throw .panics("Attempted to kill init! exitcode=0x0000000b") }
  }

  /// Without the initrd that was meant, and without `root=`, there is nothing to mount.
  private mutating func mountRoot() throws(BootStop) {
    guard isInitrdDisabled, !plan.parameters.contains(where: { $0.name == "root" }) else { return }
    guard profile.hasBuiltInInitramfs.value == false else {
      say(
        .remark, "the initrd is disabled and there is no root=: unless the kernel has one built in, it panics"
      )
      return
    }
    throw .panics("VFS: Unable to mount root fs on unknown-block(0,0)")
  }
}
