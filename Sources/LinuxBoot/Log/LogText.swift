/// A console's text without what terminals and lines bring along, cut into what the kernel said.
///
/// Escape sequences and control bytes go; lines keep their numbers. UTF-16 of ASCII reads as ASCII.
struct LogText {
  /// What the kernel, or whoever else, said in a line or in a part of one.
  struct Message {
    /// The line, from 1 on.
    var line: Int
    /// Where the text stands in `bytes`, without time stamp, level and host name.
    var text: Range<Int>
    /// Where the whole line stands.
    var whole: Range<Int>
  }

  private(set) var bytes: [UInt8] = []

  /// Cleans a text.
  ///
  /// Complexity: O(n).
  init(_ raw: [UInt8]) {
    bytes.reserveCapacity(raw.count)
    let hasLineFeeds = raw.contains(Self.lineFeed)
    var index = raw.starts(with: [0xff, 0xfe]) || raw.starts(with: [0xfe, 0xff]) ? 2 : 0
    if raw.starts(with: [0xef, 0xbb, 0xbf]) { index = 3 }
    while index < raw.count {
      let byte = raw[index]
      index += 1
      switch byte {
      case Self.lineFeed, 0x20...0x7e, 0x80...: bytes.append(byte)
      case 0x09: bytes.append(0x20)
      case 0x0d: if !hasLineFeeds { bytes.append(Self.lineFeed) }
      case 0x1b: index = Self.endOfEscape(raw, index)
      default: break
      }
    }
  }

  private static let lineFeed = UInt8(ascii: "\n")

  /// Where an escape sequence ends, from behind ESC on; a line's end ends every one (ECMA-48, section 5.4).
  private static func endOfEscape(_ raw: [UInt8], _ start: Int) -> Int {
    guard start < raw.count, raw[start] != lineFeed else { return start }
    var index = start + 1
    switch raw[start] {
    case UInt8(ascii: "["):
      while index < raw.count, (0x20...0x3f).contains(raw[index]) { index += 1 }
      return index < raw.count && (0x40...0x7e).contains(raw[index]) ? index + 1 : index
    case UInt8(ascii: "]"):
      while index < raw.count, raw[index] != 0x07, raw[index] != 0x1b, raw[index] != lineFeed { index += 1 }
      return index < raw.count && raw[index] == 0x07 ? index + 1 : index
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      return index < raw.count && raw[index] != lineFeed ? index + 1 : index
    default: return index
    }
  }

  /// Calls `body` for each message in order: a line with more than one time stamp holds more than one, for consoles
  /// are shared.
  ///
  /// Complexity: O(n).
  func forEachMessage<Failure: Error>(
    _ body: (Message) throws(Failure) -> Void
  ) throws(Failure) {
    var (start, line) = (0, 1)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: Self.lineFeed) ?? bytes.count
      try messages(in: start..<end, line, body)
      (start, line) = (end + 1, line + 1)
    }
  }

  private func messages<Failure: Error>(
    in whole: Range<Int>, _ line: Int, _ body: (Message) throws(Failure) -> Void
  ) throws(Failure) {
    var begin: Int?
    var index = whole.lowerBound
    while index < whole.upperBound {
      guard let bracket = bytes[index..<whole.upperBound].firstIndex(of: UInt8(ascii: "[")) else { break }
      if let end = endOfTimeStamp(bracket, whole.upperBound) {
        if let begin {
          try body(Message(line: line, text: trimmed(begin..<bracket), whole: whole))
        }
        (begin, index) = (end, end)
      } else {
        index = bracket + 1
      }
    }
    let text = (begin ?? behindLevel(whole))..<whole.upperBound
    try body(Message(line: line, text: trimmed(behindHost(text)), whole: whole))
  }

  /// Where a time stamp "[   12.345678]" ends, with the caller "[    T0]" that may follow and one blank
  /// (`print_prefix`, kernel/printk/printk.c); nil if there is none.
  private func endOfTimeStamp(_ bracket: Int, _ end: Int) -> Int? {
    var cursor = LogCursor(bytes, bracket + 1..<end)
    cursor.skipBlanks()
    guard cursor.skipDigits(10), cursor.take("."), cursor.skipDigits(9), cursor.take("]") else { return nil }
    var caller = cursor
    if caller.take("[") {
      caller.skipBlanks()
      if caller.take("T") || caller.take("C"), caller.skipDigits(10), caller.take("]") { cursor = caller }
    }
    _ = cursor.take(" ")
    return cursor.index
  }

  /// Behind "<6>" or the local time "[Mon Nov 22 18:16:23 2026] " of dmesg.
  private func behindLevel(_ line: Range<Int>) -> Int {
    var cursor = LogCursor(bytes, line)
    var level = cursor
    if level.take("<"), level.skipDigits(3), level.take(">") { cursor = level }
    var stamp = cursor
    if stamp.take("["), let close = stamp.position(of: "]", within: 32), close - stamp.index >= 19 {
      stamp.index = close + 1
      _ = stamp.take(" ")
      cursor = stamp
    }
    return cursor.index
  }

  /// Behind "Nov 22 18:16:23 board kernel: " of journalctl and syslog.
  private func behindHost(_ text: Range<Int>) -> Range<Int> {
    let cursor = LogCursor(bytes, text)
    guard let mark = cursor.position(of: " kernel: ", within: 120) else { return text }
    return mark + 9..<text.upperBound
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
    return range.lowerBound..<end
  }
}
