/// A property's value: what stands in lines stays in them, and each line begins at its column.
extension SourceLayout {
  mutating func writeInValue(_ piece: SourcePiece, _ index: Int, _ current: inout Statement) {
    let isClosing = piece.isMark(">") || piece.isMark("]")
    if breaksLine(before: piece, index, current) {
      newRow(piece, at: isClosing ? closingColumn(of: piece, current) : rowColumn(of: piece, current))
    } else {
      gap(before: piece, current)
      if piece.newlines > 0 { lineShift = column - piece.column }
    }
    note(piece, &current)
    append(piece)
    if isClosing {
      current.list = nil
      current.isInList = false
    } else if piece.isMark("<") || piece.isMark("[") {
      current.isInList = true
    } else {
      count(piece, &current)
    }
  }

  /// Notes where a value or list begins, at the first thing in it that is not beside the mark before.
  mutating func note(_ piece: SourcePiece, _ current: inout Statement) {
    let place = Place(
      column: column, oldColumn: piece.column, isHanging: piece.newlines > 0 || last?.endsLine == true,
      hasSign: hasSign(piece))
    if current.isInList {
      guard current.list == nil else { return }
      current.list = place
      // Where blanks behind the `<` go, the cells of a line go along; in a table only if its rows do.
      guard current.shape?.isTall != true || last?.column == current.value?.oldColumn else { return }
    } else {
      guard current.value == nil else { return }
      current.value = place
    }
    if !place.isHanging { lineShift = column - piece.column }
  }

  /// A `>` on a line of its own ends a list that began on one, at the margin.
  private func closingColumn(of piece: SourcePiece, _ current: Statement) -> Int {
    current.list?.isHanging == true ? margin : min(max(margin, piece.column + blockShift), margin + width)
  }

  private func breaksLine(before piece: SourcePiece, _ index: Int, _ current: Statement) -> Bool {
    guard let last else { return false }
    if last.endsLine { return true }
    if piece.isMark(",") { return false }
    if piece.newlines > 0 { return true }
    // A value in one line that is too long gets lines; where the author made some they are his.
    guard last.isMark(","), current.shape?.isTall == false, current.parentheses == 0, !current.isInList
    else { return false }
    return current.shape?.isFarTooLong == true && column + 1 + entryWidth(from: index) > width
      && column > (current.value?.column ?? 0)
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

  /// Writes a piece; a hexadecimal number in a list gets small letters.
  private mutating func append(_ piece: SourcePiece) {
    let bytes = text[piece.range]
    if let statement, statement.isInList, statement.parentheses == 0, piece.kind == .word,
      Self.isHexadecimal(bytes)
    {
      append(bytes.map { $0 | 0x20 })
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
