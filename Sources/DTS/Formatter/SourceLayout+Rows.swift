/// Where the lines begin that a value goes on with.
extension SourceLayout {
  /// Where the first entry of a value, or the first cell of a list, stands.
  struct Place {
    /// Its column as written, and in the text.
    var column: Int
    var oldColumn: Int
    /// Whether it stands on a line below the `=` or the `<`.
    var isHanging: Bool
    /// Whether it begins with a minus sign, which those around it may leave room for.
    var hasSign = false

    /// The column of a line below that began at a column of the text: aligned if it nearly was.
    func column(ofRow old: Int, hasSign: Bool, atLeast least: Int) -> Int {
      let distance = old - oldColumn
      if isSign(distance, hasSign) { return column + distance }
      if abs(distance) < 4 || distance < 0 && (isHanging || column + distance < least) { return column }
      return column + distance
    }

    /// Whether a row stands one column off because it or the first one has a sign.
    func isSign(_ distance: Int, _ other: Bool) -> Bool {
      hasSign != other && distance == (hasSign ? 1 : -1)
    }
  }

  /// Beyond this no line is indented: what would be aligned further right is not meant to be read.
  private static let widestIndentation = 256

  /// The column at which a piece begins a line in a value.
  func rowColumn(of piece: SourcePiece, _ statement: Statement) -> Int {
    let least = margin + 8
    let column: Int
    if statement.parentheses > 0 {
      column = max(least, piece.column + lineShift)
    } else if let list = statement.list {
      // Cells may stand below the first one, or below its `<`.
      let isBelowMark = !list.isHanging && piece.column == list.oldColumn - 1
      column =
        isBelowMark
        ? list.column - 1 : list.column(ofRow: piece.column, hasSign: hasSign(piece), atLeast: least)
    } else if statement.isInList {
      column = max(least, piece.column + blockShift)
    } else if let value = statement.value {
      column = entryColumn(of: piece, value, statement)
    } else {
      column = max(least, piece.column + blockShift)
    }
    return column > Self.widestIndentation ? least : column
  }

  /// Entries align with the first one, or with its list if `/bits/` stands in front; those that would not have room
  /// then stay where they are.
  private func entryColumn(of piece: SourcePiece, _ value: Place, _ statement: Statement) -> Int {
    let distance = piece.column - value.oldColumn
    if value.isHanging || value.isSign(distance, hasSign(piece)) {
      return value.column(ofRow: piece.column, hasSign: hasSign(piece), atLeast: margin + 8)
    }
    guard let shape = statement.shape else { return value.column }
    if shape.keepsRows { return max(margin + 8, piece.column + blockShift) }
    if let list = shape.listColumn, piece.column == list { return value.column + list - value.oldColumn }
    return value.column
  }

  /// Whether a piece is a negative number, maybe in quotes.
  func hasSign(_ piece: SourcePiece) -> Bool {
    text[piece.range].first { $0 != UInt8(ascii: "\"") } == UInt8(ascii: "-")
  }

  /// The column of a comment on a line of its own in a value: with the row it stands above, if it does so in the text,
  /// and else where it was.
  func rowColumn(ofComment index: Int, _ statement: Statement) -> Int {
    let piece = pieces[index]
    let row = rowColumn(of: piece, statement)
    let kept = max(margin, piece.column + blockShift)
    if abs(kept - row) < 4 || kept > Self.widestIndentation { return row }
    let next = pieces[(index + 1)...].prefix(64).first { !$0.isComment }
    return next?.newlines == 0 || next?.column == piece.column ? row : kept
  }

  /// Begins a line of a statement: at its column, with an empty line in front if the author left one.
  mutating func newRow(_ piece: SourcePiece, at target: Int) {
    newLine(piece)
    indent(to: target)
    lineShift = target - piece.column
  }
}
