import SourceDiagnostics

/// Replacing macros: the algorithm of GNU cpp, a stack of token lists in which a macro is not replaced
/// while its own replacement is being read.
extension Preprocessor {
  /// Expands the macro whose name stands at `start..<end` of the innermost file, and writes the result.
  ///
  /// The cursor stands behind the name; it is left behind the arguments. False if the name stands for
  /// itself, because it needs arguments and has none.
  mutating func expandInText(_ symbol: Int32, start: Int, end: Int) -> Bool {
    let top = cursors.count - 1
    var name = PreprocessingToken(
      kind: .identifier, symbol: symbol, input: Int32(truncatingIfNeeded: cursors[top].input),
      start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
    if let last = text.last, last.isBlank || last == UInt8(ascii: "\n") { name.flags.insert(.spaceBefore) }
    currentUse = place(cursors[top].input, start, end)
    var writer = Writer(last: name.flags.contains(.spaceBefore) ? nil : lastTokenOfText())
    guard enter(name, base: 0, inText: true) else { return false }
    // The blank before the name is in the text already.
    name.flags.remove(.spaceBefore)
    pass(.padding(source: name), &writer)
    while let token = nextToken(base: 0) {
      if token.kind == .padding {
        pass(token, &writer)
      } else if enterIfMacro(token, base: 0, inText: true) {
        pass(.padding(source: token), &writer)
      } else {
        write(token, &writer)
      }
    }
    separateFollowing(writer)
    return true
  }

  /// Puts a blank behind an expansion if what follows in the file would grow together with it.
  private mutating func separateFollowing(_ writer: Writer) {
    guard let cursor = cursors.last, !isExhausted else { return }
    var lexer = PreprocessingLexer(
      bytes: texts[cursor.input].bytes, input: cursor.input, offset: cursor.offset)
    guard cursor.offset < lexer.bytes.count, !lexer.bytes[cursor.offset].isBlank else { return }
    let next = lexer.next(&origins.symbols)
    if next.kind != .newline, next.kind != .end, needsSpace(writer.last, before: next) {
      text.append(UInt8(ascii: " "))
    }
  }

  /// The last token of the text written so far, as far as it matters for keeping tokens apart.
  private func lastTokenOfText() -> PreprocessingToken? {
    guard let last = text.last else { return nil }
    var token = PreprocessingToken(
      kind: .punctuator, input: Int32(truncatingIfNeeded: scratch), start: 0, end: 0)
    if last.isIdentifierByte {
      var start = text.count - 1
      while start > 0, text.count - start < 256, text[start - 1].isIdentifierByte { start -= 1 }
      token.kind = text[start].isDigit ? .number : .identifier
    } else {
      token.code = UInt32(last)
    }
    return token
  }

  /// All of a list of tokens expanded, as an argument or as the rest of a directive's line.
  mutating func expand(_ tokens: [PreprocessingToken]) -> [PreprocessingToken] {
    guard argumentDepth < Self.argumentDepthLimit else {
      exhaust(
        "macros are used in each other's arguments more than \(Self.argumentDepthLimit) deep", at: currentUse)
      return []
    }
    argumentDepth += 1
    defer { argumentDepth -= 1 }
    let base = contexts.count
    contexts.append(ExpansionContext(tokens: tokens, macro: -1, expansion: -1))
    var result: [PreprocessingToken] = []
    while let token = nextToken(base: base) {
      if enterIfMacro(token, base: base, inText: false) {
        result.append(.padding(source: token))
      } else {
        result.append(token)
      }
    }
    return result
  }

  /// The rest of a directive's line, expanded.
  mutating func expandLine(_ tokens: [PreprocessingToken]) -> [PreprocessingToken] {
    expand(tokens).filter { $0.kind != .padding }
  }

  /// The next token above context `base`, macros not yet replaced; nil when nothing is left there.
  mutating func nextToken(base: Int) -> PreprocessingToken? {
    guard contexts.count > base else { return nil }
    let top = contexts.count - 1
    let index = contexts[top].index
    guard index < contexts[top].tokens.count, !isExhausted else {
      leaveContext()
      return contexts.count > base ? .padding(source: nil) : nil
    }
    contexts[top].index = index + 1
    var token = contexts[top].tokens[index]
    if contexts[top].expansion >= 0 { token.expansion = contexts[top].expansion }
    if token.kind == .identifier, !token.flags.contains(.final) {
      let macro = macro(of: token.symbol)
      if macro >= 0, macros[macro].isActive { token.flags.insert(.final) }
    }
    tokensRead += 1
    if tokensRead > tokenLimit {
      exhaustTokens()
    }
    return token
  }

  mutating func leaveContext() {
    guard let context = contexts.popLast(), context.macro >= 0 else { return }
    macros[context.macro].isActive = false
  }

  mutating func enterIfMacro(_ token: PreprocessingToken, base: Int, inText: Bool) -> Bool {
    guard token.kind == .identifier, !token.flags.contains(.final), macro(of: token.symbol) >= 0 else {
      return false
    }
    return enter(token, base: base, inText: inText)
  }

  /// Puts the replacement of the macro that `name` names on the stack; false if it is not to be replaced
  /// here.
  private mutating func enter(_ name: PreprocessingToken, base: Int, inText: Bool) -> Bool {
    let index = macro(of: name.symbol)
    let use = TextOrigins.Place(input: name.input, start: name.start, end: name.end)
    readReplacement(of: index)
    if let dynamic = macros[index].dynamic {
      if dynamic == .pragma { return takePragma(name, base: base, inText: inText) }
      if dynamic.isQuery {
        report("'\(origins.symbols.name(name.symbol))' can stand in #if and #elif only", at: name)
        return false
      }
      contexts.append(
        ExpansionContext(tokens: [dynamicToken(of: index, at: name)], macro: index, expansion: -1))
      return true
    }
    if let parameters = macros[index].parameters {
      guard takeParenthesis(base: base, inText: inText) else { return false }
      guard let arguments = collectArguments(of: name, base: base, inText: inText),
        let fitting = fit(arguments, to: parameters.count, of: index, at: name)
      else { return true }
      let expansion = addExpansion(of: index, at: use, parent: name.expansion)
      let lacksRest =
        arguments.count < parameters.count
        || parameters.count == 1 && arguments[0].allSatisfy { $0.kind == .padding }
      let tokens = substitute(index, fitting, lacksRest: lacksRest, expansion: expansion)
      contexts.append(ExpansionContext(tokens: tokens, macro: index, expansion: -1))
    } else {
      let expansion = addExpansion(of: index, at: use, parent: name.expansion)
      if macros[index].pastes {
        let tokens = substitute(index, [], lacksRest: true, expansion: expansion)
        contexts.append(ExpansionContext(tokens: tokens, macro: index, expansion: -1))
      } else {
        contexts.append(ExpansionContext(tokens: macros[index].body, macro: index, expansion: expansion))
      }
    }
    macros[index].isActive = true
    return true
  }

  mutating func addExpansion(of macro: Int, at use: TextOrigins.Place, parent: Int32) -> Int32 {
    origins.expansions.append(
      TextOrigins.Expansion(
        symbol: macros[macro].symbol, definition: macros[macro].definition, use: use, parent: parent))
    return Int32(truncatingIfNeeded: origins.expansions.count - 1)
  }

  /// A token whose text stands in no file.
  mutating func made(
    _ kind: PreprocessingToken.Kind, _ spelling: [UInt8], expansion: Int32
  ) -> PreprocessingToken {
    // A string made of a string doubles its backslashes: it must not grow unseen.
    let spelling = mayWrite(spelling.count) ? spelling : []
    let start = texts[scratch].bytes.count
    texts[scratch].bytes.append(contentsOf: spelling)
    return PreprocessingToken(
      kind: kind, input: Int32(truncatingIfNeeded: scratch), start: Int32(truncatingIfNeeded: start),
      end: Int32(truncatingIfNeeded: start + spelling.count), expansion: expansion)
  }
}
