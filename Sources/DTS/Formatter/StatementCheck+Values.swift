/// What stands behind a `=`: strings, lists, references, macros, with commas between.
extension StatementCheck {
  /// What of it was seen.
  struct Value {
    enum Entry {
      case none
      /// A string, list or reference.
      case whole
      /// Something of which a macro may make anything.
      case word
    }

    /// What the piece before is part of; nothing behind a comma.
    var entry = Entry.none
    /// The `<` or `[` that is open, and the first `(`.
    var list: Int?
    var parenthesis: Int?
    var depth = 0
    /// The piece in front of the first that stands behind an entry, without a comma, on a line of its own: a `;` may be
    /// missing there.
    var lineEnd: Int?
  }

  mutating func takeInValue(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    if piece.isMark("(") {
      if value.depth == 0 { value.parenthesis = index }
      value.depth += 1
      return
    }
    if piece.isMark(")") {
      guard value.depth > 0 || isOpaque else {
        throw failure("there is no '(' for this ')' to end", at: index, "take it out")
      }
      value.depth = max(0, value.depth - 1)
      if value.depth == 0 { value.entry = .word }
      return
    }
    guard value.depth == 0, !isOpaque else { return }
    if value.list == nil { try takeEntry(piece, index) } else { try takeInList(piece, index) }
  }

  private mutating func takeInList(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    guard let list = value.list else { return }
    let closing = pieces[list].isMark("<") ? Unicode.Scalar(">") : "]"
    if piece.isMark(closing) {
      (value.list, value.entry) = (nil, .whole)
    } else if piece.isMark(",") {
      throw failure("a list has no commas", at: index, "end the list in front of it, or take it out")
    } else if piece.kind == .string || isMark(piece) || text[piece.range].last == UInt8(ascii: "=") {
      throw failure("this list is not ended", at: list, "add the missing '\(closing)'")
    }
  }

  private func isMark(_ piece: SourcePiece) -> Bool {
    if case .mark = piece.kind { true } else { false }
  }

  private mutating func takeEntry(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    if piece.newlines > 0, value.entry != .none, value.lineEnd == nil { value.lineEnd = last }
    switch piece.kind {
    case .mark(UInt8(ascii: ",")):
      if value.entry == .none {
        throw failure("there is no value in front of this ','", at: index, "take it out")
      }
      value.entry = .none
      value.lineEnd = nil
    case .mark(UInt8(ascii: "<")), .mark(UInt8(ascii: "[")):
      if value.entry == .whole { throw missing(",", "this value") }
      value.list = index
    case .string:
      if value.entry == .whole { throw missing(",", "this value") }
      value.entry = .whole
    case .mark:
      throw failure("there is no list for this '\(spelling(index))' to end", at: index, "take it out")
    case .word: try takeWord(piece, index)
    default: break
    }
  }

  private mutating func takeWord(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    let word = text[piece.range]
    if word.last == UInt8(ascii: "=") { throw missingEnd(index) }
    if word.first == UInt8(ascii: "&") {
      if value.entry == .whole { throw missing(",", "this value") }
      value.entry = .whole
      return
    }
    if value.entry == .whole, !isMacro(index) {
      // A string that went over its line took the quote of the next one.
      if let last, pieces[last].kind == .string, text[pieces[last].range].contains(UInt8(ascii: "\n")) {
        throw failure("this string does not end on its line", at: last, "add the missing '\"'")
      }
      throw piece.newlines > 0
        ? missing(";", "this value")
        : failure("'\(spelling(index))' stands behind a value", at: index, "take it out, or write ',' or ';'")
    }
    value.entry = .word
  }

  /// Ends the value in front of a `;` or of what can only be another statement's.
  func endValue(before mark: Character, _ index: Int) throws(FormatFailure) {
    guard !isOpaque else { return }
    if let parenthesis = value.parenthesis, value.depth > 0 {
      throw failure("this '(' is not ended", at: parenthesis, "add the missing ')'")
    }
    if let list = value.list {
      throw failure(
        "this list is not ended", at: list, "add the missing '\(pieces[list].isMark("<") ? ">" : "]")'")
    }
    if mark != ";" { throw missingEnd(index) }
    if value.entry == .none {
      throw failure(
        "there is no value in front of this ';'", at: index, "add it, or take the mark before out")
    }
  }

  /// A `;` is missing somewhere in front of a piece: at the end of a line, if the value has more.
  private func missingEnd(_ index: Int) -> FormatFailure {
    guard let end = value.lineEnd else {
      return failure(
        "'\(spelling(index))' cannot stand in a value", at: index, "is a ';' missing in front of it?")
    }
    return FormatFailure(
      message: "missing ';' behind this value", offset: pieces[end].range.upperBound - 1, help: "add it")
  }
}
