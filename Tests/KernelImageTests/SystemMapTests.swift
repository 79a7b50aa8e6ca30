import KernelImage
import TestSupport
import Testing

@Suite struct SystemMapTests {
  static let sample = """
    9000000000200000 T _text
    9000000000220000 T _stext
    9000000000510000 T __init_begin
    900000000054a5c0 D __dtb_start
    900000000055a5c0 D __dtb_end
    9000000000560000 D __init_end
    90000000006fb370 d reserved_mem
    9000000000700000 d reserved_mem
    0000000000000003 A absolute
    9000000000800000 B _end

    """

  @Test func findsAddresses() throws {
    let map = try SystemMap(Self.sample)
    #expect(map.address(of: "_text") == 0x9000_0000_0020_0000)
    #expect(map.address(of: "_end") == 0x9000_0000_0080_0000)
    #expect(map.address(of: "__init_begin") == 0x9000_0000_0051_0000)
    #expect(map.address(of: "__init_end") == 0x9000_0000_0056_0000)
    #expect(map.address(of: "__dtb_start") == 0x9000_0000_0054_a5c0)
    #expect(map.address(of: "__dtb_end") == 0x9000_0000_0055_a5c0)
    #expect(map.address(of: "absolute") == 3)
    #expect(map.address(of: "_tex") == nil)
    #expect(map.address(of: "_text ") == nil)
    #expect(map.count == 10)
    #expect(map.address(of: "") == nil)
  }

  @Test func theFirstOfSeveralCounts() throws {
    #expect(try SystemMap(Self.sample).address(of: "reserved_mem") == 0x9000_0000_006f_b370)
    let three = try SystemMap("1 t a\n2 t a\n3 t a\n")
    #expect(three.address(of: "a") == 1)
  }

  @Test func takesOtherFormsThatOccur() throws {
    // No newline at the end, CRLF, short addresses, undefined symbols of nm, modules of kallsyms, capital
    // digits.
    let map = try SystemMap(
      "c0008000 T _text\r\n         U missing\n         w maybe\n\nC000ABCD t probe\t[igb]\nff R last")
    #expect(map.address(of: "_text") == 0xc000_8000)
    #expect(map.address(of: "probe") == 0xc000_abcd)
    #expect(map.address(of: "last") == 0xff)
    #expect(map.address(of: "missing") == nil)
    #expect(map.address(of: "maybe") == nil)
    #expect(map.count == 3)
  }

  @Test(arguments: [
    ("9000000000200000 T _text\nhello\n", 2, 25), ("12345678901234567 T _text\n", 1, 0), ("T _text\n", 1, 0),
    ("1234\n", 1, 0), ("1234 T\n", 1, 0), ("1234 TT name\n", 1, 0), ("12g4 T name\n", 1, 0),
    ("1 T a\n2 T b\u{7}c\n", 2, 6),
  ])
  func namesTheLineThatIsNone(_ text: String, _ number: Int, _ offset: Int) {
    #expect(throws: SystemMapError.malformedLine(number: number, offset: offset)) { try SystemMap(text) }
  }

  @Test func refusesAFileWithoutSymbols() {
    #expect(throws: SystemMapError.noSymbols) { try SystemMap("") }
    #expect(throws: SystemMapError.noSymbols) { try SystemMap("\n\n   U undefined\n") }
    #expect(throws: SystemMapError.malformedLine(number: 1, offset: 0)) {
      try SystemMap(ELFBuilder.kernel.bytes())
    }
  }

  @Test func survivesMutations() {
    let seed: UInt64 = 0x6d61_7021
    var generator = SeededGenerator(seed: seed)
    let original = Array(Self.sample.utf8)
    var accepted = 0
    for _ in 0..<2_000 {
      var bytes = original
      for _ in 0..<2 {
        let byte: UInt8 = Bool.random(using: &generator) ? 0x20 : UInt8.random(in: 0...255, using: &generator)
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = byte
      }
      bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator) / 4)
      do {
        let map = try SystemMap(bytes)
        accepted += 1
        #expect(map.count <= 10, "seed \(seed)")
      } catch {
        guard case .malformedLine(let number, let offset) = error else { continue }
        #expect(number >= 1 && number <= 12 && offset < bytes.count, "seed \(seed)")
      }
    }
    #expect(accepted > 50 && accepted < 1_950, "seed \(seed): \(accepted) accepted")
  }

  /// A map as large as a real kernel's, so that a reading that is not linear would be noticed.
  @Test(.timeLimit(.minutes(1))) func readsALargeMap() throws {
    var text: [UInt8] = []
    for index in 0..<200_000 {
      text += Array("90000000\(String(0x2000_0000 + index * 16, radix: 16)) t symbol_number_\(index)\n".utf8)
    }
    let map = try SystemMap(text)
    #expect(map.count == 200_000)
    let expected: UInt64 = 0x9000_0000_2000_0000 + 199_999 * 16
    #expect(map.address(of: "symbol_number_199999") == expected)
  }
}
