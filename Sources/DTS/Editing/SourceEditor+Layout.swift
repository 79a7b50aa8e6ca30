import SourceDiagnostics

/// Lines, indentation and line ends, as the file at hand has them.
extension SourceEditor {
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// The line end that the file uses.
  func newline(in file: FileID) -> [UInt8] {
    let text = text(of: file)
    guard let first = text.firstIndex(of: UInt8(ascii: "\n")) else { return [UInt8(ascii: "\n")] }
    return first > 0 && text[first - 1] == UInt8(ascii: "\r")
      ? [UInt8(ascii: "\r"), UInt8(ascii: "\n")] : [UInt8(ascii: "\n")]
  }

  func lineStart(of offset: Int, in text: [UInt8]) -> Int {
    text[..<min(offset, text.count)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// Behind the line end of the line that holds `offset`.
  func nextLine(after offset: Int, in text: [UInt8]) -> Int {
    text[min(offset, text.count)...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
  }

  /// The blanks with which the line of `offset` begins.
  func indentation(at offset: Int, in file: FileID) -> [UInt8] {
    let text = text(of: file)
    return Array(text[lineStart(of: offset, in: text)...].prefix { Self.isBlank($0) })
  }

  /// One step of indentation: that of the first line which begins with blanks, or a tab.
  func indentationStep(in file: FileID) -> [UInt8] {
    let text = text(of: file)
    var start = 0
    while start < text.count {
      let blanks = text[start...].prefix { Self.isBlank($0) }
      if blanks.first == UInt8(ascii: "\t") { return [UInt8(ascii: "\t")] }
      if blanks.count >= 2, blanks.endIndex < text.count, text[blanks.endIndex] != UInt8(ascii: "*") {
        return Array(blanks.prefix(8))
      }
      start = nextLine(after: start, in: text)
    }
    return [UInt8(ascii: "\t")]
  }

  /// Whether only blanks stand before `offset` on its line.
  func beginsLine(_ offset: Int, in text: [UInt8]) -> Bool {
    text[lineStart(of: offset, in: text)..<min(offset, text.count)].allSatisfy { Self.isBlank($0) }
  }

  /// Whether nothing but blanks follows on the line.
  func endsLine(_ offset: Int, in text: [UInt8]) -> Bool {
    text[min(offset, text.count)..<nextLine(after: offset, in: text)].allSatisfy {
      Self.isBlank($0) || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
  }

  /// The range with the rest of its lines where nothing else stands on them; else with the blanks behind it.
  func wholeLines(_ range: SourceRange) -> SourceRange {
    let text = text(of: range.file)
    guard beginsLine(range.start, in: text), endsLine(range.end, in: text) else {
      var end = range.end
      while end < text.count, Self.isBlank(text[end]) { end += 1 }
      return SourceRange(file: range.file, start: range.start, end: end)
    }
    return SourceRange(
      file: range.file, start: lineStart(of: range.start, in: text), end: nextLine(after: range.end, in: text)
    )
  }

  /// The whole lines of a node with the comment that stands directly above it.
  func linesWithComment(_ range: SourceRange) -> SourceRange {
    let text = text(of: range.file)
    var lines = wholeLines(range)
    guard lines.start < range.start || lines.start == lineStart(of: range.start, in: text) else {
      return lines
    }
    let start = lines.start
    guard start > 0 else { return lines }
    let above = lineStart(of: start - 1, in: text)
    let line = text[above..<start].drop { Self.isBlank($0) }
    if line.starts(with: "//".utf8) {
      var first = above
      while first > 0 {
        let previous = lineStart(of: first - 1, in: text)
        guard text[previous..<first].drop(while: { Self.isBlank($0) }).starts(with: "//".utf8) else { break }
        first = previous
      }
      lines.start = first
    } else if let first = blockComment(endingWith: line, from: above, in: text) {
      lines.start = first
    }
    return lines
  }

  /// The line on which a block comment begins that ends with this line, if it stands on lines of its own.
  private func blockComment(endingWith line: ArraySlice<UInt8>, from above: Int, in text: [UInt8]) -> Int? {
    let end = line.reversed().drop { $0 <= 0x20 }
    guard end.starts(with: "/*".utf8) else { return nil }
    var first = above
    while true {
      let line = text[first..<nextLine(after: first, in: text)].drop { Self.isBlank($0) }
      if line.starts(with: "/*".utf8) { return first }
      // Another comment's end, or code: not one comment on its own lines.
      guard first > 0, line.starts(with: "*".utf8) || first == above else { return nil }
      first = lineStart(of: first - 1, in: text)
    }
  }

  /// Whether an empty line stands before the offset, which begins a line.
  func followsEmptyLine(_ offset: Int, in text: [UInt8]) -> Bool {
    guard offset > 0 else { return false }
    return text[lineStart(of: offset - 1, in: text)..<offset].allSatisfy { $0 <= 0x20 }
  }
}
