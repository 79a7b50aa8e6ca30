/// Bytes to look for, with the table that lets a search skip ahead (Horspool's).
struct BytePattern {
  private let bytes: [UInt8]
  /// By the byte that stands under the pattern's last one: how far the pattern can move.
  private let skips: [Int]

  /// Takes a pattern of at least one byte; an empty one is found nowhere.
  init(_ text: String) {
    bytes = Array(text.utf8)
    var skips = [Int](repeating: max(1, bytes.count), count: 256)
    for (index, byte) in bytes.dropLast().enumerated() { skips[Int(byte)] = bytes.count - 1 - index }
    self.skips = skips
  }

  /// Where the pattern first begins in `range` of `text`; nil if it is not wholly in it.
  ///
  /// Complexity: O(range) at worst times the pattern, about range / pattern in ordinary files.
  func first(in text: [UInt8], _ range: Range<Int>) -> Int? {
    let range = range.clamped(to: text.indices)
    guard let last = bytes.last else { return nil }
    var end = range.lowerBound + bytes.count - 1
    while end < range.upperBound {
      let byte = text[end]
      let start = end - bytes.count + 1
      if byte == last, text.has(bytes, at: start, before: range.upperBound) { return start }
      end += skips[Int(byte)]
    }
    return nil
  }
}
