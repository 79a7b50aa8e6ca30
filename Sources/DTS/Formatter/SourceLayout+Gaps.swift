/// Blanks within a line: those that set something in a column stay.
extension SourceLayout {
  /// Writes what belongs in front of a piece that goes on with its line: the blanks that set it in a column, or one.
  mutating func gap(before piece: SourcePiece, _ statement: Statement) {
    let needsSpace = needsSpace(before: piece, statement)
    guard piece.newlines == 0, !piece.blanks.isEmpty, !(needsSpace && isOneSpace(piece)),
      statement.parentheses > 0 && needsSpace
        || statement.shape?.isSet(
          piece, needsSpace: needsSpace, isInList: statement.isInList) == true
    else {
      if needsSpace { space() }
      return
    }
    fill(piece, to: piece.column + lineShift, atLeast: needsSpace ? 1 : 0)
  }

  /// Writes blanks up to a column, tabs if there were any; one of them where the column is not to be had.
  mutating func fill(_ piece: SourcePiece, to target: Int, atLeast least: Int) {
    let width = target - column
    let old = piece.column - (last?.endColumn ?? 0)
    guard width >= least, width <= max(old, 0) + 64 else {
      guard least > 0 else { return }
      guard piece.hasTab else { return space() }
      out.append(0x09)
      column = (column / 8 + 1) * 8
      return
    }
    if piece.hasTab {
      while (column / 8 + 1) * 8 <= target {
        out.append(0x09)
        column = (column / 8 + 1) * 8
      }
    }
    while column < target { space() }
  }

  /// Whether something of a kind on the line above or below begins at the same column as a piece.
  func isInColumn(_ index: Int, where isAlike: (SourcePiece) -> Bool = { _ in true }) -> Bool {
    let column = pieces[index].column
    // What stands further away in a line than this is no table.
    var lines = 0
    for piece in pieces[..<index].suffix(64).reversed() {
      if lines == 1, piece.column == column, isAlike(piece) { return true }
      if piece.newlines > 0 { lines += lines == 0 && piece.newlines > 1 ? 2 : 1 }
      if lines > 1 { break }
    }
    lines = 0
    for piece in pieces[(index + 1)...].prefix(64) {
      lines += piece.newlines
      if lines > 1 { break }
      if lines == 1, piece.column == column, isAlike(piece) { return true }
    }
    return false
  }

  func isOneSpace(_ piece: SourcePiece) -> Bool {
    piece.blanks.count == 1 && text[piece.blanks.lowerBound] == 0x20
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
}
