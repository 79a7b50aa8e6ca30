import DeviceTree

extension BootRun {
  /// What crash dumps need, before the scan: the old kernel's core header, then room for the next kernel.
  mutating func reserveCrashMemory() throws(BootStop) {
    readCoreHeader()
    if profile.hasCrashDump.value, profile.hasVmcore.value, let header = elfCoreHeader {
      // Without a size it reaches to the end of its bank.
      var size = header.size
      if size == 0, let bank = memblock.memory.regions.first(where: { $0.range.contains(header.address) }) {
        size = bank.end - header.address
        elfCoreHeader = (header.address, size)
      }
      try reserveCoreHeader("arch_reserve_vmcore")
    }
    try reserveCrashKernel()
  }

  /// `linux,elfcorehdr` of /chosen, which `elfcorehdr=` overrides.
  mutating func readCoreHeader() {
    guard profile.hasCrashDump.value, elfCoreHeader == nil, let chosen = reader.chosen,
      let bytes = input.tree.bytes("linux,elfcorehdr", of: chosen), bytes.count == reader.entryBytes,
      let range = reader.entries(bytes).first
    else { return }
    elfCoreHeader = (range.base, range.size)
  }

  /// `fdt_reserve_elfcorehdr` and LoongArch's `arch_reserve_vmcore`.
  mutating func reserveCoreHeader(_ by: String) throws(BootStop) {
    guard profile.hasCrashDump.value, let header = elfCoreHeader, header.size > 0 else { return }
    let range = MemoryRange(base: header.address, size: header.size)
    let prefix = by == "fdt_reserve_elfcorehdr" ? "OF: fdt: " : ""
    guard !memblock.reserved.overlaps(range) else {
      say(.warning, prefix + "elfcorehdr is overlapped")
      return
    }
    try perform(
      .reserve, range,
      EventReason(
        by, "the crashed kernel's core header lies here", node: reader.chosen, property: "linux,elfcorehdr"))
    say(
      .info,
      prefix + "Reserving \(range.size >> 10) KiB of memory at \(AddressText.hex(range.base)) for elfcorehdr")
  }

  /// `reserve_crashkernel_generic`: 2 MiB aligned, below 4 GiB first unless `,high` or an address is given.
  mutating func reserveCrashKernel() throws(BootStop) {
    guard profile.hasCrashKernel.value,
      let request = CrashKernelRequest(plan.commandLine, memory: memblock.memory.totalSize)
    else { return }
    let low: UInt64 = 4 << 30
    let high = memblock.endOfMemory
    var lowSize = request.lowSize
    var windows: [MemoryRange] = [MemoryRange(base: 0, end: low), MemoryRange(base: low, end: high)]
    if request.base != 0 {
      windows = [MemoryRange(base: request.base, size: request.size)]
    } else if request.isHigh {
      windows.swapAt(0, 1)
    } else {
      lowSize = CrashKernelRequest.defaultLowSize
    }
    let reason = EventReason(
      "reserve_crashkernel_generic", "crashkernel= asks for \(AddressText.size(request.size)) here")
    for window in windows {
      let found = try allocate(
        size: request.size, align: 0x20_0000, start: window.base, end: window.end, reason)
      guard let base = found else { continue }
      if base >= low, lowSize > 0, try !reserveCrashKernelLow(lowSize) {
        try perform(.free, MemoryRange(base: base, size: request.size), reason)
        return
      }
      let end = base &+ request.size
      say(.info, "crashkernel reserved: \(physical(base)) - \(physical(end)) (\(request.size >> 20) MB)")
      return
    }
    say(
      .warning,
      request.base != 0 && profile.preset.earlyBoot.hasGenericCrashKernel
        ? "crashkernel reservation failed - memory is in use."
        : "cannot allocate crashkernel (size:\(AddressText.hex(request.size)))")
  }

  private mutating func reserveCrashKernelLow(_ size: UInt64) throws(BootStop) -> Bool {
    let reason = EventReason(
      "reserve_crashkernel_low", "a crash kernel above 4 GiB needs \(AddressText.size(size)) below it")
    guard let base = try allocate(size: size, align: 0x20_0000, end: 4 << 30, reason) else {
      say(.error, "cannot allocate crashkernel low memory (size:\(AddressText.hex(size))).")
      return false
    }
    say(
      .info,
      "crashkernel low memory reserved: \(padded(base, 8)) - \(padded(base &+ size, 8)) "
        + "(\(size >> 20) MB)")
    return true
  }
}
