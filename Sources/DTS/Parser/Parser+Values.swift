import DeviceTree
import SourceDiagnostics

/// What stands behind the `=` of a property.
extension Parser {
  /// Reads a value into the buffers; false, with a finding, if it is not well formed.
  ///
  /// - Parameter first: Where the value begins in `bytes`; its markers count from there.
  mutating func readValue(from first: Int) -> Bool {
    while true {
      takeLabels(from: first)
      guard readPart(from: first) else { return false }
      takeLabels(from: first)
      if take(",") { continue }
      guard !token.isSymbol(";"), beginsValue else { return true }
      report(
        "missing ',' between two values", at: max(0, lastEnd - 1)..<lastEnd,
        help: "found \(spelling(of: token)) behind it")
    }
  }

  /// Whether another value follows without the `,` that should stand before it.
  private var beginsValue: Bool {
    switch token.kind {
    case .bits, .incbin: true
    case .string: longString?.upperBound != lastEnd
    case .labelReference, .pathReference: !isOnNewLine
    default: token.isSymbol("<") || token.isSymbol("[")
    }
  }

  private mutating func readPart(from first: Int) -> Bool {
    switch token.kind {
    case .string:
      mark(.string, from: first)
      return readString(from: first)
    case .labelReference, .pathReference:
      mark(.path(reference(of: token)), from: first)
      addElement(token.range, from: first, isPath: true)
      advance()
      return true
    case .bits: return readSizedCells(from: first)
    case .symbol where token.code == 0x3c: return readCells(bits: 32, from: first)
    case .symbol where token.code == 0x5b: return readBytes(from: first)
    case .incbin: return readFile(from: first)
    case .number:
      report("a number must stand in '<…>'", at: token, help: "write '<\(string(token.range))>'")
    case .symbol where token.code == 0x3c3c:
      report("there is one '<' too many", at: token)
      return readCells(bits: 32, from: first)
    case .unknown where lexer.text[token.start] == UInt8(ascii: "\""):
      // The rest of the text was taken for the string.
      lastEnd = token.end
      longString = token.range
    default:
      if reportKeyword() { return false }
      builder.report(
        "expected a value, found \(spelling(of: token))", at: token.range, help: helpForValue(),
        isFollowUp: token.kind == .unknown)
    }
    return false
  }

  private func helpForValue() -> String? {
    if token.kind == .unknown, lexer.text[token.start].isIdentifierByte {
      return "text stands in quotes: '\"\(string(token.range))\"'; a number in '<…>'"
    }
    guard token.isSymbol(";") else { return nil }
    let last = lexer.text[lastStart]
    if last == UInt8(ascii: ",") { return "take the ',' before it away" }
    return last == UInt8(ascii: "=") ? "a property without a value has no '=' either" : nil
  }

  mutating func takeLabels(from first: Int) {
    while token.kind == .label {
      let label = string(token.start..<token.end - 1)
      mark(.label(label), from: first)
      builder.noteDataLabel(label, at: token.range)
      advance()
    }
  }

  mutating func mark(_ kind: ValueMarker.Kind, from first: Int) {
    markers.append(ValueMarker(bytes.count - first, kind))
  }

  mutating func addElement(_ range: Range<Int>, from first: Int, isPath: Bool = false) {
    builder.table.elements.append(
      SourceTable.Element(
        offset: Int32(truncatingIfNeeded: bytes.count - first), range: SourceTable.TextRange(range),
        isPath: isPath))
  }

  private mutating func readString(from first: Int) -> Bool {
    addElement(token.range, from: first)
    let content = text(token.start + 1..<token.end - 1)
    if content.contains(UInt8(ascii: "\\")) {
      let value = StringLiteral.value(of: content)
      if let end = StringLiteral.escapedLineEnd(in: content) {
        report(
          "a '\\' at the end of a line does not continue a string", at: end..<end + 1,
          help: "end the string and go on with a second one; a C preprocessor joins such lines")
      }
      if let bad = value.badEscape {
        let at = token.start + 1 + bad
        report("'\\x' needs hexadecimal digits", at: at..<at + 2)
      }
      bytes.append(contentsOf: value.bytes)
    } else {
      bytes.append(contentsOf: content)
    }
    bytes.append(0)
    if content.contains(UInt8(ascii: "\n")) { longString = token.range }
    advance()
    return true
  }

  private mutating func readSizedCells(from first: Int) -> Bool {
    advance()
    let size = token
    guard token.kind == .number, let literal = try? IntegerLiteral(text(token.range)) else {
      report("expected 8, 16, 32 or 64 after '/bits/', found \(spelling(of: token))", at: token)
      return false
    }
    advance()
    var bits = 32
    if [8, 16, 32, 64].contains(literal.value) {
      bits = Int(literal.value)
    } else {
      report("cells have 8, 16, 32 or 64 bits, not \(string(size.range))", at: size)
    }
    guard token.isSymbol("<") else {
      report("expected '<' after '/bits/ \(string(size.range))', found \(spelling(of: token))", at: token)
      return false
    }
    return readCells(bits: bits, from: first)
  }

  private mutating func readBytes(from first: Int) -> Bool {
    mark(.bytes, from: first)
    let open = token
    advance()
    while !token.isSymbol("]") {
      switch token.kind {
      case .label: takeLabels(from: first)
      case .byte:
        addElement(token.range, from: first)
        let high = lexer.text[token.start].hexValue ?? 0
        let low = lexer.text[token.start + 1].hexValue ?? 0
        bytes.append(high << 4 | low)
        advance()
      default:
        builder.report(
          "expected a byte of two hexadecimal digits or ']', found \(spelling(of: token))", at: token.range,
          notes: [("the '[' is here", open.range)])
        lexer.leaveBytes()
        return false
      }
    }
    advance()
    return true
  }
}
