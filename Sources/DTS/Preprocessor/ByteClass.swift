/// What a byte may begin in a source text.
enum ByteClass: UInt8 {
  case other
  case blank
  case newline
  /// A letter or `_`.
  case identifier
  case digit
  /// `"` or `'`.
  case quote
  /// `/`, which may begin a comment or a dtc directive.
  case slash
  case dot

  /// The class of every byte.
  static let table: [ByteClass] = (0...255).map { (value: Int) in
    switch UInt8(value) {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0b, 0x0c, UInt8(ascii: "\r"): .blank
    case UInt8(ascii: "\n"): .newline
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      .identifier
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "\""), UInt8(ascii: "'"): .quote
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "."): .dot
    default: .other
    }
  }
}

extension UInt8 {
  /// Whether the byte may stand in an identifier behind its first character.
  @inline(__always)
  var isIdentifierByte: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10 || self == UInt8(ascii: "_")
  }

  @inline(__always)
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  @inline(__always)
  var isBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r") || self == 0x0b
      || self == 0x0c
  }

  /// The value of a hexadecimal digit; nil for any other byte.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
