/// The type of a value on the command line of `fdtget` and `fdtput`: "s", "x", "bu", "hhx" and so on.
package struct ValueType {
  package static let usage = """
    <type>	s=string, i=int, u=unsigned, x=hex, r=raw
    	Optional modifier prefix:
    		hh or b=byte, h=2 byte, l=4 byte (default)
    """

  /// `s`, `i`, `u`, `x` or `r`; nil where the bytes tell.
  package var letter: Character?
  /// The size of a number in bytes; nil where the value's length tells.
  package var size: Int?

  package init() {}

  package init?(_ text: String) {
    var rest = text[...]
    if rest.hasPrefix("hh") {
      size = 1
      rest = rest.dropFirst(2)
    } else if let first = rest.first, "hlLb".contains(first) {
      size = first == "b" ? 1 : first == "h" ? 2 : first == "l" ? 4 : nil
      rest = rest.dropFirst()
    }
    guard let letter = rest.first, rest.count == 1, "iuxsr".contains(letter) else { return nil }
    self.letter = letter
    if letter == "s" || letter == "r" { size = nil }
  }

  /// The value as text.
  package func text(of value: ArraySlice<UInt8>) throws(ToolFailure) -> [UInt8] {
    if value.isEmpty || letter == "r" { return Array(value) }
    if letter == "s" || letter == nil && Self.isText(value) {
      guard value.last == 0 else { throw ToolFailure("Unterminated string") }
      return Array(
        value.dropLast().split(separator: 0, omittingEmptySubsequences: false).joined(separator: [0x20]))
    }
    let size = size ?? (value.count % 4 == 0 ? 4 : 1)
    guard value.count % size == 0 else {
      throw ToolFailure("Property length must be a multiple of selected data size")
    }
    var words: [String] = []
    for start in stride(from: value.startIndex, to: value.endIndex, by: size) {
      let number = value[start..<start + size].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      switch letter {
      case "x": words.append(String(number, radix: 16))
      case "u": words.append(String(number))
      default: words.append(String(Int32(bitPattern: number)))
      }
    }
    return Array(words.joined(separator: " ").utf8)
  }

  /// Whether a value is strings that can be printed, none of them empty.
  package static func isText(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.last == 0 else { return false }
    return value.dropLast().split(separator: 0, omittingEmptySubsequences: false).allSatisfy { text in
      !text.isEmpty && text.allSatisfy { (0x20..<0x7f).contains($0) }
    }
  }
}
