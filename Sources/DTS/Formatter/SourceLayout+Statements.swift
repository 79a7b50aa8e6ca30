/// Properties, and what stands in front of a block.
extension SourceLayout {
  mutating func write(_ piece: SourcePiece, _ index: Int) {
    guard var current = statement else { return begin(piece, index) }
    if current.isInValue {
      writeInValue(piece, index, &current)
    } else {
      writeInHead(piece, index, &current)
    }
    statement = current.end == index ? nil : current
    // What is included may be what the node behind it goes on with.
    if statement == nil { endedStatement = !current.isInclude }
  }

  private mutating func begin(_ piece: SourcePiece, _ index: Int) {
    if endOfInline != nil || followsComment(index) {
      space()
      lineShift = column - piece.column
    } else {
      newStatement(piece, isApart: endedStatement && wantsRoom(at: index))
    }
    append(text[piece.range])
    var current = Statement()
    current.isInclude = text[piece.range].elementsEqual("/include/".utf8)
    current.end = endOfMacro(at: index)
    current.isReservation = text[piece.range].elementsEqual("/memreserve/".utf8)
    statement = current.end == index ? nil : current
    endedStatement = statement == nil
  }

  /// Whether a comment of one line begins the line of a statement.
  private func followsComment(_ index: Int) -> Bool {
    guard index > 0, pieces[index].newlines == 0, pieces[index - 1].kind == .blockComment else {
      return false
    }
    return (index == 1 || pieces[index - 1].newlines > 0)
      && !text[pieces[index - 1].range].contains(UInt8(ascii: "\n"))
  }

  /// Begins a line at the margin of the open block.
  mutating func newStatement(_ piece: SourcePiece, isApart: Bool = false) {
    newLine(piece, isApart: isApart)
    // Like `#include`, dtc's own may stand at the left margin.
    let isInclude = piece.column == 0 && text[piece.range].elementsEqual("/include/".utf8)
    indent(to: isInclude ? 0 : margin)
    lineShift = margin - piece.column
    blockShift = margin - lineColumn
  }

  private mutating func writeInHead(_ piece: SourcePiece, _ index: Int, _ current: inout Statement) {
    if current.parentheses > 0 {
      if piece.newlines > 0 || last?.endsLine == true {
        newRow(piece, at: rowColumn(of: piece, current))
      } else {
        gap(before: piece, current)
      }
    } else if last?.endsLine == true {
      newLine(piece)
      indent(to: margin + 8)
    } else if piece.newlines > 0, standsAlone(last) {
      newRow(piece, at: margin)
    } else if current.isReservation, piece.newlines == 0, piece.hasTab {
      fill(piece, to: piece.column + lineShift, atLeast: 1)
    } else if last?.kind == .label, piece.blanks.count > 1, isInColumn(index) {
      fill(piece, to: piece.column + lineShift, atLeast: 1)
    } else if piece.isMark("="), piece.blanks.count > 1 || piece.hasTab,
      isInColumn(index, where: { $0.isMark("=") })
    {
      fill(piece, to: piece.column + lineShift, atLeast: 1)
    } else if piece.isMark("=") || last?.kind == .label || last?.isComment == true || piece.newlines > 0
      || !piece.blanks.isEmpty
    {
      space()
    }
    append(text[piece.range])
    if piece.isMark("=") {
      current.isInValue = true
      current.shape = ValueShape(of: pieces, behind: index, column: column + 1, width: width)
    }
    count(piece, &current)
  }

  /// Whether something in front of a name may have a line of its own: a label, `/omit-if-no-ref/`, a comment.
  private func standsAlone(_ piece: SourcePiece?) -> Bool {
    guard let piece else { return false }
    return piece.kind == .label || piece.isComment || text[piece.range].elementsEqual("/omit-if-no-ref/".utf8)
  }

  func count(_ piece: SourcePiece, _ current: inout Statement) {
    if piece.isMark("(") {
      current.parentheses += 1
    } else if piece.isMark(")") {
      current.parentheses = max(0, current.parentheses - 1)
    }
  }
}
