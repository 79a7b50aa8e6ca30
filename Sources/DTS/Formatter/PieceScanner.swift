/// Cuts a source, before any preprocessing, into pieces; comments and directives are pieces like any other.
///
/// It knows as much of the language as it takes to see where a name, a list or a macro's arguments begin and end, and
/// takes everything else for words.
struct PieceScanner {
  private let text: [UInt8]
  private var index = 0
  private var pieces: [SourcePiece] = []
  /// How many `(` are open: within them commas, `<` and `>` are part of an expression or of a macro's arguments.
  private var parentheses = 0
  /// Whether a statement's `=` was seen and its `;` not yet.
  private var isInValue = false

  /// All pieces of a text.
  ///
  /// Complexity: O(n).
  static func pieces(of text: [UInt8]) throws(FormatFailure) -> [SourcePiece] {
    var scanner = PieceScanner(text)
    try scanner.run()
    return scanner.pieces
  }

  private init(_ text: [UInt8]) { self.text = text }

  private mutating func run() throws(FormatFailure) {
    var newlines = 0
    var columns = ColumnCounter(text)
    while true {
      let blanks = index
      while index < text.count, text[index].isBlank { index += 1 }
      guard index < text.count else { return }
      if text[index] == UInt8(ascii: "\n") {
        newlines += 1
        index += 1
        continue
      }
      // Between pieces a line may end with a backslash for all it changes.
      if text[index] == UInt8(ascii: "\\"), let end = PreprocessingLexer.splice(text, at: index) {
        newlines += 1
        index = end
        continue
      }
      let start = index
      let kind = try scan(isLineStart: newlines > 0 || pieces.isEmpty)
      pieces.append(
        SourcePiece(
          kind: kind, range: start..<index, newlines: newlines, blanks: blanks..<start,
          hasTab: text[blanks..<start].contains(0x09),
          column: columns.column(of: start), endColumn: columns.column(of: index)))
      newlines = 0
    }
  }

  private func at(_ offset: Int) -> UInt8 { index + offset < text.count ? text[index + offset] : 0 }

  private mutating func scan(isLineStart: Bool) throws(FormatFailure) -> SourcePiece.Kind {
    let byte = text[index]
    if isLineStart, byte == UInt8(ascii: "#") || byte == UInt8(ascii: "/"),
      Self.directiveName(in: text, at: index) != nil
    {
      index = Self.endOfDirective(in: text, at: index)
      return .directive
    }
    switch byte {
    case UInt8(ascii: "/") where at(1) == UInt8(ascii: "*"): return try takeBlockComment()
    case UInt8(ascii: "/") where at(1) == UInt8(ascii: "/"):
      index = PreprocessingLexer.endOfContinuedLine(text, at: index)
      return .lineComment
    case UInt8(ascii: "\""):
      try takeQuoted("string")
      return .string
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"):
      parentheses = 0
      isInValue = false
    case UInt8(ascii: "("): parentheses += 1
    case UInt8(ascii: ")"): parentheses = max(0, parentheses - 1)
    case UInt8(ascii: "=") where parentheses == 0 && !isInValue: isInValue = true
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","):
      guard isInValue, parentheses == 0 else { return try takeWord() }
    default: return try takeWord()
    }
    index += 1
    return .mark(byte)
  }

  private mutating func takeBlockComment() throws(FormatFailure) -> SourcePiece.Kind {
    guard let end = PreprocessingLexer.endOfBlockComment(text, at: index) else {
      throw FormatFailure(message: "this comment does not end", offset: index, help: "end it with */")
    }
    index = end
    return .blockComment
  }

  private mutating func takeQuoted(_ what: String) throws(FormatFailure) {
    let (start, quote) = (index, text[index])
    index += 1
    while index < text.count, text[index] != quote { index += text[index] == UInt8(ascii: "\\") ? 2 : 1 }
    guard index < text.count else {
      // Where quotes do not pair, it is mostly the first string over several lines that lacks its own.
      let tall = pieces.first { $0.kind == .string && text[$0.range].contains(UInt8(ascii: "\n")) }
      throw FormatFailure(
        message: "this \(what) does not end", offset: tall?.range.lowerBound ?? start,
        help: "end it with \(UnicodeScalar(quote))")
    }
    index += 1
  }

  /// A word ends at a blank or a mark; `&{…}` is one, and so is a character in quotes.
  private mutating func takeWord() throws(FormatFailure) -> SourcePiece.Kind {
    let start = index
    if text[index] == UInt8(ascii: "&"), at(1) == UInt8(ascii: "{") {
      while index < text.count, text[index] != UInt8(ascii: "}"), text[index] != UInt8(ascii: "\n") {
        index += 1
      }
      index = min(text.count, index + 1)
      return .word
    }
    var mayBeLabel = parentheses == 0
    while index < text.count, !endsWord(from: start) {
      if mayBeLabel, text[index] == UInt8(ascii: ":") {
        // What stands before a second colon is no label either.
        mayBeLabel = false
        if NameCharacters.isLabel(text[start..<index]) {
          index += 1
          return .label
        }
      }
      if text[index] == UInt8(ascii: "'"), isCharacter {
        try takeQuoted("character")
      } else if text[index] == UInt8(ascii: "\\"), PreprocessingLexer.splice(text, at: index) != nil {
        throw FormatFailure(
          message: "a word goes on behind a backslash on the next line", offset: index,
          help: "put the word on one line")
      } else {
        index += 1
      }
    }
    // Something that begins no word is one by itself.
    if index == start { index += 1 }
    return .word
  }

  private var isCharacter: Bool {
    at(2) == UInt8(ascii: "'")
      || at(1) == UInt8(ascii: "\\") && text[index...].prefix(8).dropFirst(2).contains(0x27)
  }

  private func endsWord(from start: Int) -> Bool {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      return true
    case UInt8(ascii: "/"): return at(1) == UInt8(ascii: "*") || at(1) == UInt8(ascii: "/")
    case UInt8(ascii: "="): return parentheses == 0 && !isInValue
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","):
      return isInValue && parentheses == 0
    case UInt8(ascii: "&"): return index > start && parentheses == 0 && !isInValue
    default: return byte.isBlank
    }
  }
}
