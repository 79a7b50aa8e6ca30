/// Where the parts of a text end that still has its continued lines.
extension PreprocessingLexer {
  /// The offset behind a backslash at `start` with the line end that follows it, blanks between allowed.
  static func splice(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: "\n") ? index + 1 : nil
  }

  /// The offset of the line end at or behind `start`; a continued line goes on.
  static func endOfContinuedLine(_ bytes: [UInt8], at start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      if bytes[index] == UInt8(ascii: "\\"), let next = splice(bytes, at: index) {
        index = next
      } else {
        index += 1
      }
    }
    return index
  }

  /// The offset behind the string or character literal at `start`, or of the line end it does not reach
  /// beyond; a continued line goes on, between a backslash and what it escapes too.
  static func endOfContinuedQuoted(_ bytes: [UInt8], at start: Int) -> Int {
    let quote = bytes[start]
    var index = start + 1
    var isEscaped = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), let next = splice(bytes, at: index) {
        index = next
        continue
      }
      if byte == UInt8(ascii: "\n") { return index }
      if byte == quote, !isEscaped { return index + 1 }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      index += 1
    }
    return bytes.count
  }
}
