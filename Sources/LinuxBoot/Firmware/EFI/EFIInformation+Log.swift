import DeviceTree

extension EFIInformation {
  /// Reads what Linux prints of UEFI: a whole boot log, or an excerpt.
  ///
  /// Lines of the map are those that `efi=debug` adds: `efi: mem00: [Conventional|…] range=[0x…-0x…] (256MB)`, or,
  /// on arm64 and riscv64, `efi:   0x…-0x… [Conventional|…]`. LoongArch with NUMA prints its map without `efi=debug`,
  /// if there are ACPI tables: `Node0: mem_type:7, mem_start:0x…, mem_size:0x… Bytes`, which counts where there is no
  /// line of the other forms. Beside them count the line that names the tables
  /// (`efi: ACPI 2.0=0x… MEMRESERVE=0x…`), `esrt: Reserving ESRT space from 0x… to 0x….`, and `MemMap Address`
  /// and `MemMap Size`. Other lines are passed over; one that begins like a line of the map must be one. Throws
  /// the place of the first that is not, and if there is no line of a map at all.
  ///
  /// Complexity: O(n).
  public init(log: [UInt8]) throws(EFIMapError) {
    self.init()
    var map: (address: UInt64?, size: UInt64?) = (nil, nil)
    var byNode: [EFIMemoryDescriptor] = []
    var seen: Set<EFIMemoryDescriptor> = []
    var number = 0
    for line in log.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      var scanner = LogLine(line, number: number)
      let hasMark = scanner.skipMarks()
      if let descriptor = try scanner.descriptor(hasMark: hasMark) {
        memoryMap.append(descriptor)
      } else if let descriptor = try scanner.nodeDescriptor() {
        // Each node of NUMA prints what it meets.
        if seen.insert(descriptor).inserted { byNode.append(descriptor) }
      } else if scanner.take("esrt: Reserving ESRT space from ") || scanner.take("Reserving ESRT space from ")
      {
        let start = try scanner.hexadecimal()
        try scanner.demand(" to ")
        let end = try scanner.hexadecimal()
        guard end > start else { throw scanner.error("the end lies before the start") }
        reservations.append(Reservation(.systemResources, MemoryRange(base: start, end: end)))
      } else if hasMark, scanner.take("MemMap Address: ") {
        map.address = try scanner.hexadecimal()
      } else if hasMark, scanner.take("MemMap Size: ") {
        map.size = try scanner.hexadecimal()
      } else if hasMark {
        for (name, address) in scanner.tables() { note(name, at: address) }
      }
    }
    if memoryMap.isEmpty { memoryMap = byNode }
    if let address = map.address, let size = map.size {
      reservations.append(
        Reservation(.memoryMap, MemoryRange(base: address, size: min(size, .max - address))))
    }
    guard !memoryMap.isEmpty else {
      throw EFIMapError(
        line: 0, column: 0,
        message: "there is no line of an EFI memory map in it; Linux prints them with efi=debug")
    }
  }

  /// A table that the log names; only few have a size that is known.
  private mutating func note(_ name: String, at address: UInt64) {
    switch name {
    case "ACPI 2.0", "ACPI": hasACPI = true
    case "MEMRESERVE":
      // The stub's list is empty: a size, a count and the next list's address.
      reservations.append(Reservation(.memoryReservations, MemoryRange(base: address, size: 16)))
    case "MEMATTR", "TPMEventLog", "TPMFinalLog", "MEMMAP":
      if let table = Table(rawValue: name) {
        tablesOfUnknownSize.append(UnsizedTable(table: table, address: address))
      }
    default: break
    }
  }
}
