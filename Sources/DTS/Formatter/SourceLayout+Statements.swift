/// Properties, and what stands in front of a block.
extension SourceLayout {
  mutating func write(_ piece: SourcePiece, _ index: Int) {
    guard var current = statement else { return begin(piece, index) }
    if current.isInValue {
      writeInValue(piece, index, &current)
    } else {
      writeInHead(piece, &current)
    }
    statement = current.end == index ? nil : current
    if statement == nil { endedStatement = true }
  }

  private mutating func begin(_ piece: SourcePiece, _ index: Int) {
    newLine(piece, isApart: endedStatement && isNode(at: index))
    indent(to: margin)
    append(text[piece.range])
    var current = Statement()
    current.end = endOfMacro(at: index)
    statement = current.end == index ? nil : current
    endedStatement = statement == nil
  }

  private mutating func writeInHead(_ piece: SourcePiece, _ current: inout Statement) {
    if last?.endsLine == true {
      newLine(piece)
      indent(to: margin + 8)
    } else if current.parentheses > 0, piece.newlines > 0 {
      newLine(SourcePiece(kind: piece.kind, range: piece.range, newlines: 1, blanks: piece.blanks))
      indent(to: current.parenthesisColumn)
    } else if piece.isMark("=") || last?.kind == .label || last?.isComment == true || piece.newlines > 0
      || !piece.blanks.isEmpty && !piece.isMark(")") && last?.isMark("(") != true
    {
      space()
    }
    append(text[piece.range])
    if piece.isMark("=") { current.isInValue = true }
    count(piece, &current)
  }

  /// The column of a line that goes on with a statement.
  func continuationColumn(of statement: Statement) -> Int {
    if statement.parentheses > 0 { return statement.parenthesisColumn }
    return statement.listColumn ?? statement.valueColumn ?? margin + 8
  }

  private mutating func writeInValue(_ piece: SourcePiece, _ index: Int, _ current: inout Statement) {
    let isClosing = piece.isMark(">") || piece.isMark("]")
    if breaksLine(before: piece, index, current) {
      newLine(SourcePiece(kind: piece.kind, range: piece.range, newlines: 1, blanks: piece.blanks))
      indent(to: isClosing && current.isHanging ? margin : continuationColumn(of: current))
    } else if needsSpace(before: piece, current) {
      space()
    }
    if current.valueColumn == nil, current.listColumn == nil { current.valueColumn = column }
    append(piece)
    if isClosing {
      current.listColumn = nil
      current.isHanging = false
    } else if piece.isMark("<") || piece.isMark("["), current.listColumn == nil {
      current.isHanging =
        index + 1 < pieces.count && (pieces[index + 1].newlines > 0 || pieces[index + 1].endsLine)
      current.listColumn = current.isHanging ? margin + 8 : column
    } else {
      count(piece, &current)
    }
  }

  private func count(_ piece: SourcePiece, _ current: inout Statement) {
    if piece.isMark("(") {
      if current.parentheses == 0 { current.parenthesisColumn = column }
      current.parentheses += 1
    } else if piece.isMark(")") {
      current.parentheses = max(0, current.parentheses - 1)
    }
  }

  private func breaksLine(before piece: SourcePiece, _ index: Int, _ current: Statement) -> Bool {
    guard let last else { return false }
    if last.endsLine { return true }
    if piece.isMark(",") { return false }
    if piece.isMark(">") || piece.isMark("]") { return piece.newlines > 0 && current.isHanging }
    if piece.newlines > 0 { return true }
    guard last.isMark(","), current.parentheses == 0, current.listColumn == nil else { return false }
    return column + 1 + entryWidth(from: index) > width && column > (current.valueColumn ?? 0)
  }

  private func needsSpace(before piece: SourcePiece, _ current: Statement) -> Bool {
    guard let last else { return false }
    if current.parentheses > 0 || piece.isMark("(") {
      // Expressions and macros' arguments are the author's.
      return !piece.blanks.isEmpty && !last.isMark("<") || last.isMark("=") && current.parentheses == 0
        || last.isMark(",") && current.parentheses == 0
    }
    if piece.isMark(",") || piece.isMark(">") || piece.isMark("]") { return false }
    if last.isMark("<") || last.isMark("[") { return false }
    if last.isMark("=") || last.isMark(",") || last.kind == .label || last.isComment { return true }
    if piece.isMark("<"), last.kind == .word { return true }
    return !piece.blanks.isEmpty || piece.newlines > 0
  }

  /// How wide the entry is that begins at a piece, to the comma or semicolon behind it, included.
  private func entryWidth(from index: Int) -> Int {
    var total = 0
    var depth = 0
    for piece in pieces[index...] {
      if piece.newlines > 0, total > 0 { return total }
      if total > 0, !piece.blanks.isEmpty { total += 1 }
      total += piece.range.count
      if total > width || piece.endsLine { return total }
      switch piece.kind {
      case .mark(UInt8(ascii: "(")), .mark(UInt8(ascii: "<")): depth += 1
      case .mark(UInt8(ascii: ")")), .mark(UInt8(ascii: ">")): depth -= 1
      case .mark(UInt8(ascii: ";")): return total
      case .mark(UInt8(ascii: ",")) where depth <= 0: return total
      default: break
      }
    }
    return total
  }

  /// Writes a piece; hexadecimal digits of a number in a list are made small.
  private mutating func append(_ piece: SourcePiece) {
    let bytes = text[piece.range]
    if let statement, statement.listColumn != nil, statement.parentheses == 0, piece.kind == .word,
      Self.isHexadecimal(bytes)
    {
      append(bytes.map { (0x41...0x46).contains($0) ? $0 | 0x20 : $0 })
    } else {
      append(bytes)
    }
  }

  static func isHexadecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count > 2 && bytes.first == UInt8(ascii: "0")
      && bytes.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
      && bytes.dropFirst(2).allSatisfy { $0.hexValue != nil }
  }
}
