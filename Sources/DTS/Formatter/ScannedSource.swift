/// A source's text, and the pieces that it is cut into.
struct ScannedSource {
  /// The text: its lines end as `LineEnds` has them, but for what stands in quotes.
  private(set) var text: [UInt8]
  let pieces: [SourcePiece]

  /// Cuts a text into pieces.
  ///
  /// A carriage return that stands alone ends a line, as cpp reads it; in a string it is a byte like any other, since
  /// dtc keeps it. Complexity: O(n).
  init(_ original: [UInt8]) throws(FormatFailure) {
    text = LineEnds.unified(original)
    pieces = try PieceScanner.pieces(of: text)
    guard text != original else { return }
    for piece in pieces where piece.kind == .string || piece.kind == .word {
      for index in piece.range where text[index] != original[index] { text[index] = original[index] }
    }
  }
}
