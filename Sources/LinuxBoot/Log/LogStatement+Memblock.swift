import DeviceTree

/// Lines of `memblock=debug`, in the forms of 5.x to 7.2.
extension LogStatement {
  static func operation(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    _ = cursor.take("__")
    guard cursor.take("memblock_") else { return nil }
    let kinds: [(String, LoggedOperation.Kind)] = [
      ("add", .add), ("remove", .remove), ("reserve", .reserve), ("phys_free", .free), ("free", .free),
    ]
    for (name, kind) in kinds {
      var range = cursor
      guard range.take(name) else { continue }
      _ = range.take("_kern")
      _ = range.take("_node")
      if range.take(": ["), let span = range.span("-"), range.take("]") {
        return .operation(LoggedOperation(kind: kind, span: span, function: function(range)))
      }
    }
    return request(cursor)
  }

  /// "memblock_alloc_try_nid: 4096 bytes align=0x1000 … FUNCTION+0x…/0x…".
  private static func request(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    guard let mark = cursor.position(of: ": ", within: 48) else { return nil }
    cursor.index = mark + 2
    guard let size = cursor.decimal(), cursor.take(" bytes align="), let align = cursor.hex() else {
      return nil
    }
    return .request(LoggedRequest(size: size, align: align, function: function(cursor)))
  }

  /// "memory[0x0]  [0x…-0x…], 0x… bytes flags: 0x4".
  static func dumped(_ start: LogCursor) -> LogStatement? {
    var cursor = start
    let isReserved = cursor.take("reserved[")
    guard isReserved || cursor.take("memory["), cursor.hex() != nil, cursor.take("]") else { return nil }
    cursor.skipBlanks()
    guard cursor.take("["), let span = cursor.span("-"), cursor.skip(behind: " flags: "),
      let flags = cursor.hex()
    else { return nil }
    return .dumped(DumpedRegion(isReserved: isReserved, span: span, isNoMap: flags & 4 != 0))
  }

  /// The last word, without offset and size: "memblock_init+0x80/0x194"; words before it (`nid=`, `flags=`) differ
  /// among versions.
  private static func function(_ cursor: LogCursor) -> String {
    var start = cursor.end
    while start > cursor.index, cursor.bytes[start - 1] != 0x20 { start -= 1 }
    let word = cursor.bytes[start..<cursor.end].prefix(128)
    guard !word.contains(UInt8(ascii: "=")) else { return "" }
    let name = String(decoding: word.prefix { $0 != UInt8(ascii: "+") }, as: UTF8.self)
    // Since 6.14 many functions ask through this one.
    return name == "__memblock_alloc_or_panic" ? "" : name
  }
}
