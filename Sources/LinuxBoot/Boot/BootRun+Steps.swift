import DeviceTree

extension BootRun {
  /// Does one step of the architecture's early boot.
  mutating func take(_ step: EarlyBoot.Step) throws(BootStop) {
    switch step {
    case .efiTables: try reserveEFITables()
    case .efiMemory: try addEFIMemory()
    case .efiReplacesMemory: try replaceMemoryByEFI()
    case .acpiTables: try makeRoomForACPITables()
    case .memoryNodes: try addMemoryNodes()
    case .blob: try reserveBlob()
    case .currentLimit: setCurrentLimit()
    case .firmwareMemoryAndKernel: try reserveKernel()
    case .earlyParameters: try parseEarlyParameters()
    case .coreHeader: readCoreHeader()
    case .linearMap: try limitToLinearMap()
    case .memoryLimit: try applyMemoryLimit()
    case .kernelImage: try reserveKernelImage()
    case .addedInitrd: try addInitrd()
    case .initrd: try reserveInitrd()
    case .crashMemory: try reserveCrashMemory()
    case .deferredEarlycon: if isEarlyconDeferred { try earlyconAtStandardOutput() }
    case .scan: try scanReservedMemory()
    }
  }

  /// What comes right behind the scan on architectures whose later boot is not modelled.
  mutating func reserveBehindScan() throws(BootStop) {
    guard input.readsTree else {
      let knowsMemory = input.efi?.memoryMap.isEmpty == false
      say(
        .remark,
        (input.prefersACPI
          ? "the firmware hands over ACPI tables, so Linux does not read the tree (fdt_setup): its RAM comes from "
            + "UEFI's memory map"
          : "this kernel does not read the tree: its RAM comes from firmware")
          + (knowsMemory ? "" : ", which was not given (--efi-memory-map)"))
      return
    }
    warnOfFirmware()
    if earlyBoot.reservesBlobAfterScan { try reserveBlobLate() }
    if !earlyBoot.steps.contains(.crashMemory) { try reserveCrashKernelAtAddress() }
  }

  /// `mem=SIZE` of arm64 and riscv64, noted while parameters are read (`early_mem`).
  mutating func noteMemoryLimit(_ token: CommandLine.Token) {
    guard let text = token.value else {
      malformed(token)
      return
    }
    var scanner = NumberScanner(text)
    var limit = (scanner.memorySize() ?? 0) & ~(memblock.pageSize - 1)
    if profile.architecture.value == .riscv64 { limit = min(limit, memoryLimit ?? .max) }
    memoryLimit = limit
    say(.info, "Memory limited to \(limit >> 20)MB")
  }

  private mutating func applyMemoryLimit() throws(BootStop) {
    guard let limit = memoryLimit else { return }
    let why = "mem= limits RAM to \(AddressText.size(limit))"
    switch profile.architecture.value {
    case .arm64: try capMemory(to: limit, EventReason("memblock_mem_limit_remove_map", why))
    case .riscv64, .loongarch64:
      try limitMemory(to: limit, EventReason("memblock_enforce_memory_limit", why))
    }
  }

  /// The kernel image as each architecture rounds it.
  private mutating func reserveKernelImage() throws(BootStop) {
    let image = choices.value(profile.kernelImage)
    let fact = profile.kernelImage.name
    switch profile.architecture.value {
    case .arm64:
      let isShort = profile.preset.earlyBoot.reservesFromStext
      let offset = isShort ? min(profile.textOffset.value, image.size) : 0
      let why = "the kernel image lies here, \(isShort ? "_stext" : "_text") to _end"
      try perform(
        .reserve, MemoryRange(base: image.base &+ offset, end: image.end),
        EventReason("arm64_memblock_init", why, fact: fact))
    case .riscv64, .loongarch64:
      // The linear map makes the kernel read-only in pieces of 2 MiB (STRICT_KERNEL_RWX).
      let isRounded = profile.roundsKernelEnd.value
      let end = isRounded ? (image.end &+ 0x1f_ffff) & ~0x1f_ffff : image.end
      try perform(
        .reserve, MemoryRange(base: image.base, end: end),
        EventReason(
          "setup_bootmem",
          "the kernel image lies here" + (isRounded ? ", its end rounded up to 2 MiB" : ""), fact: fact))
    }
  }
}
