/// Where the parts of a text end whose continued lines are joined; shared by the lexer and by the fast walk through plain
/// text.
extension PreprocessingLexer {
  /// The offset behind the comment that begins at `start`; nil if it does not end.
  static func endOfBlockComment(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 2
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") { return index + 2 }
      index += 1
    }
    return nil
  }

  /// The offset of the line end at or behind `start`.
  static func endOfLine(_ bytes: [UInt8], at start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
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
    let quote = bytes[start]
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote { return (index + 1, true) }
      if byte == UInt8(ascii: "\n") { return (index, false) }
      let escapes =
        byte == UInt8(ascii: "\\") && index + 1 < bytes.count && bytes[index + 1] != UInt8(ascii: "\n")
      index += escapes ? 2 : 1
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
