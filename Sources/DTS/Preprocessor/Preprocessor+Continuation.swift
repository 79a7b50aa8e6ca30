/// Lines that a backslash at their end continues, in the middle of a string or a name.
extension Preprocessor {
  /// Copies a stretch of an input without the ends of continued lines.
  mutating func copySpliced(_ input: Int, _ bytes: [UInt8], _ range: Range<Int>) {
    var run = range.lowerBound
    var index = run
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "\\"), let next = PreprocessingLexer.splice(bytes, at: index) {
        copy(input, bytes, run..<index)
        run = next
        index = next
      } else {
        index += 1
      }
    }
    copy(input, bytes, run..<range.upperBound)
  }

  /// The identifier that begins at `start`, if a continued line is in it.
  mutating func splicedName(_ bytes: [UInt8], from start: Int) -> (symbol: Int32, end: Int)? {
    var lexer = PreprocessingLexer(bytes: bytes, input: 0, offset: start)
    let token = lexer.next(&origins.symbols)
    return token.flags.contains(.spliced) ? (token.symbol, lexer.offset) : nil
  }
}
