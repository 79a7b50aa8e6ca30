/// Reads words and numbers from one stretch of a log, without ever leaving it.
struct LogCursor {
  let bytes: [UInt8]
  /// The next byte.
  var index: Int
  let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  init(_ text: String) { self.init(Array(text.utf8), 0..<text.utf8.count) }

  var isAtEnd: Bool { index >= end }
  /// The next byte, not taken.
  var next: UInt8? { index < end ? bytes[index] : nil }

  /// Whether these bytes come next.
  func sees(_ text: String) -> Bool { bytes[index..<end].starts(with: text.utf8) }

  /// Takes these bytes if they come next.
  mutating func take(_ text: String) -> Bool {
    guard sees(text) else { return false }
    index += text.utf8.count
    return true
  }

  mutating func skipBlanks() {
    while index < end, bytes[index] == 0x20 { index += 1 }
  }

  /// Takes at least one digit and at most so many; false, and nothing known of what was taken, otherwise.
  mutating func skipDigits(_ most: Int) -> Bool {
    let start = index
    while index < end, Self.digit(bytes[index]) < 10 { index += 1 }
    return index > start && index - start <= most
  }

  /// Where a text comes next, if it begins within so many bytes.
  func position(of text: String, within count: Int = .max) -> Int? {
    let pattern = Array(text.utf8)
    guard let first = pattern.first, pattern.count <= end - index else { return nil }
    let last = min(end - pattern.count, count > end - index ? end : index + count)
    var at = index
    while at <= last {
      if bytes[at] == first, bytes[at..<at + pattern.count].elementsEqual(pattern) { return at }
      at += 1
    }
    return nil
  }

  /// Goes behind the next occurrence of a text; false, and goes nowhere, if there is none.
  mutating func skip(behind text: String) -> Bool {
    guard let at = position(of: text) else { return false }
    index = at + text.utf8.count
    return true
  }

  /// A hexadecimal number with or without "0x"; nil if there is no digit or it has more than 64 bits.
  mutating func hex() -> UInt64? {
    _ = take("0x")
    return number(16)
  }

  /// A decimal number; nil if there is no digit or it has more than 64 bits.
  mutating func decimal() -> UInt64? { number(10) }

  private mutating func number(_ radix: UInt64) -> UInt64? {
    var value: UInt64 = 0
    var (count, fits) = (0, true)
    while index < end {
      let digit = Self.digit(bytes[index])
      guard digit < radix else { break }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry { fits = false }
      value = sum
      index += 1
      count += 1
    }
    return count > 0 && fits ? value : nil
  }

  /// "0xA-0xB", both inclusive, as a range; "base - 1" as the last address makes it empty.
  mutating func span(_ separator: String) -> MemorySpan? {
    guard let first = hex(), take(separator), let last = hex() else { return nil }
    return MemorySpan(first: first, last: last)
  }

  /// The text up to another, which is taken too; nil if that does not come.
  mutating func text(upTo mark: String) -> String? {
    guard let at = position(of: mark) else { return nil }
    let text = Self.text(bytes[index..<at])
    index = at + mark.utf8.count
    return text
  }

  /// All that is left.
  var rest: String { Self.text(bytes[index..<end]) }

  /// The most bytes of a text that are kept: more than the kernel prints in one line.
  static let textLimit = 4096

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(textLimit), as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt64 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
    default: .max
    }
  }
}
