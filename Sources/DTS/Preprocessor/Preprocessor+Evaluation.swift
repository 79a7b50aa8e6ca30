/// The expressions of `#if` and `#elif`.
extension Preprocessor {
  /// Whether the expression is not 0; a malformed one counts as false, with a finding.
  mutating func evaluate(_ tokens: [PreprocessingToken], at directive: PreprocessingToken) -> Bool {
    guard !tokens.isEmpty else {
      report("'#\(origins.symbols.name(directive.symbol))' without an expression", at: directive)
      return false
    }
    currentUse = TextOrigins.Place(input: directive.input, start: directive.start, end: directive.end)
    let line = expandLine(resolveDefined(tokens))
    if isExhausted { return false }
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
      let text = spelling(of: token)
      let bytes = StringLiteral.value(of: text.dropFirst().dropLast()).bytes
      guard let byte = bytes.first else { return false }
      // `char` is signed for cpp on the hosts we know.
      stack.push(ExpressionStack.Value(bits: UInt64(bitPattern: Int64(Int8(bitPattern: byte)))))
    case .identifier:
      stack.push(ExpressionStack.Value(bits: origins.symbols.name(token.symbol) == "true" ? 1 : 0))
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
    default:
      guard let operation = Operator(binary: token.code) else { return false }
      stack.push(binary: operation, token: index)
    }
    return true
  }

  /// Puts 1 or 0 in the place of each `defined X` and `defined(X)`.
  private mutating func resolveDefined(_ tokens: [PreprocessingToken]) -> [PreprocessingToken] {
    var result: [PreprocessingToken] = []
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      index += 1
      guard token.kind == .identifier, token.symbol == definedSymbol else {
        result.append(token)
        continue
      }
      let inParentheses = index < tokens.count && tokens[index].isPunctuator(Punctuator.open)
      let name = inParentheses ? index + 1 : index
      guard name < tokens.count, tokens[name].kind == .identifier,
        !inParentheses || name + 1 < tokens.count && tokens[name + 1].isPunctuator(Punctuator.close)
      else {
        report("'defined' needs the name of a macro", at: token)
        continue
      }
      var value = token
      value.kind = .number
      value.symbol = -1
      // The texts "0" and "1" begin the scratch input with "01".
      let isDefined = macro(of: tokens[name].symbol) >= 0
      value = PreprocessingToken(
        kind: .number, input: Int32(truncatingIfNeeded: scratch), start: isDefined ? 1 : 0,
        end: isDefined ? 2 : 1)
      result.append(value)
      index = inParentheses ? name + 2 : name + 1
    }
    return result
  }
}
