import DeviceTree

/// Lines on /reserved-memory in the spellings of 6.1 to 7.2.
extension LogStatement {
  /// Lines that begin with "OF: ".
  static func openFirmware(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard cursor.take("OF: ") else { return nil }
    guard cursor.take("reserved mem: ") || cursor.take("fdt: ") else { return nil }
    if cursor.take("Machine model: ") { return .machineModel(cursor.rest) }
    if let region = region(cursor) { return .region(region) }
    return isForetold(cursor) ? .message(start.rest) : nil
  }

  private static func region(_ start: LogCursor) -> LoggedRegion? {
    var cursor = start
    if cursor.sees("0x") { return listed(cursor) }
    _ = cursor.take("Reserved memory: ")
    if cursor.take("failed to reserve memory for node '") {
      return named(cursor).map { .refused(name: $0.name, base: $0.base) }
    }
    if cursor.take("reserved region for node '") {
      return named(cursor).map { .reserved(name: $0.name, base: $0.base) }
    }
    if cursor.take("allocated memory for '"), let name = cursor.text(upTo: "' node: base "),
      let base = cursor.hex()
    {
      return .placed(name: name, base: base)
    }
    if cursor.take("failed to allocate memory for node '"), let name = cursor.text(upTo: "'") {
      return .unplaced(name: name)
    }
    return nil
  }

  private static func named(_ start: LogCursor) -> (name: String, base: UInt64)? {
    var cursor = start
    guard let name = cursor.text(upTo: "': base "), let base = cursor.hex() else { return nil }
    return (name, base)
  }

  /// "0x…..0x… (8192 KiB) nomap non-reusable NAME".
  private static func listed(_ start: LogCursor) -> LoggedRegion? {
    var cursor = start
    guard let span = cursor.span(".."), cursor.take(" ("), cursor.decimal() != nil, cursor.take(" KiB) ")
    else { return nil }
    let isNoMap = cursor.take("nomap ")
    guard isNoMap || cursor.take("map ") else { return nil }
    let isReusable = cursor.take("reusable ")
    guard isReusable || cursor.take("non-reusable ") else { return nil }
    return .listed(name: cursor.rest, span: span, isNoMap: isNoMap, isReusable: isReusable)
  }

  /// The second line of "OVERLAP DETECTED!".
  static func overlap(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard cursor.position(of: "--0x", within: 256) != nil, let first = cursor.text(upTo: " (0x"),
      let base = cursor.hex(), cursor.skip(behind: ") overlaps with "), let second = cursor.text(upTo: " (0x")
    else { return nil }
    return .region(.overlap(first: first, second: second, at: base))
  }

  /// Lines of other parts of the kernel that the model foretells.
  static func message(_ cursor: LogCursor) -> LogStatement? {
    otherBeginnings.contains { cursor.sees($0) } ? .message(cursor.rest) : nil
  }

  /// Whether the model knows when Linux prints this, so that a line it did not foretell is news.
  private static func isForetold(_ cursor: LogCursor) -> Bool {
    if beginnings.contains(where: { cursor.sees($0) }) { return true }
    guard cursor.sees("node ") else { return false }
    return cursor.position(of: " compatible matching fail", within: 256) != nil
  }

  private static let beginnings = [
    "Reserved memory: invalid reg property in '", "Reserved memory: unsupported node format",
    "Reserved memory: node '", "Reserved memory: No reserved-memory node",
    "fdt_scan_reserved_mem_reg_nodes() ignores ", "not enough space for all defined regions",
    "Failed to allocate memory for reserved_mem array", "invalid size property in '",
    "invalid alignment property in '", "invalid alloc-ranges property in '", "initialized node ",
    "too many defined dynamic regions", "Ignoring memory block ", "elfcorehdr is overlapped", "Reserving ",
  ]

  private static let otherBeginnings = [
    "Reserved memory: created ", "Reserved memory: incorrect alignment of CMA",
    "Reserved memory: unable to setup CMA", "Reserved memory: bypass ", "INITRD: ", "Memory limited to ",
    "Malformed early option 'mem'", "Malformed early option 'earlycon'", "mem parameter is empty",
    "User-defined physical RAM map overwrite", "Kernel sections are not in the memory maps",
    "initrd not fully accessible via the linear mapping",
  ]
}
