import TestSupport

extension [UInt8] {
  /// The blob with one to four faults that keep much of its form: single bits and bytes, words that are
  /// tokens or small numbers, words moved elsewhere, and a shortened end.
  func mutated(using random: inout SeededGenerator) -> [UInt8] {
    var blob = self
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard blob.count > 8 else { break }
      let index = Int.random(in: 0..<blob.count, using: &random)
      let word = index & ~3
      switch Int.random(in: 0..<16, using: &random) {
      case 0..<4: blob[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 4..<7: blob[index] = UInt8.random(in: 0...255, using: &random)
      case 7..<11:
        guard word + 4 <= blob.count else { break }
        let value = UInt8.random(in: 0...12, using: &random)
        blob.replaceSubrange(word..<word + 4, with: [0, 0, 0, value])
      case 11..<14:
        let other = Int.random(in: 0..<blob.count, using: &random) & ~3
        guard word + 4 <= blob.count, other + 4 <= blob.count else { break }
        blob.replaceSubrange(word..<word + 4, with: Array(blob[other..<other + 4]))
      case 14:
        let size = 4 * Int.random(in: 1...6, using: &random)
        let other = Int.random(in: 0..<blob.count, using: &random) & ~3
        guard word + size <= blob.count, other + size <= blob.count else { break }
        blob.replaceSubrange(word..<word + size, with: Array(blob[other..<other + size]))
      default: blob.removeLast(Int.random(in: 0..<8, using: &random))
      }
    }
    return blob
  }
}
