/// What a statement is, told by what comes.
extension SourceLayout {
  /// Whether the statement that begins at a piece is a node, and not one in a line by itself: those may stand close.
  func wantsRoom(at index: Int) -> Bool {
    // No node has more labels than this.
    for (place, piece) in pieces[min(index, pieces.count)...].prefix(256).enumerated() {
      switch piece.kind {
      case .mark(UInt8(ascii: "{")):
        return endOfInlineBlock(at: index + place, column: piece.endColumn) == nil
      case .word, .label, .blockComment, .lineComment: continue
      default: return false
      }
    }
    return false
  }

  /// The `}` of a block that the author has put on one line and that has room there, if none of its nodes holds two
  /// properties or two nodes: `{ }`, `{ status = "okay"; }`, `{ reg = <0>; out: endpoint { }; }`.
  func endOfInlineBlock(at index: Int, column: Int) -> Int? {
    guard pieces[index].newlines == 0 else { return nil }
    var nodes: [(properties: Int, children: Int)] = [(0, 0)]
    var total = column
    for (place, piece) in pieces[(index + 1)...].enumerated() {
      total += piece.range.count
      if !piece.blanks.isEmpty { total += 1 }
      if piece.newlines > 0 || piece.endsLine || total > width { return nil }
      if piece.isMark("{") {
        nodes[nodes.count - 1].children += 1
        nodes.append((0, 0))
      } else if piece.isMark("}") {
        if nodes.count == 1 { return index + 1 + place }
        nodes.removeLast()
      } else if piece.isMark(";"), !pieces[index + place].isMark("}") {
        nodes[nodes.count - 1].properties += 1
      }
      if let node = nodes.last, node.properties > 1 || node.children > 1 { return nil }
    }
    return nil
  }

  /// The piece that ends a statement without a `;`: `/include/ "file"`, or the call of a macro on a line of its
  /// own; nil for any other statement.
  func endOfMacro(at index: Int) -> Int? {
    let piece = pieces[index]
    guard piece.kind == .word, index + 1 < pieces.count else { return piece.kind == .word ? index : nil }
    let word = text[piece.range]
    let next = pieces[index + 1]
    if word.elementsEqual("/include/".utf8) { return next.kind == .string ? index + 1 : nil }
    guard word.first?.isIdentifierByte == true, word.allSatisfy({ $0.isIdentifierByte }) else { return nil }
    guard next.isMark("(") else { return endsHere(behind: index) ? index : nil }
    var depth = 0
    for (place, piece) in pieces[(index + 1)...].enumerated() {
      if piece.isMark("(") { depth += 1 }
      if piece.isMark(")") { depth -= 1 }
      if piece.isMark("{") || piece.isMark("}") || piece.isMark(";") { return nil }
      if depth == 0 { return endsHere(behind: index + 1 + place) ? index + 1 + place : nil }
    }
    return nil
  }

  /// Whether what follows a piece on the next line begins something new.
  private func endsHere(behind index: Int) -> Bool {
    guard index + 1 < pieces.count else { return true }
    let next = pieces[index + 1]
    guard next.newlines > 0 else { return false }
    switch next.kind {
    case .word, .label, .directive, .mark(UInt8(ascii: "}")): return true
    case .lineComment, .blockComment: return true
    default: return false
    }
  }

  /// The column at which a part of a node's body is indented as a whole, since it is included there; 0 for what stands
  /// for itself.
  ///
  /// Complexity: O(n) of the pieces.
  static func base(of source: ScannedSource) -> Int {
    var depth = 0
    var least: Int?
    for piece in source.pieces where !piece.isComment && piece.kind != .directive {
      if piece.isMark("}") { depth -= 1 }
      if depth == 0 {
        let word = source.text[piece.range]
        let isWhole =
          word.first == UInt8(ascii: "&")
          || ["/", "/dts-v1/", "/plugin/", "/memreserve/"].contains { word.elementsEqual($0.utf8) }
        if isWhole { return 0 }
        if piece.newlines > 0 || least == nil { least = min(least ?? piece.column, piece.column) }
        if least == 0 { return 0 }
      }
      if piece.isMark("{") { depth += 1 }
    }
    return min(least ?? 0, 64) / 8 * 8
  }
}
