/// Text without macros: what dtc's own `/include/` brings in, and what went through a preprocessor already.
extension Preprocessor {
  /// Reads the innermost open file up to its end, or up to a file that it includes.
  ///
  /// Only line ends, quotes and slashes mean anything here, and no other common byte is below them.
  mutating func readRawText() {
    let top = cursors.count - 1
    let input = cursors[top].input
    let bytes = texts[input].bytes
    let end = bytes.count
    var index = cursors[top].offset
    var run = index
    var isAtLineStart = cursors[top].isAtLineStart
    while index < end {
      if isAtLineStart {
        isAtLineStart = false
        let hash = directiveStart(bytes, from: index, raw: true)
        if hash >= 0, let marker = LineMarker(bytes, at: hash) {
          copy(input, bytes, run..<index)
          run = index
          index = min(PreprocessingLexer.endOfLine(bytes, at: hash) + 1, bytes.count)
          follow(marker, at: run..<index, of: input)
          run = index
          isAtLineStart = true
          continue
        }
      }
      while index < end, Self.isPlain(bytes[index]) { index += 1 }
      guard index < end else { break }
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        index += 1
        isAtLineStart = true
      case UInt8(ascii: "\""), UInt8(ascii: "'"): index = Self.endOfRawQuoted(bytes, at: index)
      case UInt8(ascii: "/"):
        let next = index + 1 < end ? bytes[index + 1] : 0
        if next == UInt8(ascii: "*") || next == UInt8(ascii: "/") {
          copy(input, bytes, run..<index)
          index = skipComment(bytes, at: index, input: input)
          run = index
        } else if next == UInt8(ascii: "i"), let include = dtcInclude(bytes, at: index) {
          copy(input, bytes, run..<index)
          cursors[top].offset = include.end
          cursors[top].isAtLineStart = false
          if openInclude(include, from: input) { return }
          index = include.end
          run = index
        } else {
          index += 1
        }
      default: index += 1
      }
    }
    copy(input, bytes, run..<end)
    closeFile()
  }

  /// Whether the byte is none of those that mean something: most are letters, digits and blanks.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > UInt8(ascii: "/") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// Strings of dtc's own texts go over line ends; those that cpp reads end there, whatever comes.
  private static func endOfRawQuoted(_ bytes: [UInt8], at start: Int) -> Int {
    guard bytes[start] == UInt8(ascii: "\"") else {
      return PreprocessingLexer.endOfQuoted(bytes, at: start).end
    }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return bytes.count
  }
}
