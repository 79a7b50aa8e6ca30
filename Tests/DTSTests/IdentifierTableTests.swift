import Testing

@testable import DTS

@Suite struct IdentifierTableTests {
  /// The hash without a seed that these identifiers are made for (FNV-1a of 32 bits).
  private static func unseeded(_ bytes: [UInt8], from start: UInt32 = 0x811c_9dc5) -> UInt32 {
    bytes.reduce(start) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  /// Two pieces that lead from one hash to the same next one.
  private static func twins(from start: UInt32) throws -> ([UInt8], [UInt8]) {
    var known: [UInt32: [UInt8]] = [:]
    for number in 0..<1 << 20 {
      let letters = UInt64(number) &* 0x9e37_79b9_7f4a_7c15
      let piece = (0..<8).map { UInt8(ascii: "A") + UInt8(letters >> (20 + $0 * 5) & 31) }
      if let other = known.updateValue(piece, forKey: unseeded(piece, from: start)) { return (other, piece) }
    }
    throw NoTwins()
  }

  private struct NoTwins: Error {}

  @Test func identifiersMadeToCollideDoNot() throws {
    var names: [[UInt8]] = [[]]
    for _ in 0..<3 {
      let (a, b) = try Self.twins(from: Self.unseeded(names[0]))
      names = names.flatMap { [$0 + a, $0 + b] }
    }
    #expect(Set(names).count == 8)
    #expect(Set(names.map { Self.unseeded($0) }).count == 1, "they are not hostile")
    #expect(Set(names.map { IdentifierTable.hash($0) }).count == 8)
    var table = IdentifierTable()
    let numbers = names.map { table.intern($0, 0, $0.count, hash: IdentifierTable.hash($0)) }
    #expect(numbers.map { table.name($0) } == names.map { String(decoding: $0, as: UTF8.self) })
  }
}
