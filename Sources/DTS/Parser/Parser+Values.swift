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
      guard take(",") else { return true }
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
    default:
      report("expected a value, found \(spelling(of: token))", at: token)
      endsInString = token.kind == .unknown && lexer.text[token.start] == UInt8(ascii: "\"")
    }
    return false
  }

  private mutating func takeLabels(from first: Int) {
    while token.kind == .label {
      let label = string(token.start..<token.end - 1)
      mark(.label(label), from: first)
      builder.noteDataLabel(label, at: token.range)
      advance()
    }
  }

  private mutating func mark(_ kind: ValueMarker.Kind, from first: Int) {
    markers.append(ValueMarker(bytes.count - first, kind))
  }

  private mutating func addElement(_ range: Range<Int>, from first: Int, isPath: Bool = false) {
    builder.table.elements.append(
      SourceTable.Element(
        offset: Int32(truncatingIfNeeded: bytes.count - first), range: SourceTable.TextRange(range),
        isPath: isPath))
  }

  private mutating func readString(from first: Int) -> Bool {
    addElement(token.range, from: first)
    let value = StringLiteral.value(of: text(token.start + 1..<token.end - 1))
    if let bad = value.badEscape {
      let at = token.start + 1 + bad
      report("'\\x' needs hexadecimal digits", at: at..<at + 2)
    }
    bytes.append(contentsOf: value.bytes)
    bytes.append(0)
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

  private mutating func readCells(bits: Int, from first: Int) -> Bool {
    mark(.cells(bits: bits), from: first)
    let open = token
    advance()
    while true {
      switch token.kind {
      case .label: takeLabels(from: first)
      case .labelReference, .pathReference: readReferenceCell(bits: bits, from: first)
      case .symbol where token.code == 0x3e:
        advance()
        return true
      case _ where token.kind == .number || token.kind == .character || token.isSymbol("("):
        let start = token.start
        guard let value = readInteger() else { return false }
        append(value, bits: bits, at: start..<lastEnd, from: first)
      default:
        reportInCells(open)
        guard token.kind == .unknown, lexer.text[token.start].isIdentifierByte else { return false }
        // A word in place of a number: what follows is well formed more often than not.
        append(0, bits: bits, at: token.range, from: first)
        advance()
      }
    }
  }

  private mutating func reportInCells(_ open: Token) {
    if token.isSymbol(";") || token.kind == .end || token.isSymbol("}") {
      builder.report(
        "missing '>'", at: max(0, lastEnd - 1)..<lastEnd, notes: [("the '<' is here", open.range)])
    } else if token.isSymbol(",") {
      report("cells are not separated by ','", at: token, help: "separate them by blanks")
    } else if token.kind == .unknown, lexer.text[token.start].isIdentifierByte {
      report(
        "'\(string(token.range))' is no number, and no macro of that name is defined", at: token,
        help: builder.helpForWord(string(token.range)))
    } else if let operation = Operator(binary: token.code), token.kind == .symbol, operation != .less {
      report(
        "an expression must stand in parentheses", at: token, help: "write '<(a \(string(token.range)) b)>'")
    } else {
      report("expected a cell, found \(spelling(of: token))", at: token)
    }
  }

  private mutating func readReferenceCell(bits: Int, from first: Int) {
    if bits == 32 {
      mark(.phandle(reference(of: token)), from: first)
    } else {
      report("a reference can only stand in cells of 32 bits", at: token)
    }
    addElement(token.range, from: first)
    for _ in 0..<(bits / 8) { bytes.append(0xff) }
    advance()
  }

  private mutating func append(_ value: UInt64, bits: Int, at range: Range<Int>, from first: Int) {
    if bits < 64 {
      // Either the number fits as it is, or it is a negative one that does.
      let mask = (UInt64(1) << UInt64(bits)) - 1
      if value > mask, value | mask != .max {
        builder.cut(value, toBits: bits, at: range)
      }
    }
    addElement(range, from: first)
    var shift = UInt64(bits)
    while shift > 0 {
      shift -= 8
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
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

  /// `/incbin/("file")` or `/incbin/("file", offset, length)`.
  private mutating func readFile(from first: Int) -> Bool {
    advance()
    guard take("("), token.kind == .string else {
      report("expected '(\"file\")' after '/incbin/', found \(spelling(of: token))", at: token)
      return false
    }
    let name = token
    advance()
    var offset: UInt64 = 0
    var length: UInt64?
    if take(",") {
      guard let start = readInteger() else { return false }
      guard take(",") else {
        report("expected ',' and the length, found \(spelling(of: token))", at: token)
        return false
      }
      guard let count = readInteger() else { return false }
      offset = start
      length = count
    }
    guard take(")") else {
      report("expected ')', found \(spelling(of: token))", at: token)
      return false
    }
    addElement(name.range, from: first)
    include(name, offset: offset, length: length)
    return true
  }

  private mutating func include(_ name: Token, offset: UInt64, length: UInt64?) {
    let path = String(
      decoding: StringLiteral.value(of: text(name.start + 1..<name.end - 1)).bytes, as: UTF8.self)
    let includer = builder.range(of: name.range).map { sources[$0.file].path }
    switch search.find(path, from: includer ?? "") {
    case .success(let file):
      if !dependencies.contains(file.path) { dependencies.append(file.path) }
      let size = UInt64(file.bytes.count)
      guard offset <= size, (length ?? 0) <= size - offset else {
        report("'\(path)' has \(size) bytes, fewer than asked for", at: name)
        return
      }
      let end = length.map { offset + $0 } ?? size
      guard UInt64(bytes.count) + end - offset < UInt64(Preprocessor.inputBudget) else {
        report("the property's value is too large", at: name)
        return
      }
      bytes.append(contentsOf: file.bytes[Int(offset)..<Int(end)])
    case .failure(.notFound): report("cannot find '\(path)'", at: name)
    case .failure(.unreadable(let reason)): report("cannot read '\(path)': \(reason)", at: name)
    }
  }
}
