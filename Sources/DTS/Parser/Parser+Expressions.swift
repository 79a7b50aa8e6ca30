/// Numbers: literals, characters, and expressions in parentheses.
extension Parser {
  /// Takes a number; nil, with a finding, if none comes.
  mutating func readInteger() -> UInt64? {
    switch token.kind {
    case .number, .character:
      let value = literal(token)
      advance()
      return value
    case .symbol where token.code == 0x28: return readExpression()
    default:
      report("expected a number, found \(spelling(of: token))", at: token)
      return nil
    }
  }

  /// The value of a literal; a malformed one is reported and counts as 0, so that reading can go on.
  mutating func literal(_ token: Token) -> UInt64 {
    if token.kind == .character { return character(token) }
    do throws(IntegerLiteral.Fault) {
      return try IntegerLiteral(text(token.range)).value
    } catch .malformed {
      if let first = lexer.split(token) {
        self.token = first
        return literal(first)
      }
      report(
        "'\(string(token.range))' is no number", at: token,
        help: text(token.range).allSatisfy({ $0.hexValue != nil }) ? "hexadecimal numbers begin with 0x" : nil
      )
    } catch {
      report("'\(string(token.range))' does not fit into 64 bits", at: token)
    }
    return 0
  }

  private mutating func character(_ token: Token) -> UInt64 {
    // The escape of the quote that ends it.
    if token.end - token.start == 3, lexer.text[token.start + 1] == UInt8(ascii: "\\") { return 0x27 }
    let value = StringLiteral.value(of: text(token.start + 1..<token.end - 1))
    if value.badEscape != nil {
      report("'\\x' needs hexadecimal digits", at: token)
    } else if value.bytes.isEmpty {
      report("the character literal is empty", at: token)
    } else if value.bytes.count > 1 {
      report("the character literal has \(value.bytes.count) characters instead of 1", at: token)
    }
    return UInt64(value.bytes.first ?? 0)
  }

  /// Takes an expression in parentheses.
  mutating func readExpression() -> UInt64? {
    var stack = ExpressionStack(.deviceTree)
    let open = token
    repeat {
      if token.kind == .end || token.isSymbol(";") {
        builder.report(
          "missing ')'", at: max(0, lastEnd - 1)..<lastEnd, notes: [("the '(' is here", open.range)])
        return nil
      }
      guard stack.needsValue ? takeOperand(&stack) : takeOperator(&stack) else {
        reportInExpression()
        return nil
      }
      advance()
    } while stack.depth > 0
    guard let value = stack.finish() else {
      report("the expression is not complete", at: open.start..<lastEnd)
      return nil
    }
    if let fault = value.fault { report("division by zero", at: fault..<fault + 1) }
    return value.bits
  }

  private mutating func takeOperand(_ stack: inout ExpressionStack) -> Bool {
    switch token.kind {
    case .number, .character: stack.push(ExpressionStack.Value(bits: literal(token)))
    case .symbol where token.code == 0x28: stack.openParenthesis()
    case .symbol:
      guard let operation = Operator(unary: token.code), operation != .plus else { return false }
      stack.push(unary: operation, token: token.start)
    default: return false
    }
    return true
  }

  private mutating func takeOperator(_ stack: inout ExpressionStack) -> Bool {
    guard token.kind == .symbol else { return false }
    switch token.code {
    case 0x29: return stack.closeParenthesis()
    case 0x3f: stack.question(token: token.start)
    case 0x3a: return stack.colon()
    default:
      guard let operation = Operator(binary: token.code) else { return false }
      stack.push(binary: operation, token: token.start)
    }
    return true
  }

  private mutating func reportInExpression() {
    if token.kind == .unknown, lexer.text[token.start].isIdentifierByte {
      reportWord()
    } else {
      report("\(spelling(of: token)) cannot stand here in an expression", at: token)
    }
  }
}
