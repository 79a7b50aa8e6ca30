/// Rows of text in aligned columns.
struct Table {
  private var rows: [[String]] = []
  private static let indent = "  "
  /// The widest column: what is wider stands out, and moves only what is behind it on its own line.
  private static let widest = 100

  mutating func add(_ cells: String...) { rows.append(cells) }

  /// The rows, one a line, two blanks between columns; the last column is not filled up.
  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() where column + 1 < row.count {
        if column == widths.count { widths.append(0) }
        let width = cell.columns
        if width <= Self.widest { widths[column] = max(widths[column], width) }
      }
    }
    return rows.map { row in
      var line = Self.indent
      for (column, cell) in row.enumerated() {
        let fill = String(
          repeating: " ", count: max(0, (column < widths.count ? widths[column] : 0) - cell.columns))
        let isLast = column + 1 == row.count
        line += isLast ? cell : cell + fill
        if !isLast { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

extension String {
  /// The text broken at blanks into lines of at most `width` characters, each begun with `indent`.
  ///
  /// Complexity: O(n) in characters.
  func wrapped(to width: Int, indent: String) -> String {
    let room = width - indent.columns
    var text = ""
    var column = 0
    for word in utf8.split(separator: UInt8(ascii: " ")) {
      let length = Substring(word).columns
      if column > 0, column + 1 + length > room {
        text += "\n"
        column = 0
      }
      if column > 0 {
        text += " "
        column += 1
      } else {
        text += indent
      }
      text += Substring(word)
      column += length
    }
    return text + "\n"
  }
}

extension StringProtocol {
  /// How many characters it has; in ASCII, which is counted fast, as many as bytes.
  var columns: Int { utf8.allSatisfy { $0 < 0x80 && $0 != 0x0d } ? utf8.count : count }
}
