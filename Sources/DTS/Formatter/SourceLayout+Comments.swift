/// Comments: one on a line of its own is indented like what follows, one behind something stays there.
extension SourceLayout {
  mutating func writeComment(_ piece: SourcePiece, _ index: Int) {
    let isOwnLine = last == nil || piece.newlines > 0 || last?.endsLine == true
    if isOwnLine {
      newLine(piece, isApart: statement == nil && endedStatement && leadsToNode(from: index))
      indent(to: commentColumn(index))
    } else if last?.isMark("<") != true || !piece.blanks.isEmpty {
      // Comments behind values are often set in columns.
      let isSet = piece.blanks.count > 1 || text[piece.blanks].contains(0x09)
      let blanks = isSet ? text[piece.blanks] : [0x20]
      out.append(contentsOf: blanks)
      column = Self.width(of: blanks, from: column)
    }
    writeLines(of: piece)
    if isOwnLine, statement == nil { endedStatement = false }
  }

  private func commentColumn(_ index: Int) -> Int {
    if leadsToDirective(from: index) { return 0 }
    guard let statement else { return margin }
    return continuationColumn(of: statement)
  }

  /// The lines of a block comment keep their places to each other; those with a `*` in front are set below the
  /// first one's.
  private mutating func writeLines(of piece: SourcePiece) {
    let start = column
    let old = columnInText(of: piece)
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
          indent(to: max(0, Self.width(of: line.prefix { $0.isBlank }, from: 0) + start - old))
        }
        append(content)
      }
      isFirst = false
    }
  }

  private func columnInText(of piece: SourcePiece) -> Int {
    let line = text[..<piece.range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Self.width(of: text[line..<piece.range.lowerBound], from: 0)
  }

  /// The column behind some bytes that begin at a column, with tabs of eight.
  static func width(of bytes: some Collection<UInt8>, from column: Int) -> Int {
    bytes.reduce(column) { $1 == 0x09 ? ($0 / 8 + 1) * 8 : $0 + 1 }
  }

  /// Whether a comment at the left margin is about a directive: the next thing below it, without an empty line.
  private func leadsToDirective(from index: Int) -> Bool {
    guard columnInText(of: pieces[index]) == 0 else { return false }
    // Longer comments than this are about more than one directive.
    for piece in pieces[(index + 1)...].prefix(64) {
      if piece.newlines > 1 { return false }
      if !piece.isComment { return piece.kind == .directive }
    }
    return false
  }

  /// Whether the next statement, behind comments that stand together with it, is a node.
  func leadsToNode(from index: Int) -> Bool {
    var next = index
    while next < pieces.count, pieces[next].isComment {
      next += 1
      if next < pieces.count, pieces[next].newlines > 1 { return false }
    }
    return isNode(at: next)
  }
}
