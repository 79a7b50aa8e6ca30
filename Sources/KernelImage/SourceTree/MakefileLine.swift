/// One logical line of a Makefile, with the lines that continue it.
struct MakefileLine {
  private let text: [UInt8]
  private let range: Range<Int>
  private var index: Int

  init(_ text: [UInt8], _ range: Range<Int>) {
    self.text = text
    self.range = range
    index = range.lowerBound
  }

  /// The letters at the start of the line, to tell directives from the rest.
  var firstWord: String {
    var start = range.lowerBound
    while start < range.upperBound, text[start].isBlank { start += 1 }
    var end = start
    while end < range.upperBound, text[end].isWordByte { end += 1 }
    return text.string(start..<end)
  }

  /// The line as an assignment, or nil if it is something else.
  mutating func assignment(line: Int, isConditional: Bool) -> Makefile.Assignment? {
    index = range.lowerBound
    skipBlanks()
    var name = self.name()
    skipBlanks()
    while name.count > 0, ["export", "override"].contains(text.string(name)), operation(at: index) == nil {
      name = self.name()
      skipBlanks()
    }
    guard !name.isEmpty, let (operation, length) = operation(at: index) else { return nil }
    index += length
    let operatorEnd = index
    return Makefile.Assignment(
      variable: text.string(name), operation: operation, start: range.lowerBound, operatorEnd: operatorEnd,
      words: words(), end: range.upperBound, line: line, isConditional: isConditional)
  }

  /// Passes blanks and the backslashes that continue the line.
  private mutating func skipBlanks() {
    while index < range.upperBound, isGap(index) { index += 1 }
  }

  private func isGap(_ index: Int) -> Bool {
    switch text[index] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    case UInt8(ascii: "\\"): isLineEnd(index + 1)
    default: text[index].isBlank
    }
  }

  private func isLineEnd(_ index: Int) -> Bool {
    guard index < range.upperBound else { return true }
    return text[index] == UInt8(ascii: "\n") || text[index] == UInt8(ascii: "\r")
  }

  /// A variable's name: up to a blank or an operator, references in it taken whole.
  private mutating func name() -> Range<Int> {
    let start = index
    while index < range.upperBound, !isGap(index), operation(at: index) == nil,
      text[index] != UInt8(ascii: ":"), text[index] != UInt8(ascii: "#")
    {
      if let end = endOfReference(at: index) { index = end } else { index += 1 }
    }
    return start..<index
  }

  private func operation(at start: Int) -> (Makefile.Operation, length: Int)? {
    guard start < range.upperBound else { return nil }
    if text[start] == UInt8(ascii: "=") { return (.set, 1) }
    var colons = 0
    while colons < 3, start + colons < range.upperBound, text[start + colons] == UInt8(ascii: ":") {
      colons += 1
    }
    let next = start + max(colons, 1)
    guard next < range.upperBound, text[next] == UInt8(ascii: "=") else { return nil }
    if colons > 0 { return (.set, colons + 1) }
    switch text[start] {
    case UInt8(ascii: "+"): return (.append, 2)
    case UInt8(ascii: "?"): return (.setIfUndefined, 2)
    case UInt8(ascii: "!"): return (.shell, 2)
    default: return nil
    }
  }

  private mutating func words() -> [Range<Int>] {
    var words: [Range<Int>] = []
    while true {
      skipBlanks()
      guard index < range.upperBound, text[index] != UInt8(ascii: "#") else { return words }
      let start = index
      while index < range.upperBound, !isGap(index), text[index] != UInt8(ascii: "#") {
        if let end = endOfReference(at: index) {
          index = end
        } else if text[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound {
          index += 2  // an escaped byte, such as \#
        } else {
          index += 1
        }
      }
      words.append(start..<index)
    }
  }

  /// The offset behind the `$(…)` or `${…}` that starts at `start`, nested ones included; nil if none does.
  ///
  /// One that is not closed reaches to the end of the line.
  private func endOfReference(at start: Int) -> Int? {
    guard text[start] == UInt8(ascii: "$"), start + 1 < range.upperBound else { return nil }
    let isRound = text[start + 1] == UInt8(ascii: "(")
    guard isRound || text[start + 1] == UInt8(ascii: "{") else {
      // `$$` is a dollar sign, `$@` a variable of one character; a line end is neither.
      return isGap(start + 1) ? nil : start + 2
    }
    let open = isRound ? UInt8(ascii: "(") : UInt8(ascii: "{")
    let close = isRound ? UInt8(ascii: ")") : UInt8(ascii: "}")
    var depth = 0
    var position = start + 1
    while position < range.upperBound {
      if text[position] == open { depth += 1 }
      if text[position] == close {
        depth -= 1
        if depth == 0 { return position + 1 }
      }
      position += 1
    }
    return range.upperBound
  }
}
