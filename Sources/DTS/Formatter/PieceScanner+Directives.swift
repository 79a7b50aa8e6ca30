/// Lines for the preprocessor.
extension PieceScanner {
  /// The name in the directive whose line begins at an index; nil if what stands there is none, such as
  /// `#address-cells`.
  ///
  /// Comments may stand in front of the `#` and behind it: to cpp they are blanks. Complexity: O(n) of the comments.
  static func directiveName(in text: [UInt8], at index: Int) -> ArraySlice<UInt8>? {
    let mark = endOfSpace(in: text, from: index)
    guard mark < text.count, text[mark] == UInt8(ascii: "#") else { return nil }
    let start = endOfSpace(in: text, from: mark + 1)
    var end = start
    while end < text.count, text[end].isNameByte { end += 1 }
    let name = text[start..<end]
    // `# 12 "file"` says where the next line comes from.
    if end < text.count, name.allSatisfy({ $0.isDigit }) {
      return start > mark + 1 || name.isEmpty ? name : nil
    }
    return Directive(name) == nil ? nil : name
  }

  /// The first byte from an index on that is neither blank nor in a comment, on lines that continue each other.
  private static func endOfSpace(in text: [UInt8], from start: Int) -> Int {
    var index = start
    while index < text.count {
      if text[index].isBlank {
        index += 1
      } else if text[index] == UInt8(ascii: "\\"), let end = PreprocessingLexer.splice(text, at: index) {
        index = end
      } else if text[index] == UInt8(ascii: "/"), index + 1 < text.count,
        text[index + 1] == UInt8(ascii: "*")
      {
        index = PreprocessingLexer.endOfBlockComment(text, at: index) ?? text.count
      } else {
        break
      }
    }
    return index
  }

  /// To the end of the line, and of those that continue it; a comment within may go on for more lines.
  static func endOfDirective(in text: [UInt8], at start: Int) -> Int {
    var index = start
    while index < text.count {
      let next = index + 1 < text.count ? text[index + 1] : 0
      switch text[index] {
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        index = PreprocessingLexer.endOfBlockComment(text, at: index) ?? text.count
      // Behind these no comment begins that could go on for more lines.
      case UInt8(ascii: "\""): index = PreprocessingLexer.endOfContinuedQuoted(text, at: index)
      case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
        return min(text.count, PreprocessingLexer.endOfContinuedLine(text, at: index))
      case UInt8(ascii: "\\"): index = PreprocessingLexer.splice(text, at: index) ?? index + 2
      case UInt8(ascii: "\n"): return index
      default: index += 1
      }
    }
    return min(index, text.count)
  }
}
