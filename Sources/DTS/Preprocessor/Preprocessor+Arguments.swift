import SourceDiagnostics

/// Reading the arguments of function-like macros.
extension Preprocessor {
  /// Takes the `(` if one comes next, looking through finished replacements and, in plain text, on into the
  /// file.
  mutating func takeParenthesis(base: Int, inText: Bool) -> Bool {
    var level = contexts.count - 1
    while level >= base {
      var index = contexts[level].index
      let tokens = contexts[level].tokens
      while index < tokens.count, tokens[index].kind == .padding { index += 1 }
      if index < tokens.count {
        guard tokens[index].isPunctuator(Punctuator.open) else { return false }
        while contexts.count - 1 > level { leaveContext() }
        contexts[level].index = index + 1
        return true
      }
      level -= 1
    }
    guard inText, base == 0, let cursor = cursors.last else { return false }
    var lexer = PreprocessingLexer(
      bytes: texts[cursor.input].bytes, input: cursor.input, offset: cursor.offset)
    _ = lexer.skipBlanks()
    while lexer.offset < lexer.bytes.count, lexer.bytes[lexer.offset] == UInt8(ascii: "\n") {
      lexer.offset += 1
      _ = lexer.skipBlanks()
    }
    guard lexer.offset < lexer.bytes.count, lexer.bytes[lexer.offset] == UInt8(ascii: "(") else {
      return false
    }
    while contexts.count > base { leaveContext() }
    cursors[cursors.count - 1].offset = lexer.offset + 1
    return true
  }

  /// Reads up to the `)` that ends the arguments of `name`, and cuts them at the commas; nil if they do not
  /// end.
  mutating func collectArguments(
    of name: PreprocessingToken, base: Int, inText: Bool
  ) -> [[PreprocessingToken]]? {
    let macro = macros[macro(of: name.symbol)]
    // The last parameter of a variadic macro takes the commas too.
    let most = macro.isVariadic ? (macro.parameters?.count ?? 1) : Int.max
    var arguments: [[PreprocessingToken]] = [[]]
    var depth = 0
    while let token = nextArgumentToken(base: base, inText: inText) {
      if token.isPunctuator(Punctuator.open) {
        depth += 1
      } else if token.isPunctuator(Punctuator.close) {
        if depth == 0 { return arguments }
        depth -= 1
      } else if token.isPunctuator(Punctuator.comma), depth == 0, arguments.count < most {
        arguments.append([])
        continue
      }
      arguments[arguments.count - 1].append(token)
      if isExhausted { return nil }
    }
    report("the arguments of macro '\(origins.symbols.name(name.symbol))' are not ended", at: name)
    return nil
  }

  private mutating func nextArgumentToken(base: Int, inText: Bool) -> PreprocessingToken? {
    if let token = nextToken(base: base) { return token }
    guard inText, base == 0 else { return nil }
    return nextTokenOfFile()
  }

  /// The next token of the innermost file; line ends count as blanks, and directives among arguments are
  /// obeyed.
  private mutating func nextTokenOfFile() -> PreprocessingToken? {
    let top = cursors.count - 1
    guard top >= 0 else { return nil }
    let input = cursors[top].input
    let bytes = texts[input].bytes
    var lexer = PreprocessingLexer(bytes: bytes, input: input, offset: cursors[top].offset)
    var crossedLine = false
    while true {
      var token = lexer.next(&origins.symbols)
      switch token.kind {
      case .newline:
        crossedLine = true
        _ = lexer.skipBlanks()
        guard lexer.offset < bytes.count, bytes[lexer.offset] == UInt8(ascii: "#"),
          isDirective(bytes, at: lexer.offset)
        else { continue }
        cursors[top].offset = lexer.offset
        readDirective()
        guard cursors.count == top + 1 else {
          cursors.removeLast()
          report(
            "a file cannot be included among the arguments of a macro",
            at: place(input, lexer.offset, lexer.offset + 1))
          return nil
        }
        // The line end before what follows was taken together with the directive.
        lexer.offset = max(cursors[top].offset - 1, 0)
      case .end:
        cursors[top].offset = lexer.offset
        return nil
      default:
        if crossedLine { token.flags.insert(.spaceBefore) }
        if token.kind == .identifier {
          let macro = macro(of: token.symbol)
          if macro >= 0, macros[macro].isActive { token.flags.insert(.final) }
        }
        cursors[top].offset = lexer.offset
        return token
      }
    }
  }

  /// Makes the number of arguments what the macro asks for; nil, with a finding, if that cannot be.
  mutating func fit(
    _ arguments: [[PreprocessingToken]], to count: Int, of macro: Int, at name: PreprocessingToken
  ) -> [[PreprocessingToken]]? {
    if arguments.count == count { return arguments }
    if count == 0, arguments.count == 1, arguments[0].allSatisfy({ $0.kind == .padding }) { return [] }
    if macros[macro].isVariadic, arguments.count == count - 1 { return arguments + [[]] }
    harmlessErrors += 1
    holes.append(text.count)
    let first = origins.sourceRange(of: macros[macro].definition)
    let name = (token: name, text: origins.symbols.name(name.symbol))
    report(
      "macro '\(name.text)' takes \(count) argument\(count == 1 ? "" : "s"), not \(arguments.count)",
      at: name.token,
      related: first.map { [Diagnostic.Note("defined here", at: $0)] } ?? [])
    return nil
  }
}
