public import DeviceTree
import SourceDiagnostics

/// Values of properties that are there.
extension SourceEditor {
  /// Writes other cells over those that make bytes `start…` of a property's value; only cells that differ change.
  ///
  /// A cell that a macro made is replaced where the macro is used, together with all cells that the same use makes.
  public mutating func setCells(
    _ cells: [UInt32], at start: Int, of name: String, in node: DeviceTree.NodeID
  ) throws(Refusal) {
    let property = try property(name, of: node)
    let old = Array(tree.bytes(of: property))
    guard start >= 0, start + 4 * cells.count <= old.count else {
      throw Refusal(reason: "\(name) of \(self.name(of: node)) is shorter in the source")
    }
    var new = old
    for (index, cell) in cells.enumerated() {
      for byte in 0..<4 {
        new[start + 4 * index + byte] = UInt8(truncatingIfNeeded: cell >> UInt32(24 - 8 * byte))
      }
    }
    guard positions.extents(of: property).last?.whole != nil else { throw madeByMacro(name, property) }
    let elements = positions.elements(of: property, count: old.count)
    var index = 0
    while index < elements.count {
      // All cells that one use of a macro makes.
      var end = index + 1
      while end < elements.count, elements[index].isExpanded, elements[end].range == elements[index].range {
        end += 1
      }
      let bytes = elements[index].bytes.lowerBound..<elements[end - 1].bytes.upperBound
      if bytes.upperBound <= old.count, old[bytes] != new[bytes] {
        try replace(elements[index..<end], with: new[bytes])
      }
      index = end
    }
    guard elements.first?.bytes.lowerBound == 0, elements.last?.bytes.upperBound == old.count else {
      throw Refusal(
        reason: "the value of \(name) is not all written here", range: positions.valueRange(of: property))
    }
  }

  private mutating func replace(
    _ elements: ArraySlice<SourceTable.ValueElement>, with bytes: ArraySlice<UInt8>
  ) throws(Refusal) {
    guard let first = elements.first, elements.allSatisfy({ $0.bytes.count == 4 }), bytes.count % 4 == 0
    else {
      throw Refusal(reason: "the value is not written in cells of 32 bits", range: elements.first?.range)
    }
    let range = first.isExpanded ? withArguments(first.range) : first.range
    let spelling = CellSpelling(like: first.isExpanded ? [] : self.bytes(of: range))
    var texts: [String] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      texts.append(spelling.text(bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }))
      index += 4
    }
    if first.isExpanded {
      let macro = String(decoding: self.bytes(of: range), as: UTF8.self)
      note("\(macro) is replaced here by its new value; the macro stays as it is", at: range)
    }
    try edit(range, texts.joined(separator: " "))
  }

  /// A macro's name with the arguments in parentheses behind it.
  private func withArguments(_ range: SourceRange) -> SourceRange {
    let text = text(of: range.file)
    var index = range.end
    while index < text.count, text[index] == UInt8(ascii: " ") { index += 1 }
    guard index < text.count, text[index] == UInt8(ascii: "(") else { return range }
    var depth = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "(") { depth += 1 }
      if text[index] == UInt8(ascii: ")") { depth -= 1 }
      index += 1
      if depth == 0 { return SourceRange(file: range.file, start: range.start, end: index) }
    }
    return range
  }

  func madeByMacro(_ name: String, _ property: DeviceTree.PropertyID) -> Refusal {
    Refusal(
      reason: "\(name) of \(self.name(of: tree.node(of: property))) is made by a macro",
      range: positions.range(of: property))
  }

  /// Cuts a list of cells behind its first `count` bytes.
  public mutating func truncate(
    _ name: String, of node: DeviceTree.NodeID, to count: Int
  ) throws(Refusal) {
    let property = try property(name, of: node)
    let elements = positions.elements(of: property, count: tree.bytes(of: property).count)
    guard let value = positions.extents(of: property).last?.value,
      let last = elements.last(where: { $0.bytes.upperBound == count }), !last.isExpanded,
      last.range.file == value.file, last.bytes.count == 4, last.range.end < value.end
    else { throw madeByMacro(name, property) }
    try edit(SourceRange(file: value.file, start: last.range.end, end: value.end), ">")
  }

  /// Adds source text, such as another `<…>`, behind the property's value.
  public mutating func appendValue(
    _ text: String, to name: String, in node: DeviceTree.NodeID
  ) throws(Refusal) {
    let property = try property(name, of: node)
    guard let value = positions.extents(of: property).last?.value else { throw madeByMacro(name, property) }
    let source = self.text(of: value.file)
    var separator = Array(", ".utf8)
    // A list that has a line for each entry goes on so.
    let lastLine = lineStart(of: value.end, in: source)
    if lastLine > value.start, let bracket = source[lastLine..<value.end].firstIndex(of: UInt8(ascii: "<")),
      beginsLine(bracket, in: source)
    {
      separator = [UInt8(ascii: ",")] + newline(in: value.file) + indentation(at: bracket, in: value.file)
    }
    try edit(SourceRange(file: value.file, start: value.end, end: value.end), separator + Array(text.utf8))
  }

  /// Cuts bytes out of a string, and the blanks behind them, or before them at the string's end.
  public mutating func cutString(
    _ cut: Range<Int>, of name: String, in node: DeviceTree.NodeID
  ) throws(Refusal) {
    let property = try property(name, of: node)
    let value = tree.bytes(of: property)
    let elements = positions.elements(of: property, count: value.count)
    guard let element = elements.first(where: { $0.bytes.contains(cut.lowerBound) }), !element.isExpanded,
      cut.upperBound < element.bytes.upperBound
    else { throw madeByMacro(name, property) }
    let string = value.dropFirst(element.bytes.lowerBound).prefix(element.bytes.count)
    let written = bytes(of: element.range)
    // The text between the quotes is the string itself, less its NUL.
    guard written.count == string.count + 1, written.dropFirst().dropLast().elementsEqual(string.dropLast())
    else {
      throw Refusal(reason: "the string has escapes", range: element.range)
    }
    let text = Array(written)
    var start = 1 + cut.lowerBound - element.bytes.lowerBound
    var end = 1 + cut.upperBound - element.bytes.lowerBound
    while end < text.count - 1, text[end] == UInt8(ascii: " ") { end += 1 }
    // At the end of the string it is the blanks before that are too many.
    if end == text.count - 1 { while start > 1, text[start - 1] == UInt8(ascii: " ") { start -= 1 } }
    let range = SourceRange(
      file: element.range.file, start: element.range.start + start, end: element.range.start + end)
    try edit(range, "")
  }
}
