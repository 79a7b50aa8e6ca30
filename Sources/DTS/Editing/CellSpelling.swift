import DeviceTree

/// How a source writes numbers, so that a new number looks like the one it replaces.
struct CellSpelling {
  private var digits = 0
  private var isDecimal = false
  private var isUpperCase = false

  /// Takes the style over from a number's text; plain lower-case hexadecimal where it is none.
  init(like text: ArraySlice<UInt8> = []) {
    isDecimal = !text.isEmpty && text.count <= 9 && text.allSatisfy { (0x30...0x39).contains($0) }
    guard text.count > 2, text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8) else { return }
    let number = text.dropFirst(2)
    let isHexadecimal = number.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
    guard isHexadecimal else { return }
    // Leading zeros are a matter of width; "0x0" is not.
    if number.first == UInt8(ascii: "0"), number.count > 1 { digits = number.count }
    isUpperCase = number.contains { (0x41...0x46).contains($0) }
  }

  /// The number in that style.
  func text(_ cell: UInt32) -> String {
    // Small numbers stay decimal where they were; an address is read in hexadecimal.
    if isDecimal, cell < 1000 { return String(cell) }
    let text = AddressText.digits(cell, atLeast: digits)
    return "0x" + (isUpperCase ? text.uppercased() : text)
  }
}
