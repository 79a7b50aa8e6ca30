/// Four bytes of the blob that libfdt would be editing in the place of a tree.
///
/// Where names stand in the strings block only the writer of the blob knows; what depends on that is left to it.
struct BlobWord: Hashable, Sendable {
  /// The bytes, the first in the highest place; 0 for those that `source` gives.
  var bytes: UInt32
  /// Where the last bytes come from, if they are not known.
  var source: Source?
  /// How many of the last bytes `source` gives: its own last ones.
  var sourcedCount: UInt8 = 0

  /// A word that only the writer of the blob knows.
  enum Source: Hashable, Sendable {
    /// Where the name of a property, which has this number, stands in the strings block.
    case nameOffset(ofProperty: Int32)
    /// The strings block from a byte on, as it was when the tree had so many places of properties.
    ///
    /// Behind its end libfdt finds what memory held, which cannot be known: 0 stands for it.
    case strings(from: UInt32, properties: Int32)
  }

  init(_ bytes: UInt32) { self.bytes = bytes }

  init(_ source: Source) {
    (bytes, self.source, sourcedCount) = (0, source, 4)
  }

  /// The last `count` of the bytes, the others being 0.
  func last(_ count: Int) -> BlobWord {
    var word = self
    word.bytes &= Self.mask(count)
    word.sourcedCount = min(sourcedCount, UInt8(truncatingIfNeeded: count))
    return word
  }

  /// The bytes, where the source's word is this.
  func resolved(_ word: UInt32) -> UInt32 { bytes | word & Self.mask(Int(sourcedCount)) }

  private static func mask(_ count: Int) -> UInt32 { count >= 4 ? .max : 1 << (8 * UInt32(count)) - 1 }
}
