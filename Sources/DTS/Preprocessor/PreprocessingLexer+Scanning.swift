/// Where the parts of a text end; shared by the lexer and by the fast walk through plain text.
extension PreprocessingLexer {
  /// The offset behind a backslash at `start` with the line end that follows it, blanks between allowed.
  static func splice(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: "\n") ? index + 1 : nil
  }

  /// A stretch of text without its continued lines.
  static func unspliced(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let source = Array(text)
    var clean: [UInt8] = []
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "\\"), let next = splice(source, at: index) {
        index = next
      } else {
        clean.append(source[index])
        index += 1
      }
    }
    return clean
  }

  /// The offset behind the comment that begins at `start`; nil if it does not end.
  static func endOfBlockComment(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 2
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") { return index + 2 }
      index += 1
    }
    return nil
  }

  /// The offset of the line end at or behind `start`; a continued line goes on.
  static func endOfLine(_ bytes: [UInt8], at start: Int) -> Int {
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

  /// The offset behind the number at `start`, as C's preprocessing numbers go: `0x1fe-x` ends before the
  /// `-`, `1e-x` does not.
  static func endOfNumber(_ bytes: [UInt8], at start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        guard index > start, [0x65, 0x70].contains(bytes[index - 1] | 0x20) else { return index }
      } else if !byte.isIdentifierByte, byte != UInt8(ascii: ".") {
        return index
      }
      index += 1
    }
    return index
  }

  /// The offset behind the string or character literal at `start`, or of the line end it does not reach
  /// beyond.
  static func endOfQuoted(_ bytes: [UInt8], at start: Int) -> (end: Int, closed: Bool) {
    var isSpliced = false
    return endOfQuoted(bytes, at: start, isSpliced: &isSpliced)
  }

  /// The same; `isSpliced` is set if a line is continued on the way.
  static func endOfQuoted(
    _ bytes: [UInt8], at start: Int, isSpliced: inout Bool
  ) -> (end: Int, closed: Bool) {
    let quote = bytes[start]
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote { return (index + 1, true) }
      if byte == UInt8(ascii: "\n") { return (index, false) }
      if byte == UInt8(ascii: "\\") {
        if let next = splice(bytes, at: index) {
          index = next
          isSpliced = true
          continue
        }
        // The byte that it escapes may stand behind the ends of continued lines.
        index += 1
        while index < bytes.count, bytes[index] == UInt8(ascii: "\\"), let next = splice(bytes, at: index) {
          index = next
          isSpliced = true
        }
        if index == bytes.count || bytes[index] == UInt8(ascii: "\n") { continue }
      }
      index += 1
    }
    return (bytes.count, false)
  }

  /// How many bytes the punctuator at `start` has: the longest that C knows.
  static func punctuatorLength(_ bytes: [UInt8], at start: Int) -> Int {
    let first = bytes[start]
    let second = start + 1 < bytes.count ? bytes[start + 1] : 0
    let third = start + 2 < bytes.count ? bytes[start + 2] : 0
    switch first {
    case UInt8(ascii: "."):
      return second == first && third == first ? 3 : 1
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      if second == first { return third == UInt8(ascii: "=") ? 3 : 2 }
      return second == UInt8(ascii: "=") ? 2 : 1
    case UInt8(ascii: "#"):
      return second == first ? 2 : 1
    case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "+"):
      return second == first || second == UInt8(ascii: "=") ? 2 : 1
    case UInt8(ascii: "-"):
      return second == first || second == UInt8(ascii: "=") || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"),
      UInt8(ascii: "^"):
      return second == UInt8(ascii: "=") ? 2 : 1
    default: return 1
    }
  }
}
