import DeviceTree

/// Cells: `<…>`.
extension Parser {
  mutating func readCells(bits: Int, from first: Int) -> Bool {
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
      case .symbol where token.code == 0x3e3e && isSurplus:
        report("there is one '>' too many", at: token)
        advance()
        return true
      case .number where !isOnNewLine, .character:
        readNumber(bits: bits, from: first)
      case _ where beginsStatement:
        builder.report(
          "missing '>'", at: max(0, lastEnd - 1)..<lastEnd, notes: [("the '<' is here", open.range)],
          help: "found \(spelling(of: token)) on the next line")
        rereadAsName()
        return false
      case .number: readNumber(bits: bits, from: first)
      case .symbol where token.code == 0x28:
        let start = token.start
        guard let value = readExpression() else { return false }
        append(value, bits: bits, at: start..<lastEnd, from: first)
      default:
        reportInCells(open)
        guard token.kind == .unknown, lexer.text[token.start].isIdentifierByte else { return false }
        // A word in place of a number: what follows is well formed more often than not.
        append(0, bits: bits, at: token.range, from: first)
        advance()
        if token.isSymbol("("), token.start == lastEnd { skipParentheses() }
      }
    }
  }

  /// Whether `>>` stands where `>` should: nothing of an expression follows.
  private var isSurplus: Bool {
    var probe = lexer
    let next = probe.next()
    return next.isSymbol(";") || next.isSymbol(",")
  }

  private mutating func reportInCells(_ open: Token) {
    if token.isSymbol(";") || token.kind == .end || token.isSymbol("}") {
      builder.report(
        "missing '>'", at: max(0, lastEnd - 1)..<lastEnd, notes: [("the '<' is here", open.range)])
    } else if token.isSymbol(",") {
      report("cells are not separated by ','", at: token, help: "separate them by blanks")
    } else if token.kind == .unknown, lexer.text[token.start].isIdentifierByte {
      reportWord()
    } else if token.kind == .symbol,
      Operator(binary: token.code) ?? Operator(unary: token.code) ?? .less != .less
    {
      reportBareExpression()
    } else {
      report("expected a cell, found \(spelling(of: token))", at: token)
    }
  }

  /// Says that a word is no number; what it may be meant to be, the builder knows.
  mutating func reportWord() {
    let (message, help) = builder.textForWord(string(token.range))
    builder.report(message, at: token.range, help: help, isFollowUp: true)
  }

  /// Says that an expression needs parentheses, and writes it with them where both its sides are there.
  private mutating func reportBareExpression() {
    if token.isSymbol("&") { return reportBareReference() }
    var probe = lexer
    let next = probe.next()
    let operand = next.kind == .number ? string(next.range) : nil
    let isUnary =
      lexer.text[lastStart] == UInt8(ascii: "<") || lexer.text[token.start - 1] != UInt8(ascii: " ")
    let sign = string(token.range)
    guard let operand, !isUnary || Operator(unary: token.code) != nil,
      isUnary || lexer.text[lastStart].isIdentifierByte
    else {
      let isLast = next.isSymbol(">") || next.isSymbol(";") || next.kind == .end
      return report(
        isLast ? "nothing follows the operator '\(sign)'" : "an expression must stand in parentheses",
        at: token, help: "an expression stands in parentheses, as in <(1 << 4)>")
    }
    let left = isUnary ? "" : string(lastStart..<lastEnd) + " "
    report(
      "an expression must stand in parentheses", at: token,
      help: "write '<(\(left)\(sign)\(isUnary ? "" : " ")\(operand))>'")
  }

  /// A `&` that no label or path follows, which would make it a reference.
  private mutating func reportBareReference() {
    var probe = lexer
    let next = probe.next()
    let word = next.range.upperBound <= lexer.text.count ? string(next.range) : ""
    let isLabel = next.start > token.range.upperBound && NameCharacters.isLabel(word.utf8)
    report(
      "'&' is not followed by a label", at: token,
      help: isLabel
        ? "write '&\(word)', without a blank between them"
        : "a reference is '&label' or '&{/path}'; an expression stands in parentheses, as in <(a & b)>")
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

  private mutating func readNumber(bits: Int, from first: Int) {
    let value = literal(token)
    let range = token.range
    advance()
    append(value, bits: bits, at: range, from: first)
  }

  private mutating func append(_ value: UInt64, bits: Int, at range: Range<Int>, from first: Int) {
    if CellTruncation.changes(value, bits: bits) { builder.truncate(value, bits: bits, at: range) }
    addElement(range, from: first)
    var shift = UInt64(bits)
    while shift > 0 {
      shift -= 8
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
