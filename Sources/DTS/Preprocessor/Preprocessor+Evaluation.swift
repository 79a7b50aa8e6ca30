/// The expressions of `#if` and `#elif`.
extension Preprocessor {
  /// Whether the expression is not 0; a malformed one counts as false, with a finding.
  mutating func evaluate(_ tokens: [PreprocessingToken], at directive: PreprocessingToken) -> Bool {
    guard !tokens.isEmpty else {
      report("'#\(origins.symbols.name(directive.symbol))' without an expression", at: directive)
      return false
    }
    currentUse = TextOrigins.Place(input: directive.input, start: directive.start, end: directive.end)
    guard let line = expandCondition(tokens), !isExhausted else { return false }
    var stack = ExpressionStack(.preprocessor)
    var index = 0
    while index < line.count {
      let token = line[index]
      let accepted: Bool
      if stack.needsValue {
        accepted = takeValue(token, at: index, into: &stack)
      } else {
        accepted = takeOperator(token, at: index, into: &stack)
      }
      guard accepted else {
        report(
          "'\(String(decoding: spelling(of: token), as: UTF8.self))' cannot stand here in an expression",
          at: token)
        return false
      }
      index += 1
    }
    guard let value = stack.finish() else {
      report("the expression is not complete", at: line.last ?? directive)
      return false
    }
    if let fault = value.fault {
      report("division by zero", at: line[fault])
      return false
    }
    return value.bits != 0
  }

  private mutating func takeValue(
    _ token: PreprocessingToken, at index: Int, into stack: inout ExpressionStack
  ) -> Bool {
    switch token.kind {
    case .number:
      guard let literal = try? IntegerLiteral(spelling(of: token), allowsBinary: true) else { return false }
      // A decimal number that does not fit a signed one is taken as unsigned, as cpp does.
      let isUnsigned = literal.isUnsigned || literal.value > UInt64(Int64.max)
      stack.push(ExpressionStack.Value(bits: literal.value, isUnsigned: isUnsigned))
    case .character:
      guard let constant = CharacterConstant(spelling(of: token)) else { return false }
      stack.push(ExpressionStack.Value(bits: UInt64(bitPattern: constant.value)))
    case .identifier: stack.push(ExpressionStack.Value(bits: 0))
    case .punctuator:
      if token.code == Punctuator.open {
        stack.openParenthesis()
      } else if let operation = Operator(unary: token.code) {
        stack.push(unary: operation, token: index)
      } else {
        return false
      }
    default: return false
    }
    return true
  }

  private func takeOperator(
    _ token: PreprocessingToken, at index: Int, into stack: inout ExpressionStack
  ) -> Bool {
    guard token.kind == .punctuator else { return false }
    switch token.code {
    case Punctuator.close: return stack.closeParenthesis()
    case 0x3f: stack.question(token: index)
    case 0x3a: return stack.colon()
    case Punctuator.comma: stack.comma()
    default:
      guard let operation = Operator(binary: token.code) else { return false }
      stack.push(binary: operation, token: index)
    }
    return true
  }
}
