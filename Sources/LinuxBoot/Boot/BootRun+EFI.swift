import DeviceTree

/// What Linux does with UEFI's tables and memory map (`efi_init`).
extension BootRun {
  /// LoongArch's `efi_init`, before anything else: the map comes later, in `memblock_init`.
  mutating func reserveEFITables() throws(BootStop) {
    guard let efi = input.efi else { return }
    try reserve([.tpmLog, .tpmFinalLog, .memoryReservations], of: efi)
    if let frame = efi.frameBuffer, !frame.isEmpty {
      try perform(
        .reserve, frame, EventReason("init_screen_info", "the firmware's frame buffer lies here"))
    }
    if profile.firmware.keepsEFIMap.value { try reserve([.memoryMap], of: efi) }
    try reserve([.systemResources], of: efi)
    sayUnknownTables(efi)
  }

  /// LoongArch's `memblock_init`: the map adds to what the tree says.
  mutating func addEFIMemory() throws(BootStop) {
    guard let efi = input.efi else { return }
    for entry in efi.memoryMap {
      let range = entry.range
      let reason = EventReason(
        "memblock_init", "\(entry.type.name) memory in UEFI's map", fact: "EFI memory map")
      switch entry.type {
      case .loaderCode, .loaderData, .bootServicesCode, .bootServicesData, .persistent, .conventional:
        try perform(.add, range, reason)
        endOfEFIMemory = max(endOfEFIMemory, range.end)
      case .palCode, .unusable, .acpiReclaim:
        try perform(.add, range, reason)
        try perform(.reserve, range, reason)
      case .reserved, .runtimeServicesCode, .runtimeServicesData, .mappedIO, .mappedIOPorts:
        try perform(.reserve, range, reason)
      default: break
      }
    }
  }

  /// `efi_init` of arm64 and riscv64: the tree's memory goes, and the map counts (`reserve_regions`).
  mutating func replaceMemoryByEFI() throws(BootStop) {
    guard let efi = input.efi else {
      if reader.chosen.flatMap({ input.tree.property("linux,uefi-system-table", of: $0) }) != nil {
        say(
          .remark,
          "/chosen has linux,uefi-system-table: RAM is then what UEFI's memory map says, not what the memory nodes "
            + "say (--efi-memory-map)")
      }
      return
    }
    guard !efi.memoryMap.isEmpty else { return }
    try reserve([.memoryAttributes, .tpmLog, .tpmFinalLog, .memoryReservations], of: efi)
    try perform(
      .remove, MemoryRange(base: 0, end: .max),
      EventReason("reserve_regions", "UEFI's memory map replaces the memory nodes of the tree"))
    for entry in efi.memoryMap { try addEFIEntry(entry) }
    try capMemory()
    try reserve([.systemResources], of: efi)
    try reserveEFIMap(efi)
    if let frame = efi.frameBuffer, isOrdinaryMemory(frame.base) {
      try perform(
        .markNoMap, frame, EventReason("init_screen_info", "the firmware's frame buffer lies here"))
    }
    sayUnknownTables(efi)
  }

  /// One entry of the map: memory that can be cached at all is RAM, and no-map unless Linux may use it
  /// (`is_memory`, `is_usable_memory`).
  private mutating func addEFIEntry(_ entry: EFIMemoryDescriptor) throws(BootStop) {
    let cached: EFIMemoryAttributes = [.writeBack, .writeThrough, .writeCombining]
    guard !entry.attributes.isDisjoint(with: cached) else { return }
    let page = memblock.pageSize
    let (end, overflow) = entry.range.end.addingReportingOverflow(page - 1)
    let range = MemoryRange(
      base: entry.base & ~(page - 1), end: (overflow ? .max : end) & ~(page - 1))
    guard !range.isEmpty else { return }
    let what = "\(entry.type.name) memory in UEFI's map"
    try perform(.add, range, EventReason("reserve_regions", what))
    let usable: [EFIMemoryType] = [
      .loaderCode, .loaderData, .acpiReclaim, .bootServicesCode, .bootServicesData, .conventional,
      .persistent,
    ]
    let isSoftReserved = entry.attributes.contains(.specialPurpose) && profile.firmware.softReservesEFI.value
    if !usable.contains(entry.type) || isSoftReserved || !entry.attributes.contains(.writeBack) {
      try perform(.markNoMap, range, EventReason("reserve_regions", "\(what) is not for Linux to use"))
    }
    if entry.type == .acpiReclaim {
      try perform(.reserve, range, EventReason("reserve_regions", "\(what) is kept for kexec"))
    }
  }

