import Synchronization

/// The offsets at which the lines of a text start.
///
/// Most texts are never asked for a line, so they are looked for when the first is.
final class LineStarts: Sendable {
  /// A list that is made once and then only read.
  private final class List: Sendable {
    let offsets: [Int]
    init(_ offsets: [Int]) { self.offsets = offsets }
  }

  private let text: [UInt8]
  private let found = AtomicLazyReference<List>()

  init(of text: [UInt8]) { self.text = text }

  /// The offset of each line's first byte; the first is always 0.
  ///
  /// Complexity: O(n) in the text's bytes the first time.
  var offsets: [Int] {
    if let list = found.load() { return list.offsets }
    var starts = [0]
    for index in text.indices where text[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    return found.storeIfNil(List(starts)).offsets
  }
}
