import FDT
import Testing

/// That nobody who does not know the seed can make keys that collide.
@Suite struct ByteHashTests {
  /// Names of 2^k collisions under a hash that keeps only the low half of a product, whatever its seed is: two words
  /// differ in the top bit of the first, and in the second in what becomes of that.
  static let hostileNames: [[UInt8]] = (0..<1 << 10).map { choice in
    (0..<10).flatMap { pair in
      let isChanged = choice >> pair & 1 == 1
      let base = Array("abcdefg\u{1}hijklmn\u{1}".utf8)
      return base.indices.map { isChanged && [7, 11, 15].contains($0) ? base[$0] | 0x80 : base[$0] }
    }
  }

  /// The hash that the names are made for.
  private static func lowHalf(_ name: [UInt8], seed: UInt64) -> UInt64 {
    var hash = seed
    for start in stride(from: 0, to: name.count, by: 8) {
      let word = name[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      hash = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 32
    }
    return hash
  }

  @Test(arguments: [0, 1, 0x9e37_79b9_7f4a_7c15, UInt64.random(in: 0 ... .max)])
  func namesMadeToCollideDoNot(seed: UInt64) {
    #expect(Set(Self.hostileNames).count == 1024)
    #expect(Set(Self.hostileNames.map { Self.lowHalf($0, seed: seed) }).count == 1, "they are not hostile")
    let hashes = Self.hostileNames.map { Self.hash($0, after: nil, seed: seed) }
    #expect(Set(hashes).count == 1024)
    // A thousand balls in 4096 slots leave about 900 of them with one or more.
    #expect(Set(hashes.map { $0 & 4095 }).count > 800)
  }

  /// A name that cancels its parent's number.
  @Test(arguments: [0, 1, UInt64.random(in: 0 ... .max)])
  func namesThatCancelTheParentDoNotCollide(seed: UInt64) {
    let hashes = (0..<1024).map { (parent: UInt64) in
      let word = parent &* 0x9e37_79b9_7f4a_7c15
      let name = (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
      return Self.hash(name, after: parent, seed: seed)
    }
    #expect(Set(hashes).count == 1024)
    #expect(Set(hashes.map { $0 & 4095 }).count > 800)
  }

  @Test func numbersInStepsSpread() {
    for step in 0..<32 {
      let hashes = (0..<1024).map { ByteHash.of($0 &* (1 << UInt64(step)), seed: 3) & 4095 }
      #expect(Set(hashes).count > 800, "numbers at distances of 2^\(step) collide")
    }
  }

  @Test func bytesHashAlikeHoweverTheyLie() {
    for count in 0..<20 {
      let bytes = (0..<count).map { UInt8($0 * 13 & 0xff) }
      let together = Self.hash(bytes, after: nil, seed: 7)
      var apart = ByteHash(seed: 7)
      apart.add(bytes.lazy.map { $0 })
      #expect(together == apart.value)
      let longer = Self.hash(bytes + [0], after: nil, seed: 7)
      #expect(together != longer, "a zero behind \(count) bytes is not counted")
    }
  }

  private static func hash(_ name: [UInt8], after number: UInt64?, seed: UInt64) -> UInt64 {
    var hash = ByteHash(seed: seed)
    if let number { hash.add(number) }
    hash.add(name.span)
    return hash.value
  }
}
