/// Counts columns while it walks through a text once: tabs go to the next multiple of eight, and a character of several
/// bytes is one column.
struct ColumnCounter {
  private let text: [UInt8]
  private var index = 0
  private var column = 0

  init(_ text: [UInt8]) { self.text = text }

  /// The column of a byte at or behind the one asked for last.
  mutating func column(of offset: Int) -> Int {
    while index < min(offset, text.count) {
      column = text[index] == UInt8(ascii: "\n") ? 0 : Self.column(behind: text[index], at: column)
      index += 1
    }
    return column
  }

  /// The column behind some bytes of one line that begin at a column.
  static func column(behind bytes: some Sequence<UInt8>, at column: Int) -> Int {
    bytes.reduce(column) { Self.column(behind: $1, at: $0) }
  }

  private static func column(behind byte: UInt8, at column: Int) -> Int {
    if byte == 0x09 { return (column / 8 + 1) * 8 }
    return byte & 0xC0 == 0x80 ? column : column + 1
  }
}