  /// The map itself, in whole pages: where the log or /chosen says.
  private mutating func reserveEFIMap(_ efi: EFIInformation) throws(BootStop) {
    var map = efi.reservations.first { $0.table == .memoryMap }?.range
    if map == nil, let chosen = reader.chosen,
      let start = input.tree.bytes("linux,uefi-mmap-start", of: chosen),
      let size = input.tree.bytes("linux,uefi-mmap-size", of: chosen)
    {
      map = MemoryRange(base: FlatReader.number(start), size: FlatReader.number(size) & 0xffff_ffff)
    }
    guard let map else {
      say(
        .remark,
        "where UEFI's memory map itself lies is not known: a no-map region over it would be refused (efi=debug "
          + "prints MemMap Address and MemMap Size)")
      return
    }
    let page = memblock.pageSize
    let base = map.base & ~(page - 1)
    let size = (map.size &+ (map.base - base) &+ page &- 1) & ~(page - 1)
    try perform(
      .reserve, MemoryRange(base: base, size: size), EventReason("efi_init", "UEFI's memory map lies here"))
  }

  /// Tables that are reserved where they lie, in Linux's order.
  private mutating func reserve(
    _ tables: [EFIInformation.Table], of efi: EFIInformation
  ) throws(BootStop) {
    for table in tables {
      for reservation in efi.reservations where reservation.table == table && !reservation.range.isEmpty {
        if table == .systemResources {
          // Only data of the boot services would be lost otherwise, and it may be reserved by then.
          guard efi.descriptor(holding: reservation.range.base)?.type == .bootServicesData,
            !memblock.reserved.containsInOneRegion(reservation.range)
          else { continue }
        }
        try perform(.reserve, reservation.range, Self.reason(for: table))
      }
    }
  }

  private static func reason(for table: EFIInformation.Table) -> EventReason {
    switch table {
    case .memoryAttributes: EventReason("efi_memattr_init", "UEFI's table of memory attributes lies here")
    case .tpmLog, .tpmFinalLog:
      EventReason("efi_tpm_eventlog_init", "a log of the trusted platform module lies here")
    case .memoryReservations:
      EventReason("efi_config_parse_tables", "UEFI's list of reservations lies here (MEMRESERVE)")
    case .systemResources: EventReason("efi_mem_reserve", "UEFI's system resource table lies here (ESRT)")
    case .memoryMap: EventReason("efi_init", "UEFI's memory map lies here")
    }
  }

  private mutating func sayUnknownTables(_ efi: EFIInformation) {
    let isLoongArch = profile.architecture.value == .loongarch64
    // In memory that is the firmware's anyway they add nothing.
    let kept: [EFIMemoryType] = [
      .reserved, .runtimeServicesCode, .runtimeServicesData, .acpiReclaim, .unusable, .palCode,
    ]
    let tables = efi.tablesOfUnknownSize.filter { unsized in
      if let entry = efi.descriptor(holding: unsized.address), kept.contains(entry.type) { return false }
      switch unsized.table {
      case .memoryAttributes: return !isLoongArch
      case .memoryMap: return profile.firmware.keepsEFIMap.value
      default: return true
      }
    }
    guard !tables.isEmpty else { return }
    say(
      .remark,
      "UEFI also hands over \(tables.map(\.table.rawValue).joined(separator: ", ")), which Linux reserves: how large, no "
        + "log tells, and a no-map region over it would be refused")
  }

  /// `memblock_is_map_memory`.
  private func isOrdinaryMemory(_ address: UInt64) -> Bool {
    let index = memblock.memory.firstIndex(endingAbove: address)
    guard index < memblock.memory.regions.count else { return false }
    let region = memblock.memory.regions[index]
    return region.base <= address && !region.flags.contains(.noMap)
  }
}
