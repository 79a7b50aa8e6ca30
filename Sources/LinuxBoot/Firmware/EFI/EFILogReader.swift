import DeviceTree

/// Gathers what Linux prints of UEFI, message by message.
struct EFILogReader {
  private var information = EFIInformation()
  private var map: (address: UInt64?, size: UInt64?) = (nil, nil)
  private var byNode: [EFIMemoryDescriptor] = []
  private var seen: Set<EFIMemoryDescriptor> = []
  /// The first line of the map; nil if there is none so far.
  private(set) var firstLine: Int?

  /// Takes one message; others than those of UEFI are passed over.
  ///
  /// Throws for one that begins like a line of the map and is none. Complexity: O(n).
  mutating func take(_ message: LogText.Message, of bytes: [UInt8]) throws(EFIMapError) {
    guard let first = bytes[message.text].first(where: { $0 != 0x20 }), Self.beginnings.contains(first) else {
      return
    }
    var scanner = EFILogLine(bytes, message)
    let hasMark = scanner.skipMark()
    if let descriptor = try scanner.descriptor(hasMark: hasMark) {
      information.memoryMap.append(descriptor)
      firstLine = firstLine ?? message.line
    } else if let descriptor = try scanner.nodeDescriptor() {
      // Each node of NUMA prints what it meets.
      if seen.insert(descriptor).inserted { byNode.append(descriptor) }
      firstLine = firstLine ?? message.line
    } else if scanner.take("esrt: Reserving ESRT space from ") || scanner.take("Reserving ESRT space from ") {
      let start = try scanner.hexadecimal()
      try scanner.demand(" to ")
      let end = try scanner.hexadecimal()
      guard end > start else { throw scanner.error("the end lies before the start") }
      information.reservations.append(.init(.systemResources, MemoryRange(base: start, end: end)))
    } else if hasMark, scanner.takeName("MemMap Address") {
      map.address = try scanner.hexadecimal()
    } else if hasMark, scanner.takeName("MemMap Size") {
      map.size = try scanner.hexadecimal()
    } else if hasMark {
      for (name, address) in scanner.tables() { note(name, at: address) }
    }
  }

  /// How the lines begin that are looked at: "efi:", "esrt:", "memN:", "Node", "Resvd", "Reserving", "0x".
  private static let beginnings: Set<UInt8> = Set("emNR0".utf8)

  /// What was gathered; its map is empty if no message was a line of one.
  func finish() -> EFIInformation {
    var information = information
    if information.memoryMap.isEmpty { information.memoryMap = byNode }
    if let address = map.address, let size = map.size {
      information.reservations.append(
        .init(.memoryMap, MemoryRange(base: address, size: min(size, .max - address))))
    }
    return information
  }

  /// A table that the log names; only few have a size that is known.
  private mutating func note(_ name: String, at address: UInt64) {
    switch name {
    case "ACPI 2.0", "ACPI": information.hasACPI = true
    case "MEMRESERVE":
      // The stub's list is empty: a size, a count and the next list's address.
      information.reservations.append(.init(.memoryReservations, MemoryRange(base: address, size: 16)))
    case "MEMATTR", "TPMEventLog", "TPMFinalLog", "MEMMAP":
      if let table = EFIInformation.Table(rawValue: name) {
        information.tablesOfUnknownSize.append(.init(table: table, address: address))
      }
    default: break
    }
  }
}
