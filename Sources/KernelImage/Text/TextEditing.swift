/// Small edits of a text that leave every other byte as it is.
extension [UInt8] {
  /// The offset of the first byte of the line that holds `offset`.
  func lineStart(of offset: Int) -> Int {
    self[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// The offset of the next newline at or behind `offset`, or the end.
  func lineEnd(from offset: Int) -> Int {
    self[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? count
  }

  /// The offset of the first byte from `offset` on that is no blank, or the end.
  func firstNonBlank(from offset: Int) -> Int { self[offset...].firstIndex { !$0.isBlank } ?? count }

  func inserting(_ addition: String, at offset: Int) -> [UInt8] {
    Array(self[..<offset]) + Array(addition.utf8) + self[offset...]
  }

  /// Adds a line behind the one that ends at `end`, which gets a line end if it has none.
  func insertingLine(_ line: String, behind end: Int) -> [UInt8] {
    let newline = lineEnd(from: end)
    guard newline < count else { return appendingLine(line, afterBlankLine: false) }
    return inserting(line + "\n", at: newline + 1)
  }

  /// Adds a line at the end, set off by an empty one if asked for.
  func appendingLine(_ line: String, afterBlankLine: Bool) -> [UInt8] {
    var result = self
    if let last = result.last, last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
    if afterBlankLine, !result.isEmpty { result.append(UInt8(ascii: "\n")) }
    return result + Array(line.utf8) + [UInt8(ascii: "\n")]
  }
}
