/// What a statement is, told by what comes.
extension SourceLayout {
  /// Whether the statement that begins at a piece is a node.
  func isNode(at index: Int) -> Bool {
    for piece in pieces[min(index, pieces.count)...] {
      switch piece.kind {
      case .mark(UInt8(ascii: "{")): return true
      case .word, .label, .blockComment, .lineComment: continue
      default: return false
      }
    }
    return false
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
}
