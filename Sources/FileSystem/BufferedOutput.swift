/// Text on its way to standard output, which goes there in pieces: an answer of any length takes little memory.
package struct BufferedOutput {
  private static let pieceSize = 1 << 16
  private static let blanks = [UInt8](repeating: UInt8(ascii: " "), count: 1024)
  private var piece: [UInt8] = []
  private var sentByteCount = 0

  package init() { piece.reserveCapacity(2 * Self.pieceSize) }

  /// How many bytes were added so far.
  package var byteCount: Int { sentByteCount + piece.count }

  /// Adds text.
  package mutating func append(_ text: String) {
    piece.append(contentsOf: text.utf8)
    flushIfFull()
  }

  /// Adds bytes.
  package mutating func append(_ bytes: ArraySlice<UInt8>) {
    piece.append(contentsOf: bytes)
    flushIfFull()
  }

  /// Adds so many blanks.
  package mutating func append(blanks count: Int) {
    var rest = count
    while rest > 0 {
      let part = Self.blanks.prefix(rest)
      append(part)
      rest -= part.count
    }
  }

  private mutating func flushIfFull() {
    if piece.count >= Self.pieceSize { flush() }
  }

  /// Sends all that was added.
  package mutating func flush() {
    Files.write(piece)
    sentByteCount += piece.count
    piece.removeAll(keepingCapacity: true)
  }
}
