/// How a property's value stands in the text, which tells what of its layout was meant.
struct ValueShape {
  /// Whether it goes on for more than one line.
  var isTall = false
  /// Whether its end is so far to the right that lines are made of it.
  var isFarTooLong = false
  /// The column of the first list's `<` or `[`.
  var listColumn: Int?
  /// Whether its rows would run over the width of a page if they were aligned with the first entry.
  var keepsRows = false
  /// Whether more than one blank, or a tab, stands between two pieces of a line.
  private var hasWideGaps = false
  /// How often that is so between two cells of a list: once may be a slip.
  private var wideCells = 0
  /// The columns at which pieces begin or end in more than one line: those of a table.
  private var shared: Set<Int> = []
  /// Whether a list begins without a blank, and the columns of those `>` that stand without one.
  private var hasTightOpening = false
  private var tightClosings: Set<Int> = []

  /// Looks at the value whose `=` is at an index and will be followed by its first entry at a column.
  ///
  /// Complexity: O(n) of its pieces.
  init(of pieces: [SourcePiece], behind equals: Int, column: Int, width: Int) {
    var index = equals + 1
    var depth = 0
    var rowStart: Int?
    while index < pieces.count {
      let piece = pieces[index]
      if piece.isMark(";") || piece.isMark("{") || piece.isMark("}") { break }
      let isRow = piece.newlines > 0
      if isRow { isTall = true }
      if isRow || index == equals + 1 {
        rowStart = isRow && depth == 0 && index > equals + 1 ? piece.column : nil
      }
      if let rowStart, !piece.isComment, piece.endColumn <= width,
        column - rowStart + piece.endColumn > width
      {
        keepsRows = true
      }
      if piece.isMark("<") || piece.isMark("[") {
        if listColumn == nil { listColumn = piece.column }
        depth += 1
      } else if piece.isMark(">") || piece.isMark("]") {
        depth -= 1
        if piece.blanks.isEmpty { tightClosings.insert(piece.column) }
      } else if index > equals + 1, pieces[index - 1].isMark("<"), piece.blanks.isEmpty {
        hasTightOpening = true
      }
      if piece.blanks.count > 1 || piece.hasTab, !isRow, !piece.isComment {
        hasWideGaps = true
        if depth > 0, !pieces[index - 1].isMark("<"), !pieces[index - 1].isMark("[") { wideCells += 1 }
      }
      index += 1
    }
    isFarTooLong = !isTall && (pieces[..<index].last?.endColumn ?? 0) > width + 20
    if hasWideGaps || isTall { share(pieces, from: equals + 1, to: index) }
  }

  /// Notes the columns that the value's lines share with each other and with the lines around them.
  private mutating func share(_ pieces: [SourcePiece], from start: Int, to end: Int) {
    // What stands further away in a line than this is no table.
    let first = Self.startOfLine(above: start, pieces, limit: 256)
    var last = end
    var breaks = 0
    while last < min(pieces.count, end + 256), breaks < 2 {
      last += 1
      if last < pieces.count, pieces[last].newlines > 0 { breaks += 1 }
    }
    var line = 0
    var seen: [Int: Int] = [:]
    for piece in pieces[first..<min(last, pieces.count)] {
      line += piece.newlines
      if piece.isComment { continue }
      for column in [piece.column, piece.endColumn] {
        if let other = seen[column], other != line { shared.insert(column) }
        seen[column] = line
      }
    }
  }

  private static func startOfLine(above index: Int, _ pieces: [SourcePiece], limit: Int) -> Int {
    var start = index
    var breaks = 0
    while start > max(0, index - limit) {
      if pieces[start].newlines > 0 {
        breaks += 1
        if breaks == 2 { return start }
      }
      start -= 1
    }
    return start
  }

  /// Whether more blanks than needed stand in front of a piece to set it in a column: a tab between cells, or a run
  /// that lines up with something or is too long for a slip.
  func isSet(_ piece: SourcePiece, needsSpace: Bool, isInList: Bool) -> Bool {
    if needsSpace, piece.hasTab, isTall || isInList { return true }
    if needsSpace, isTall && piece.blanks.count > 2 || isInList && wideCells > 1 { return true }
    guard shared.contains(piece.column) || shared.contains(piece.endColumn) else { return false }
    if needsSpace { return true }
    if piece.isMark(">") || piece.isMark("]") { return tightClosings.contains(piece.column) }
    return isTall && hasTightOpening
  }
}
