/// The meaning of escapes in strings and character literals: C's, as dtc reads them.
enum StringLiteral {
  /// A literal's bytes, and the offset in it of a `\x` without digits, if it has one.
  struct Value {
    var bytes: [UInt8]
    var badEscape: Int?
  }

  /// Reads what stands between the quotes.
  ///
  /// As dtc's `get_escape_char` (1.6.1): `\a \b \t \n \v \f \r`, up to three octal digits, `\x` with one or
  /// two hexadecimal digits; any other character stands for itself.
  static func value(of text: ArraySlice<UInt8>) -> Value {
    var value = Value(bytes: [])
    value.bytes.reserveCapacity(text.count + 1)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < text.endIndex else {
        value.bytes.append(byte)
        continue
      }
      let escape = index
      if let result = readEscape(text, &index) {
        value.bytes.append(result)
      } else if value.badEscape == nil {
        value.badEscape = escape - 1 - text.startIndex
      }
    }
    return value
  }

  /// Where a `\` stands before a line's end, which is no escape to dtc (1.8.1); nil if nowhere.
  static func escapedLineEnd(in text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex
    while index + 1 < text.endIndex {
      if text[index] == UInt8(ascii: "\\") {
        if text[index + 1] == UInt8(ascii: "\n") { return index }
        index += 1
      }
      index += 1
    }
    return nil
  }

  private static func readEscape(_ text: ArraySlice<UInt8>, _ index: inout Int) -> UInt8? {
    let byte = text[index]
    index += 1
    switch byte {
    case UInt8(ascii: "a"): return 7
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "v"): return 11
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      index -= 1
      return digits(text, &index, radix: 8, atMost: 3)
    case UInt8(ascii: "x"): return digits(text, &index, radix: 16, atMost: 2)
    default: return byte
    }
  }

  private static func digits(
    _ text: ArraySlice<UInt8>, _ index: inout Int, radix: UInt8, atMost limit: Int
  ) -> UInt8? {
    var value: UInt8?
    let end = min(text.endIndex, index + limit)
    while index < end, let digit = text[index].hexValue, digit < radix {
      value = (value ?? 0) &* radix &+ digit
      index += 1
    }
    return value
  }
}
