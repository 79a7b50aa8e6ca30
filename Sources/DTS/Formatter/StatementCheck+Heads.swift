/// What stands in front of a `=`, `;` or `{`: labels, a keyword, a name.
extension StatementCheck {
  /// What of it was seen.
  struct Head {
    /// Whether the name was.
    var hasName = false
    /// Whether it is `/include/` or `/memreserve/`, which have no name.
    var isInclude = false
    var isReservation = false
  }

  mutating func takeInHead(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    place = .head
    switch piece.kind {
    case .label: break
    case .string:
      if head.isInclude { return begin() }
      if !isOpaque { throw missing("=", "this name") }
    case .mark(UInt8(ascii: "=")):
      if !head.hasName, !isOpaque {
        throw failure("this value has no name", at: index, "write NAME = VALUE;")
      }
      place = .value
      isOpaque = false
    case .mark: isOpaque = true
    default: try takeName(piece, index)
    }
  }

  private mutating func takeName(_ piece: SourcePiece, _ index: Int) throws(FormatFailure) {
    let word = text[piece.range]
    if isMacro(index) { isOpaque = true }
    guard !isOpaque, !head.isReservation else { return }
    if word.first == UInt8(ascii: "/"), let end = word.dropFirst().firstIndex(of: UInt8(ascii: "/")) {
      let keyword = word[...end]
      head.isInclude = keyword.elementsEqual("/include/".utf8)
      head.isReservation = keyword.elementsEqual("/memreserve/".utf8)
      // `/dts-v1/` and `/plugin/` stand for a name, and behind `/delete-node/` it may follow without a blank.
      let name = word[(end + 1)...]
      head.hasName =
        keyword.elementsEqual("/dts-v1/".utf8) || keyword.elementsEqual("/plugin/".utf8)
        || !name.isEmpty && name.last != UInt8(ascii: ":")
      return
    }
    if head.hasName {
      let isList = word.first == UInt8(ascii: "<") || word.first == UInt8(ascii: "[")
      if isList { throw missing("=", "this name") }
      if piece.newlines > 0 { throw missing(";", "this statement") }
      throw failure(
        "'\(spelling(index))' stands behind a name", at: index, "take it out, or write '=' or ';'")
    }
    guard
      word.first == UInt8(ascii: "&") || word.elementsEqual("/".utf8) || word.allSatisfy({ $0.isNameByte })
    else {
      throw failure(
        "'\(spelling(index))' is no name", at: index, "names have letters, digits and , . _ + * # ? @ -")
    }
    head.hasName = true
  }
}
