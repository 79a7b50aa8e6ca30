/// The characters of which names may be made (Devicetree Specification 0.4, sections 2.2.1 and 2.2.4).
enum NameCharacters {
  /// Letters, digits, `,` and `-`: what names of new bindings are made of.
  static func isRecommended(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// What a node's name may have, the `@` of its unit address included.
  static func isOfNode(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "@"): true
    default: isRecommended(byte)
    }
  }

  /// What a property's name may have.
  static func isOfProperty(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "#"),
      UInt8(ascii: "?"):
      true
    default: isRecommended(byte)
    }
  }

  /// What an alias may have.
  static func isOfAlias(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// Whether a source can have it as a label, and the preprocessor as a name: letters, digits and `_`, no digit first.
  static func isLabel(_ name: some Collection<UInt8>) -> Bool {
    guard let first = name.first, !first.isDigit else { return false }
    return name.allSatisfy { $0.isIdentifierByte }
  }

  /// A byte of a name as a message shows it.
  static func text(_ byte: UInt8) -> String {
    (0x20..<0x7f).contains(byte)
      ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
