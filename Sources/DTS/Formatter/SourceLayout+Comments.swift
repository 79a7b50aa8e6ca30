/// Comments: one on a line of its own is indented like what follows, one behind something stays there.
extension SourceLayout {
  mutating func writeComment(_ piece: SourcePiece, _ index: Int) {
    let isOwnLine = last == nil || piece.newlines > 0 || last?.endsLine == true
    if isOwnLine, let statement {
      newRow(piece, at: statement.isInValue ? rowColumn(ofComment: index, statement) : margin)
      if statement.isInValue, beginsRow(index) {
        var current = statement
        note(piece, &current)
        self.statement = current
      }
    } else if isOwnLine {
      newLine(piece, isApart: endedStatement && leadsToNode(from: index))
      let staysLeft = leadsToDirective(from: index) || depth == 0 && piece.column < margin
      indent(to: staysLeft ? 0 : margin)
    } else if last?.isMark("<") != true || !piece.blanks.isEmpty {
      // Comments behind values are often set in columns.
      if piece.blanks.count > 1 || piece.hasTab {
        fill(piece, to: piece.column + (piece.hasTab ? blockShift / 8 * 8 : blockShift), atLeast: 1)
      } else {
        space()
      }
    }
    writeLines(of: piece)
    if isOwnLine, statement == nil { endedStatement = false }
  }

  /// The lines of a block comment keep their places to each other; those with a `*` in front are set below the
  /// first one's.
  private mutating func writeLines(of piece: SourcePiece) {
    let start = column
    let old = piece.column
    var isFirst = true
    for line in text[piece.range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let content = Self.trimmedEnd(line.drop { $0.isBlank })
      if isFirst {
        append(Self.trimmedEnd(line))
      } else {
        out.append(UInt8(ascii: "\n"))
        column = 0
        if content.first == UInt8(ascii: "*") {
          indent(to: start + 1)
        } else if !content.isEmpty {
          indent(to: max(0, ColumnCounter.column(behind: line.prefix { $0.isBlank }, at: 0) + start - old))
        }
        append(content)
      }
      isFirst = false
    }
  }

  /// Whether more of a value stands behind a comment, on its line.
  private func beginsRow(_ index: Int) -> Bool {
    guard let next = pieces[(index + 1)...].prefix(8).first(where: { !$0.isComment }) else { return false }
    return pieces[index].kind == .blockComment && next.newlines == 0 && !next.isMark(";")
  }

  /// Whether a comment at the left margin is about a directive: the next thing below it, without an empty line.
  private func leadsToDirective(from index: Int) -> Bool {
    guard pieces[index].column == 0 else { return false }
    // Longer comments than this are about more than one directive.
    for piece in pieces[(index + 1)...].prefix(64) {
      if piece.newlines > 1 { return false }
      if !piece.isComment { return piece.kind == .directive }
    }
    return false
  }

  /// Whether the next statement, behind comments that stand together with it, is a node of several lines.
  func leadsToNode(from index: Int) -> Bool {
    var next = index
    while next < pieces.count, pieces[next].isComment {
      next += 1
      if next < pieces.count, pieces[next].newlines > 1 { return false }
    }
    return wantsRoom(at: next)
  }
}
