/// A source being laid out, piece by piece.
struct SourceLayout {
  let text: [UInt8]
  let pieces: [SourcePiece]
  let width: Int
  var out: [UInt8] = []
  var column = 0

  /// How many blocks are open, and how many were at each `#if` that is open.
  var depth = 0
  var conditions: [Int] = []
  /// The statement being written; nil between statements.
  var statement: Statement?
  /// The piece written last.
  var last: SourcePiece?
  /// Whether the piece written last ended a statement that was a property or a whole node.
  var endedStatement = false

  /// Where a statement is.
  struct Statement {
    /// Whether the `=` was written.
    var isInValue = false
    /// The column of the value's first entry.
    var valueColumn: Int?
    /// The column behind the `<` or `[` that is open.
    var listColumn: Int?
    /// Whether the list that is open began with a line end: its `>` stands on a line of its own.
    var isHanging = false
    /// How many `(` are open, and the column behind the first.
    var parentheses = 0
    var parenthesisColumn = 0
    /// The piece that ends it without a `;`, as the call of a macro does.
    var end: Int?
  }

  init(text: [UInt8], pieces: [SourcePiece], width: Int) {
    self.text = text
    self.pieces = pieces
    self.width = width
    out.reserveCapacity(text.count + text.count / 16)
  }

  mutating func run() throws(FormatFailure) -> [UInt8] {
    for index in pieces.indices {
      let piece = pieces[index]
      switch piece.kind {
      case .directive: writeDirective(piece)
      case .lineComment, .blockComment: writeComment(piece, index)
      case .mark(UInt8(ascii: "{")): open(piece)
      case .mark(UInt8(ascii: "}")): try close(piece)
      case .mark(UInt8(ascii: ";")): end(piece)
      default: write(piece, index)
      }
      last = piece
    }
    if depth != 0, let place = pieces.last {
      throw FormatFailure(
        message: "\(depth) block\(depth == 1 ? " is" : "s are") not ended: '};' is missing",
        offset: place.range.lowerBound, help: "give every '{' its '};'")
    }
    if !out.isEmpty { out.append(UInt8(ascii: "\n")) }
    return out
  }

  // MARK: Lines

  /// Begins a line, with an empty one before it if there was one or `isApart` asks for it.
  mutating func newLine(_ piece: SourcePiece, isApart: Bool = false) {
    guard let last else { return }
    out.append(UInt8(ascii: "\n"))
    column = 0
    let isAtEdge = last.isMark("{") || piece.isMark("}")
    if (piece.newlines > 1 || isApart) && !isAtEdge { out.append(UInt8(ascii: "\n")) }
  }

  mutating func indent(to target: Int) {
    out.append(contentsOf: repeatElement(UInt8(ascii: "\t"), count: target / 8))
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: target % 8))
    column = target
  }

  /// The column of what stands directly in the open block; deeper ones are not indented further.
  var margin: Int { 8 * min(depth, 40) }

  mutating func space() {
    out.append(UInt8(ascii: " "))
    column += 1
  }

  mutating func append(_ bytes: some Collection<UInt8>) {
    out.append(contentsOf: bytes)
    column += bytes.count
  }

  // MARK: Marks of blocks

  private mutating func open(_ piece: SourcePiece) {
    if statement == nil || last?.endsLine == true {
      newLine(piece)
      indent(to: margin)
    } else {
      space()
    }
    append(text[piece.range])
    depth += 1
    statement = nil
    endedStatement = false
  }

  private mutating func close(_ piece: SourcePiece) throws(FormatFailure) {
    guard depth > 0 else {
      throw FormatFailure(
        message: "there is no block for this '}' to end", offset: piece.range.lowerBound,
        help: "take it out, or look for a '{' that is missing above")
    }
    depth -= 1
    newLine(piece)
    indent(to: margin)
    append(text[piece.range])
    statement = nil
    endedStatement = false
  }

  private mutating func end(_ piece: SourcePiece) {
    if last?.endsLine == true {
      newLine(piece)
      indent(to: statement == nil ? margin : margin + 8)
    }
    append(text[piece.range])
    statement = nil
    endedStatement = true
  }

  // MARK: Directives

  private mutating func writeDirective(_ piece: SourcePiece) {
    if last != nil {
      out.append(UInt8(ascii: "\n"))
      if piece.newlines > 1, last?.isMark("{") != true { out.append(UInt8(ascii: "\n")) }
    }
    var isFirst = true
    for line in text[piece.range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if !isFirst { out.append(UInt8(ascii: "\n")) }
      isFirst = false
      out.append(contentsOf: Self.trimmedEnd(line))
    }
    column = 0
    countBlocks(of: text[piece.range])
    endedStatement = false
  }

  /// Each branch of a condition begins with as many blocks open as the first.
  private mutating func countBlocks(of directive: ArraySlice<UInt8>) {
    let name = directive.dropFirst().drop { $0.isBlank }.prefix { $0.isIdentifierByte }
    switch String(decoding: name.prefix(16), as: UTF8.self) {
    case "if", "ifdef", "ifndef": conditions.append(depth)
    case "else", "elif": if let known = conditions.last { depth = known }
    case "endif": _ = conditions.popLast()
    default: break
    }
  }

  static func trimmedEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let end = line.lastIndex(where: { !$0.isBlank }) else { return [] }
    return line[...end]
  }
}
