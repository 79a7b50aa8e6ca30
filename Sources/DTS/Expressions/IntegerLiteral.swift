/// Integer literals as C and dtc write them.
struct IntegerLiteral {
  enum Fault: Error {
    /// No number at all, or letters that are no suffix.
    case malformed
    /// More than 64 bits.
    case tooLarge
  }

  var value: UInt64
  /// Whether the suffix has a `U`.
  var isUnsigned: Bool

  /// Reads a literal: decimal, octal with a leading 0, hexadecimal, or (for the preprocessor) binary.
  init(_ text: ArraySlice<UInt8>, allowsBinary: Bool = false) throws(Fault) {
    var digits = text
    var isUnsigned = false
    while let last = digits.last, last | 0x20 == 0x75 || last | 0x20 == 0x6c {
      if last | 0x20 == 0x75 { isUnsigned = true }
      digits.removeLast()
    }
    guard Self.isSuffix(text[digits.endIndex...], anyOrder: allowsBinary), let first = digits.first,
      first.isDigit
    else { throw .malformed }
    var radix: UInt8 = 10
    if first == UInt8(ascii: "0"), digits.count > 1 {
      let second = digits[digits.startIndex + 1] | 0x20
      if second == UInt8(ascii: "x") {
        radix = 16
        digits = digits.dropFirst(2)
      } else if second == UInt8(ascii: "b"), allowsBinary {
        radix = 2
        digits = digits.dropFirst(2)
      } else {
        radix = 8
      }
    }
    guard !digits.isEmpty else { throw .malformed }
    var value: UInt64 = 0
    var overflows = false
    for byte in digits {
      guard let digit = byte.hexValue, digit < radix else { throw .malformed }
      let (product, high) = value.multipliedReportingOverflow(by: UInt64(radix))
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      overflows = overflows || high || carry
      value = sum
    }
    if overflows { throw .tooLarge }
    self.value = value
    self.isUnsigned = isUnsigned
  }

  /// How many bytes of a text dtc takes for a number, its suffix included: as many as possible (1.8.1).
  static func length(of text: ArraySlice<UInt8>) -> Int {
    var digits = text.prefix { $0.isDigit }.count
    if text.first == UInt8(ascii: "0"), digits == 1, text.dropFirst().first.map({ $0 | 0x20 }) == 0x78 {
      let more = text.dropFirst(2).prefix { $0.hexValue != nil }.count
      if more > 0 { digits = 2 + more }
    }
    guard digits > 0 else { return 0 }
    for suffix in ["ULL", "UL", "LL", "U", "L"] where text.dropFirst(digits).starts(with: suffix.utf8) {
      return digits + suffix.utf8.count
    }
    return digits
  }

  /// Whether letters behind a number are a suffix: for dtc U, L, UL, LL or ULL, for C in either order and
  /// case.
  private static func isSuffix(_ letters: ArraySlice<UInt8>, anyOrder: Bool) -> Bool {
    if letters.isEmpty { return true }
    let text = String(decoding: letters, as: UTF8.self)
    if ["U", "L", "UL", "LL", "ULL"].contains(text) { return true }
    return anyOrder && ["u", "l", "ul", "lu", "ll", "ull", "llu"].contains(text.lowercased())
  }
}
