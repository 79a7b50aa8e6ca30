/// A source being laid out, piece by piece.
struct SourceLayout {
  let text: [UInt8]
  let pieces: [SourcePiece]
  let width: Int
  var out: [UInt8] = []
  var column = 0

  /// The column of what stands in no block.
  let base: Int
  /// How many blocks are open, and how many were at each `#if` that is open.
  var depth = 0
  var conditions: [Int] = []
  /// The statement being written; nil between statements.
  var statement: Statement?
  /// The piece written last.
  var last: SourcePiece?
  /// Whether the piece written last ended a statement that was a property or a whole node.
  var endedStatement = false

  /// The piece that ends the block that stays on one line, if one is open.
  var endOfInline: Int?
  /// The column of the first piece of the line in the text.
  var lineColumn = 0
  /// How far the line being written stands to the right of where it stood, and how far the block around it does.
  var lineShift = 0
  var blockShift = 0

  /// Where a statement is.
  struct Statement {
    /// Whether it is a `/memreserve/` or an `/include/`.
    var isReservation = false
    var isInclude = false
    /// Whether the `=` was written, and how the value behind it stands in the text.
    var isInValue = false
    var shape: ValueShape?
    /// Where the value begins, and the list that is open.
    var value: Place?
    var isInList = false
    var list: Place?
    /// How many `(` are open.
    var parentheses = 0
    /// The piece that ends it without a `;`, as the call of a macro does.
    var end: Int?
  }

  init(_ source: ScannedSource, width: Int) {
    (text, pieces) = (source.text, source.pieces)
    self.width = width
    base = Self.base(of: source)
    out.reserveCapacity(text.count + text.count / 16)
  }

  mutating func run() throws(FormatFailure) -> [UInt8] {
    for index in pieces.indices {
      let piece = pieces[index]
      if piece.newlines > 0 || index == 0 { lineColumn = piece.column }
      switch piece.kind {
      case .directive: writeDirective(piece)
      case .lineComment, .blockComment: writeComment(piece, index)
      case .mark(UInt8(ascii: "{")): open(piece, index)
      case .mark(UInt8(ascii: "}")): try close(piece, index)
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
    let isAtEdge =
      last.isMark("{") || piece.isMark("}") || last.isMark("=") || last.isMark("<") || piece.isMark(">")
    if (piece.newlines > 1 || isApart) && !isAtEdge { out.append(UInt8(ascii: "\n")) }
  }

  mutating func indent(to wanted: Int) {
    // A slip of the first entry to the left, in a text that is no source, would lead before the line.
    let target = max(0, wanted)
    out.append(contentsOf: repeatElement(UInt8(ascii: "\t"), count: target / 8))
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: target % 8))
    column = target
  }

  /// The column of what stands directly in the open block; deeper ones are not indented further.
  var margin: Int { base + 8 * min(depth, 40) }

  mutating func space() {
    out.append(UInt8(ascii: " "))
    column += 1
  }

  mutating func append(_ bytes: some Collection<UInt8>) {
    out.append(contentsOf: bytes)
    column = ColumnCounter.column(behind: bytes, at: column)
  }

  // MARK: Marks of blocks

  private mutating func open(_ piece: SourcePiece, _ index: Int) {
    if statement == nil || last?.endsLine == true {
      newStatement(piece)
    } else {
      space()
    }
    append(text[piece.range])
    if endOfInline == nil { endOfInline = endOfInlineBlock(at: index, column: column) }
    depth += 1
    statement = nil
    endedStatement = false
  }

  private mutating func close(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    guard depth > 0 else {
      throw FormatFailure(
        message: "there is no block for this '}' to end", offset: piece.range.lowerBound,
        help: "take it out, or look for a '{' that is missing above")
    }
    depth -= 1
    if endOfInline != nil {
      if !piece.blanks.isEmpty || last?.isMark("{") != true { space() }
    } else {
      newStatement(piece)
    }
    if endOfInline == index { endOfInline = nil }
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
      out.append(contentsOf: Self.directiveLine(line))
    }
    column = 0
    countBlocks(of: piece)
    endedStatement = false
  }

  /// Each branch of a condition begins with as many blocks open as the first.
  private mutating func countBlocks(of piece: SourcePiece) {
    guard let name = PieceScanner.directiveName(in: text, at: piece.range.lowerBound) else { return }
    switch Directive(name) {
    case .ifTrue, .ifdef, .ifndef: conditions.append(depth)
    case .otherwise, .elif, .elifdef, .elifndef: if let known = conditions.last { depth = known }
    case .endif: _ = conditions.popLast()
    default: break
    }
  }

  /// A directive's line without trailing blanks, except behind a backslash: preprocessors differ in what that is.
  private static func directiveLine(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let trimmed = trimmedEnd(line)
    return trimmed.last == UInt8(ascii: "\\") && line.last != UInt8(ascii: "\r") ? line : trimmed
  }

  static func trimmedEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let end = line.lastIndex(where: { !$0.isBlank }) else { return [] }
    return line[...end]
  }
}
