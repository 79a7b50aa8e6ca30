/// A token of the device-tree source language.
struct Token {
  enum Kind {
    case end
    /// `/dts-v1/`, `/plugin/` and their like.
    case version, plugin, memoryReservation, bits, deleteProperty, deleteNode, omitIfUnreferenced, incbin
    /// `name:`
    case label
    /// `&name`
    case labelReference
    /// `&{…}`
    case pathReference
    /// The name of a node or property.
    case name
    case number
    case character
    case string
    /// Two hexadecimal digits within `[…]`.
    case byte
    /// A punctuator or an operator, its text in `code`.
    case symbol
    /// A byte that begins no token here.
    case unknown
  }

  var kind: Kind
  /// Byte offsets in the preprocessed text.
  var start: Int
  var end: Int
  /// The text of a symbol, up to two bytes, the first one highest.
  var code: UInt32 = 0

  var range: Range<Int> { start..<end }

  func isSymbol(_ character: Unicode.Scalar) -> Bool { kind == .symbol && code == character.value }
}
