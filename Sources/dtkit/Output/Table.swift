/// Rows of text in aligned columns.
struct Table {
  private var rows: [[String]] = []
  private static let indent = "  "

  mutating func add(_ cells: String...) { rows.append(cells) }

  /// The rows, one a line, two blanks between columns; the last column is not filled up.
  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() where column + 1 < row.count {
        if column < widths.count {
          widths[column] = max(widths[column], cell.count)
        } else {
          widths.append(cell.count)
        }
      }
    }
    return rows.map { row in
      var line = Self.indent
      for (column, cell) in row.enumerated() {
        let fill = String(
          repeating: " ", count: max(0, (column < widths.count ? widths[column] : 0) - cell.count))
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
  func wrapped(to width: Int, indent: String) -> String {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width - indent.count {
        lines.append(indent + line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    if !line.isEmpty { lines.append(indent + line) }
    return lines.joined(separator: "\n") + "\n"
  }
}
