/// Sees whether the pieces of a source make whole statements, as far as that can be told before any preprocessing.
///
/// What is laid out as if it were something else is hard to mend, so a text with a slip is better refused. Where a macro
/// or a condition stands in a statement, nothing is known of it: then only brackets are looked at.
struct StatementCheck {
  /// What the piece before belongs to.
  enum Place {
    /// Nothing: a statement ended, or a block began.
    case start
    /// The names in front of a `=`, `;` or `{`.
    case head
    case value
    /// A block that its `}` has ended and its `;` not yet.
    case block
  }

  /// A condition of the preprocessor that is open.
  struct Condition {
    var index: Int
    /// What was open in front of it.
    var place: Place
    var depth: Int
    var hasElse = false
  }

  /// A block that is open: its `{`, and the column that its line begins at; nil where a branch of a condition has it.
  typealias Block = (index: Int, column: Int)?

  let text: [UInt8]
  let pieces: [SourcePiece]
  var place = Place.start
  /// Whether a macro or a condition in the statement makes it something else than it looks.
  var isOpaque = false
  /// What of the statement was seen.
  var head = Head()
  var value = Value()
  /// The piece before, comments left out.
  var last: Int?
  private var conditions: [Condition] = []
  private var blocks: [Block] = []
  /// The `{` above a `}` that stands further left: one is missing in between.
  private var suspect: Int?
  private var lineColumn = 0

  private init(_ source: ScannedSource) { (text, pieces) = (source.text, source.pieces) }

  /// Throws where a statement is not whole.
  ///
  /// Complexity: O(n) of the pieces.
  static func run(_ source: ScannedSource) throws(FormatFailure) {
    var check = StatementCheck(source)
    for index in source.pieces.indices {
      let piece = source.pieces[index]
      if piece.newlines > 0 || index == 0 { check.lineColumn = piece.column }
      if piece.isComment { continue }
      try check.take(piece, index)
      check.last = index
    }
    try check.end()
  }

  private mutating func take(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    if piece.kind == .directive { return try takeDirective(piece, index) }
    if place == .block, !piece.isMark(";") {
      guard isMacro(index) else { throw missing(";", "this '}'") }
      (place, isOpaque) = (.head, true)
    }
    switch piece.kind {
    case .mark(UInt8(ascii: "{")): try open(index)
    case .mark(UInt8(ascii: "}")): try close(piece)
    case .mark(UInt8(ascii: ";")): try endStatement(index)
    default:
      if place == .value { try takeInValue(piece, index) } else { try takeInHead(piece, index) }
    }
  }

  // MARK: Blocks

  private mutating func open(_ index: Int) throws(FormatFailure) {
    if place == .value { try endValue(before: "{", index) }
    if place == .start, let last, pieces[last].isMark(";") || pieces[last].isMark("{") {
      throw failure("this block has no name", at: index, "nodes begin with NAME {")
    }
    blocks.append((index, lineColumn))
    begin()
  }

  private mutating func close(_ piece: SourcePiece) throws(FormatFailure) {
    if place == .value || place == .head, !isOpaque { throw missing(";", "this statement") }
    begin()
    guard let block = blocks.popLast() else { return }
    place = .block
    if let block, piece.newlines > 0, piece.column < block.column, suspect == nil { suspect = block.index }
  }

  private mutating func endStatement(_ index: Int) throws(FormatFailure) {
    if place == .value { try endValue(before: ";", index) }
    if place == .start, let last, pieces[last].isMark(";") || pieces[last].isMark("{") {
      throw failure("there is nothing for this ';' to end", at: index, "take it out")
    }
    begin()
  }

  /// Begins a statement.
  mutating func begin() {
    (place, isOpaque, head, value) = (.start, false, Head(), Value())
  }

  private mutating func end() throws(FormatFailure) {
    if let condition = conditions.last {
      throw failure("this condition is not ended", at: condition.index, "add the missing #endif")
    }
    if let block = blocks.last {
      let index = suspect ?? block?.index ?? 0
      throw failure("this block is not ended: '};' is missing", at: index, "give every '{' its '};'")
    }
    if place == .block || place == .value || place == .head && !isOpaque {
      throw missing(";", place == .block ? "this '}'" : "this statement")
    }
  }

  // MARK: Conditions

  private mutating func takeDirective(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    if place == .head || place == .value { isOpaque = true }
    guard let name = PieceScanner.directiveName(in: text, at: piece.range.lowerBound) else { return }
    switch Directive(name) {
    case .ifTrue, .ifdef, .ifndef:
      conditions.append(Condition(index: index, place: place, depth: blocks.count))
    case .otherwise, .elif, .elifdef, .elifndef:
      let spelling = String(decoding: name, as: UTF8.self)
      guard var condition = conditions.popLast() else {
        throw failure("'#\(spelling)' without '#if'", at: index, "take it out, or add the '#if'")
      }
      if condition.hasElse {
        throw failure("'#\(spelling)' behind '#else'", at: index, "'#else' is the last branch of a condition")
      }
      condition.hasElse = Directive(name) == .otherwise
      conditions.append(condition)
      resume(condition)
    case .endif:
      if conditions.popLast() == nil {
        throw failure("'#endif' without '#if'", at: index, "take it out, or add the '#if'")
      }
    default: break
    }
  }

  /// Goes on in another branch as in front of the first.
  private mutating func resume(_ condition: Condition) {
    begin()
    place = condition.place
    isOpaque = place == .head || place == .value
    if blocks.count > condition.depth {
      blocks.removeLast(blocks.count - condition.depth)
    } else {
      blocks += repeatElement(nil, count: condition.depth - blocks.count)
    }
  }

  // MARK: What is wrong

  func failure(_ message: String, at index: Int, _ help: String) -> FormatFailure {
    FormatFailure(message: message, offset: pieces[index].range.lowerBound, help: help)
  }

  /// Something is missing behind the piece before; the compiler says so at the same byte.
  func missing(_ what: String, _ behind: String) -> FormatFailure {
    let end = last.map { pieces[$0].range.upperBound - 1 } ?? 0
    return FormatFailure(message: "missing '\(what)' behind \(behind)", offset: end, help: "add it")
  }

  func spelling(_ index: Int) -> String { String(decoding: text[pieces[index].range], as: UTF8.self) }

  /// Whether a piece may be a macro: a name of C in front of a `(`, or with a capital letter.
  func isMacro(_ index: Int) -> Bool {
    guard pieces[index].kind == .word || pieces[index].kind == .label else { return false }
    let name = text[pieces[index].range]
    guard name.allSatisfy({ $0.isIdentifierByte }), name.first?.isDigit == false else { return false }
    if index + 1 < pieces.count, pieces[index + 1].isMark("(") { return true }
    return name.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }
}
