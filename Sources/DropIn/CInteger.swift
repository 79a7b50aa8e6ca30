/// Integers as C's `strtol` and `strtoul` read them from the command line, the whole word or nothing.
package enum CInteger {
  /// The 64 bits of the number that `word` is; nil if it is none or too large.
  ///
  /// Blanks and a sign may stand ahead. Base 0 goes by the prefix, 0x or 0; base 16 takes 0x too. An empty word is
  /// 0, as it is for C.
  package static func parse(_ word: String, base: Int, isSigned: Bool = true) -> UInt64? {
    if word.isEmpty { return 0 }
    var rest = word.utf8.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var base = base
    let startsWithZero = rest.first == UInt8(ascii: "0")
    if base == 0 || base == 16, startsWithZero, rest.count > 2,
      rest.dropFirst().first.map({ $0 | 0x20 }) == UInt8(ascii: "x")
    {
      rest = rest.dropFirst(2)
      base = 16
    } else if base == 0 {
      base = startsWithZero ? 8 : 10
    }
    // Swift would take one more sign.
    guard let first = rest.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+"),
      let magnitude = UInt64(Substring(rest), radix: base)
    else { return nil }
    if isSigned, magnitude > (isNegative ? 1 << 63 : UInt64(Int64.max)) { return nil }
    return isNegative ? 0 &- magnitude : magnitude
  }
}
