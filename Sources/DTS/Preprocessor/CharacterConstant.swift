/// A character constant in an expression of the preprocessor.
struct CharacterConstant {
  /// Its value, that of an `int`: several characters are taken together, the first one highest.
  var value: Int64

  /// Reads a constant with its quotes, and perhaps the `L` of a wide one; nil if there is nothing in it.
  ///
  /// `char` is signed, as for cpp on the hosts we know.
  init?(_ spelling: ArraySlice<UInt8>) {
    let text = spelling.drop { $0 != UInt8(ascii: "'") }.dropFirst().dropLast()
    // GCC has a letter for ESC that dtc does not know.
    let escape = [UInt8(ascii: "\\"), UInt8(ascii: "e")]
    let bytes = text.elementsEqual(escape) ? [0x1b] : StringLiteral.value(of: text).bytes
    guard let first = bytes.first else { return nil }
    if bytes.count == 1 {
      value = Int64(Int8(bitPattern: first))
    } else {
      let bits = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      value = Int64(Int32(bitPattern: bits))
    }
  }
}
