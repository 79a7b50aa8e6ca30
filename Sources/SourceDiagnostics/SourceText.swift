import Synchronization

/// The bytes of a source file and where its lines start, each made when it is first asked for.
///
/// Most texts are compiled without a word said of them: then neither is made.
final class SourceText: Sendable {
  /// A list that is made once and then only read.
  private final class Once<Element: Sendable>: Sendable {
    let elements: [Element]
    init(_ elements: [Element]) { self.elements = elements }
  }

  private let origin: [UInt8]
  private let pieces: [SourceStretch]
  private let joined = AtomicLazyReference<Once<UInt8>>()
  private let starts = AtomicLazyReference<Once<Int>>()

  /// The text that pieces of `origin` make; without pieces `origin` itself.
  init(_ origin: [UInt8], pieces: [SourceStretch] = []) {
    self.origin = origin
    self.pieces = pieces
  }

  /// The text.
  ///
  /// Complexity: O(1); O(n) in the bytes the first time if it is made of pieces.
  var bytes: [UInt8] {
    if pieces.isEmpty { return origin }
    if let list = joined.load() { return list.elements }
    var bytes: [UInt8] = []
    for piece in pieces {
      bytes += repeatElement(UInt8(ascii: "\n"), count: piece.emptyLines)
      bytes += origin[piece.range]
    }
    return joined.storeIfNil(Once(bytes)).elements
  }

  /// The offset of each line's first byte; the first is always 0.
  ///
  /// Complexity: O(n) in the text's bytes the first time.
  var lineStarts: [Int] {
    if let list = starts.load() { return list.elements }
    let text = bytes
    var offsets = [0]
    for index in text.indices where text[index] == UInt8(ascii: "\n") { offsets.append(index + 1) }
    return starts.storeIfNil(Once(offsets)).elements
  }
}

/// A stretch of a text that went through a preprocessor, at its old place in the file that it came from.
package struct SourceStretch: Hashable, Sendable {
  /// How many lines of the file stand before it of which nothing is left.
  package var emptyLines: Int
  /// Which bytes of the preprocessed text it is.
  package var range: Range<Int>

  package init(emptyLines: Int, range: Range<Int>) {
    self.emptyLines = emptyLines
    self.range = range
  }

  /// How many bytes it has in its file.
  package var count: Int { emptyLines + range.count }
}
