/// The hash of every table whose keys come from an input: names, and numbers such as phandles.
///
/// The seed differs from run to run, so that no input can be made whose keys all collide. All of each product is
/// folded in: with its low half alone, words that differ in their top bits could be made up that collide whatever
/// the seed is.
@usableFromInline
package struct ByteHash {
  /// The hash of what was added so far; its low bits are as good as any.
  @usableFromInline package var value: UInt64

  /// The hash of nothing yet.
  package init(seed: UInt64 = Self.seed) { value = seed }

  /// This process's own random number.
  ///
  /// Embedded Swift has none, and so the same number everywhere.
  package static let seed: UInt64 = {
    #if hasFeature(Embedded)
      0x9e37_79b9_7f4a_7c15
    #else
      .random(in: 0 ... .max)
    #endif
  }()

  /// The hash of what has `hash`, and then `word`.
  @inlinable @inline(__always)
  package static func extended(_ hash: UInt64, by word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0xff51_afd7_ed55_8ccd)
    return product.high ^ product.low
  }

  /// The hash of one number; those of numbers that follow each other are not side by side.
  @inlinable @inline(__always)
  package static func of(_ number: UInt64, seed: UInt64) -> UInt64 {
    extended(extended(seed, by: number), by: 0)
  }

  /// Adds a number.
  package mutating func add(_ word: UInt64) { value = Self.extended(value, by: word) }

  /// Adds bytes, eight at once, and how many they are: zeros at the end are bytes too.
  package mutating func add(_ bytes: borrowing Span<UInt8>) {
    var hash = value
    var index = 0
    while index &+ 8 <= bytes.count {
      hash = Self.extended(hash, by: bytes.littleEndian64(at: index))
      index &+= 8
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count {
      rest |= UInt64(bytes[index]) &<< shift
      shift &+= 8
      index &+= 1
    }
    value = Self.finished(hash, rest, bytes.count)
  }

  /// The same for bytes that are not side by side.
  @inlinable
  package mutating func add(_ bytes: some Collection<UInt8>) {
    var hash = value
    var word: UInt64 = 0
    var shift: UInt64 = 0
    var count = 0
    for byte in bytes {
      word |= UInt64(byte) &<< shift
      shift = (shift &+ 8) & 63
      count &+= 1
      if shift == 0 {
        hash = Self.extended(hash, by: word)
        word = 0
      }
    }
    value = Self.finished(hash, word, count)
  }

  /// Takes in the bytes that make no whole word.
  @inlinable @inline(__always)
  package static func finished(_ hash: UInt64, _ rest: UInt64, _ count: Int) -> UInt64 {
    extended(extended(hash, by: rest), by: UInt64(truncatingIfNeeded: count))
  }
}
