import DeviceTree

extension LogStatement {
  /// Reads what stands behind the time stamp; nil for a line that says nothing about memory.
  ///
  /// Complexity: O(n).
  init?(_ cursor: LogCursor) {
    guard let found = Self.read(cursor) else { return nil }
    self = found
  }

  /// Reads a text of the model: of more than one line, the last.
  init?(text: String) {
    let last = text.utf8.split(separator: UInt8(ascii: "\n")).last.map { String($0) ?? text } ?? text
    self.init(LogCursor(last))
  }

  private static func read(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    cursor.skipBlanks()
    // The first byte tells most lines apart, which keeps long logs quick.
    let found: LogStatement? =
      switch cursor.next {
      case UInt8(ascii: "m"), UInt8(ascii: "_"): operation(cursor) ?? dumped(cursor) ?? message(cursor)
      case UInt8(ascii: "O"): openFirmware(cursor) ?? openSBI(cursor) ?? later(cursor)
      case UInt8(ascii: "L"): banner(cursor)
      case UInt8(ascii: "K"): kernel(cursor) ?? message(cursor)
      case UInt8(ascii: "M"): memory(cursor) ?? message(cursor)
      case UInt8(ascii: "e"): earlycon(cursor) ?? efi(cursor)
      case UInt8(ascii: "n"): node(cursor)
      case UInt8(ascii: "r"): dumped(cursor) ?? later(cursor)
      case UInt8(ascii: "A"): cursor.sees("ACPI: RSDP 0x") ? .acpi : nil
      default: later(cursor) ?? pages(cursor) ?? message(cursor)
      }
    return found ?? overlap(cursor)
  }

  private static func later(_ cursor: LogCursor) -> LogStatement? {
    afterScanMarks.contains { cursor.sees($0) } ? .afterScan : nil
  }

  private static func banner(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard cursor.take("Linux version ") else { return nil }
    guard let release = cursor.text(upTo: " ") else {
      return .version(KernelBanner(release: cursor.rest, rest: ""))
    }
    return .version(KernelBanner(release: release, rest: cursor.rest))
  }

  private static func kernel(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    if cursor.take("Kernel command line: ") { return .commandLine(cursor.rest) }
    if cursor.take("Kernel command line:") { return .commandLine("") }
    if cursor.take("Kernel panic - not syncing: ") { return .panic(cursor.rest) }
    return nil
  }

  private static func memory(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    if ["Movable zone start", "Mount-cache hash", "MEMBLOCK configuration:"].contains(where: cursor.sees) {
      return .afterScan
    }
    if cursor.take("Machine model: ") { return .machineModel(cursor.rest) }
    guard cursor.take("Memory: "), let free = cursor.decimal(), cursor.take("K/"),
      let total = cursor.decimal(), cursor.take("K available")
    else { return nil }
    return .available(free: free &<< 10, total: total &<< 10)
  }

  private static func earlycon(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard cursor.take("earlycon: "), let name = cursor.text(upTo: " at MMIO"), cursor.skip(behind: " "),
      let address = cursor.hex()
    else { return nil }
    return .earlycon(name: name, address: address)
  }

  private static func efi(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard cursor.take("efi: EFI v") else { return nil }
    return .efi("EFI v" + cursor.rest)
  }

  private static func openSBI(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard cursor.take("OpenSBI v") else { return nil }
    let from = cursor.index
    while let byte = cursor.next, byte == UInt8(ascii: ".") || (0x30...0x39).contains(byte) {
      cursor.index += 1
    }
    return .openSBI(LogCursor(cursor.bytes, from..<cursor.index).rest)
  }

  /// "  node   0: [mem 0x…-0x…]" of "Early memory node ranges"; node -1 where there are no nodes yet.
  private static func node(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard cursor.take("node ") else { return nil }
    cursor.skipBlanks()
    _ = cursor.take("-")
    guard cursor.decimal() != nil, cursor.take(": [mem "), let span = cursor.span("-") else { return nil }
    return .memoryRange(span)
  }

  /// "Dentry cache hash table entries: 131072 (order: 8, 1048576 bytes, linear)" (`alloc_large_system_hash`).
  private static func pages(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard let mark = cursor.position(of: " hash table entries: ", within: 64) else { return nil }
    cursor.index = mark
    guard cursor.skip(behind: "(order: "), let order = cursor.decimal(), order < 40, cursor.take(", "),
      let bytes = cursor.decimal(), cursor.take(" bytes"), order > 0
    else { return .afterScan }
    let size = bytes >> order
    return [0x1000, 0x4000, 0x1_0000].contains(size) && size << order == bytes ? .pageSize(size) : .afterScan
  }

  /// How lines begin that Linux prints only behind the scan, on every architecture of the model.
  private static let afterScanMarks = [
    "Zone ranges:", "Early memory node ranges", "Initmem setup node", "Faking a node at", "NUMA: ",
    "Built 1 zonelists", "percpu: ", "pcpu-alloc:", "SLUB: HWalign", "rcu: ", "Freeing ",
    "Run /", "Fallback order for", "Console: ", "Calibrating delay", "VFS: ", "clocksource: ", "On node ",
    "Node0's addrspace", "Virtual kernel memory layout",
  ]
}
