/// Putting arguments into a macro's replacement.
extension Preprocessor {
  /// The replacement of a macro with its arguments in place of the parameters, `#` and `##` carried out.
  ///
  /// - Parameter lacksRest: Whether the use has nothing at all for the parameter that takes all further arguments.
  mutating func substitute(
    _ macro: Int, _ arguments: [[PreprocessingToken]], lacksRest: Bool, expansion: Int32
  ) -> [PreprocessingToken] {
    var arguments = Arguments(unexpanded: arguments, lacksRest: lacksRest)
    return substitute(macros[macro].body, of: macro, &arguments, expansion: expansion)
  }

  /// What a use of a macro gives it.
  private struct Arguments {
    let unexpanded: [[PreprocessingToken]]
    let lacksRest: Bool
    /// Those that were needed with their own macros replaced.
    var expanded: [[PreprocessingToken]?]

    init(unexpanded: [[PreprocessingToken]], lacksRest: Bool) {
      self.unexpanded = unexpanded
      self.lacksRest = lacksRest
      expanded = Array(repeating: nil, count: unexpanded.count)
    }
  }

  private mutating func substitute(
    _ body: [PreprocessingToken], of macro: Int, _ given: inout Arguments, expansion: Int32
  ) -> [PreprocessingToken] {
    let arguments = given.unexpanded
    let rest = macros[macro].isVariadic ? (macros[macro].parameters?.count ?? 0) - 1 : -1
    var result: [PreprocessingToken] = []
    for (position, item) in body.enumerated() {
      if isExhausted { return [] }
      let afterPaste = position > 0 && body[position - 1].flags.contains(.pasteLeft)
      let beforePaste = item.flags.contains(.pasteLeft)
      var added: [PreprocessingToken]
      if item.kind == .optional {
        added = optional(item, of: macro, rest: rest, &given, expansion: expansion)
        if !afterPaste { result.append(.padding(source: item)) }
        if !beforePaste { added.append(.padding(source: nil)) }
      } else if item.kind != .parameter {
        var token = item
        token.expansion = expansion
        token.flags.remove(.pasteLeft)
        added = [token]
      } else if item.flags.contains(.stringify) {
        added = [stringified(arguments[Int(item.symbol)], at: item, expansion: expansion)]
      } else if afterPaste || beforePaste {
        // Counted before they are copied: a body may name an argument as often as it is long.
        tokensRead += arguments[Int(item.symbol)].count
        if tokensRead > tokenLimit {
          exhaustTokens()
          return []
        }
        added = unexpanded(arguments[Int(item.symbol)], at: item)
        if !afterPaste { result.append(.padding(source: item)) }
        if !beforePaste { added.append(.padding(source: nil)) }
        // GNU: `, ## rest` leaves the comma out where there is no rest, and does not paste where there is.
        if afterPaste, Int(item.symbol) == rest, let last = result.last, last.isPunctuator(Punctuator.comma) {
          if given.lacksRest { result.removeLast() } else { result += added }
          continue
        }
      } else {
        let index = Int(item.symbol)
        let tokens = expanded(index, &given)
        tokensRead += tokens.count
        result.append(.padding(source: item))
        result += tokens
        result.append(.padding(source: nil))
        continue
      }
      if afterPaste, let left = result.popLast(), let right = added.first {
        result += paste(left, right, expansion: expansion)
        result += added.dropFirst()
      } else {
        result += added
      }
    }
    return result.filter { $0.kind != .placemarker }
  }

  /// An argument with its macros replaced, which is done once.
  private mutating func expanded(_ index: Int, _ given: inout Arguments) -> [PreprocessingToken] {
    let tokens = given.expanded[index] ?? expand(trimmed(given.unexpanded[index]))
    given.expanded[index] = tokens
    return tokens
  }

  /// What a `__VA_OPT__` stands for: nothing, if nothing is left of the further arguments.
  private mutating func optional(
    _ item: PreprocessingToken, of macro: Int, rest: Int, _ given: inout Arguments, expansion: Int32
  ) -> [PreprocessingToken] {
    var tokens: [PreprocessingToken] = []
    if given.unexpanded.indices.contains(rest),
      expanded(rest, &given).contains(where: { $0.kind != .padding && $0.kind != .placemarker })
    {
      let body = macros[macro].optionals[Int(item.symbol)]
      tokens = trimmed(substitute(body, of: macro, &given, expansion: expansion))
    }
    if item.flags.contains(.stringify) { return [stringified(tokens, at: item, expansion: expansion)] }
    guard tokens.isEmpty else { return tokens }
    return [PreprocessingToken(kind: .placemarker, input: item.input, start: 0, end: 0)]
  }

  /// An argument without the blanks' edges around it.
  private func trimmed(_ argument: [PreprocessingToken]) -> [PreprocessingToken] {
    var slice = argument[...]
    while slice.first?.kind == .padding { slice.removeFirst() }
    while slice.last?.kind == .padding { slice.removeLast() }
    return Array(slice)
  }

  private func unexpanded(
    _ argument: [PreprocessingToken], at parameter: PreprocessingToken
  ) -> [PreprocessingToken] {
    let tokens = trimmed(argument)
    guard tokens.isEmpty else { return tokens }
    return [PreprocessingToken(kind: .placemarker, input: parameter.input, start: 0, end: 0)]
  }

  /// `#`: the argument's text as a string, blanks between tokens as one each.
  private mutating func stringified(
    _ argument: [PreprocessingToken], at parameter: PreprocessingToken, expansion: Int32
  ) -> PreprocessingToken {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    var space = false
    for token in argument {
      if token.flags.contains(.spaceBefore) { space = true }
      if token.kind == .padding { continue }
      if space, bytes.count > 1 { bytes.append(UInt8(ascii: " ")) }
      space = false
      let isQuoted = token.kind == .string || token.kind == .character
      for byte in spelling(of: token) {
        if isQuoted, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          bytes.append(UInt8(ascii: "\\"))
        }
        bytes.append(byte)
      }
    }
    // A backslash at the end would take the quote for its own: GNU cpp leaves it out.
    let slashes = bytes.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    if slashes % 2 == 1 { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\""))
    var token = made(.string, bytes, expansion: expansion)
    if parameter.flags.contains(.spaceBefore) { token.flags.insert(.spaceBefore) }
    return token
  }

  /// `##`: one token of two; where that makes no token both stay, as cpp has it for assembler.
  private mutating func paste(
    _ left: PreprocessingToken, _ right: PreprocessingToken, expansion: Int32
  ) -> [PreprocessingToken] {
    if left.kind == .placemarker {
      var token = right
      if left.flags.contains(.spaceBefore) { token.flags.insert(.spaceBefore) }
      return [token]
    }
    if right.kind == .placemarker || left.kind == .padding {
      return left.kind == .padding ? [left, right] : [left]
    }
    let bytes = Array(spelling(of: left)) + Array(spelling(of: right))
    var lexer = PreprocessingLexer(bytes: bytes, input: scratch, offset: 0)
    let whole = lexer.next(&origins.symbols)
    guard lexer.offset == bytes.count, Int(whole.start) == 0 else {
      return [left, right]
    }
    var token = made(whole.kind, bytes, expansion: expansion)
    token.symbol = whole.symbol
    token.code = whole.code
    if left.flags.contains(.spaceBefore) { token.flags.insert(.spaceBefore) }
    return [token]
  }
}
