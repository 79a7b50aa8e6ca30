import SourceDiagnostics

/// `#define`.
extension Preprocessor {
  mutating func define(_ tokens: [PreprocessingToken], at directive: PreprocessingToken) {
    guard let symbol = macroName(tokens, at: directive) else { return }
    let name = tokens[0]
    let place = TextOrigins.Place(input: name.input, start: name.start, end: name.end)
    var macro = Macro(symbol: symbol, definition: place)
    defer { for parameter in macro.parameters ?? [] { parameterOfSymbol[Int(parameter)] = -1 } }
    var body = tokens.dropFirst()
    if let open = body.first, open.isPunctuator(Punctuator.open), !open.flags.contains(.spaceBefore) {
      body = body.dropFirst()
      guard readParameters(&body, of: &macro, at: open) else { return }
    } else if let first = body.first, !first.flags.contains(.spaceBefore) {
      report(
        "a blank is missing behind the name of the macro '\(origins.symbols.name(symbol))'",
        at: TextOrigins.Place(input: first.input, start: first.start, end: first.end), severity: .warning,
        help: "a macro's name has letters, digits and _ only")
    }
    guard readBody(body, of: &macro) else { return }
    let old = self.macro(of: symbol)
    if old >= 0 { readReplacement(of: old) }
    if old >= 0, !isSame(macros[old], macro) {
      var finding = "'\(origins.symbols.name(symbol))' is defined again, differently"
      if macros[old].dynamic != nil { finding = "'\(origins.symbols.name(symbol))' is a built-in macro" }
      let first = macros[old].definition.end > 0 ? origins.sourceRange(of: macros[old].definition) : nil
      let related = first.map { [Diagnostic.Note("first defined here", at: $0)] } ?? []
      report(finding, at: place, severity: .warning, related: related)
    }
    setMacro(macro, of: symbol)
  }

  /// Reads `a, b, ...)` and leaves the replacement.
  private mutating func readParameters(
    _ tokens: inout ArraySlice<PreprocessingToken>, of macro: inout Macro, at open: PreprocessingToken
  ) -> Bool {
    macro.parameters = []
    var last = open
    var needsName = false
    while let token = tokens.popFirst() {
      last = token
      if token.isPunctuator(Punctuator.close), !needsName { return true }
      if token.kind == .identifier, parameter(token.symbol) == nil {
        addParameter(token.symbol, to: &macro)
        if tokens.first?.isPunctuator(Punctuator.ellipsis) == true {
          tokens.removeFirst()
          macro.isVariadic = true
        }
      } else if token.isPunctuator(Punctuator.ellipsis) {
        addParameter(variadicSymbol, to: &macro)
        macro.isVariadic = true
      } else {
        break
      }
      guard let separator = tokens.first else { break }
      last = separator
      needsName = separator.isPunctuator(Punctuator.comma)
      if needsName {
        if macro.isVariadic { break }
        tokens.removeFirst()
      } else if !separator.isPunctuator(Punctuator.close) {
        break
      }
    }
    report("the list of a macro's parameters is not well formed", at: last)
    return false
  }

  /// The position of a parameter of the macro that is being defined; nil if the symbol is none.
  private func parameter(_ symbol: Int32) -> Int32? {
    let index = Int(symbol)
    guard parameterOfSymbol.indices.contains(index), parameterOfSymbol[index] >= 0 else { return nil }
    return parameterOfSymbol[index]
  }

  private mutating func addParameter(_ symbol: Int32, to macro: inout Macro) {
    while parameterOfSymbol.count <= Int(symbol) { parameterOfSymbol.append(-1) }
    parameterOfSymbol[Int(symbol)] = Int32(truncatingIfNeeded: macro.parameters?.count ?? 0)
    macro.parameters?.append(symbol)
  }

  /// Takes the replacement in, with parameters, `#` and `##` told apart.
  private mutating func readBody(_ tokens: ArraySlice<PreprocessingToken>, of macro: inout Macro) -> Bool {
    guard let tokens = gatherOptionals(tokens, of: &macro) else { return false }
    guard let body = readReplacement(tokens, of: &macro) else { return false }
    macro.body = body
    return true
  }

  /// Takes each `__VA_OPT__( ... )` of a variadic macro together to one token; nil, with a finding, if one is malformed.
  private mutating func gatherOptionals(
    _ tokens: ArraySlice<PreprocessingToken>, of macro: inout Macro
  ) -> [PreprocessingToken]? {
    var result: [PreprocessingToken] = []
    var rest = tokens
    while var token = rest.popFirst() {
      guard macro.isVariadic, token.kind == .identifier, token.symbol == optionalSymbol else {
        result.append(token)
        continue
      }
      var depth = 0
      var inner: [PreprocessingToken] = []
      repeat {
        guard let next = rest.popFirst(), depth > 0 || next.isPunctuator(Punctuator.open),
          next.kind != .identifier || next.symbol != optionalSymbol
        else {
          report("'__VA_OPT__' needs ( and ) behind it, and cannot stand in another one", at: token)
          return nil
        }
        if next.isPunctuator(Punctuator.open) { depth += 1 }
        if next.isPunctuator(Punctuator.close) { depth -= 1 }
        inner.append(next)
      } while depth > 0
      guard let body = readReplacement(Array(inner.dropFirst().dropLast()), of: &macro) else { return nil }
      macro.optionals.append(body)
      token.kind = .optional
      token.symbol = Int32(truncatingIfNeeded: macro.optionals.count - 1)
      result.append(token)
    }
    return result
  }

  /// A replacement, or what stands in one `__VA_OPT__`; nil, with a finding, if `##` stands at an end of it.
  private mutating func readReplacement(
    _ tokens: [PreprocessingToken], of macro: inout Macro
  ) -> [PreprocessingToken]? {
    var body: [PreprocessingToken] = []
    var stringify = false
    var hashSpace = false
    for (position, token) in tokens.enumerated() {
      var token = token
      if token.isPunctuator(Punctuator.paste) {
        guard !body.isEmpty, position + 1 < tokens.count else {
          report("'##' cannot stand at either end of a macro's replacement", at: token)
          return nil
        }
        body[body.count - 1].flags.insert(.pasteLeft)
        macro.pastes = true
        continue
      }
      if token.kind == .identifier, let parameter = parameter(token.symbol) {
        token.kind = .parameter
        token.symbol = parameter
      }
      if token.kind == .parameter || token.kind == .optional {
        if stringify {
          token.flags.insert(.stringify)
          if hashSpace { token.flags.insert(.spaceBefore) } else { token.flags.remove(.spaceBefore) }
          // The `#` was kept until it was known that a parameter follows.
          body.removeLast()
        }
      }
      if position == 0 { token.flags.remove(.spaceBefore) }
      stringify = macro.parameters != nil && token.isPunctuator(Punctuator.hash)
      hashSpace = token.flags.contains(.spaceBefore)
      body.append(token)
    }
    return body
  }

  /// Whether two definitions mean the same, so that the second is no mistake.
  private func isSame(_ a: Macro, _ b: Macro) -> Bool {
    guard a.dynamic == nil, a.parameters == b.parameters, a.isVariadic == b.isVariadic,
      a.optionals.count == b.optionals.count
    else { return false }
    return zip([a.body] + a.optionals, [b.body] + b.optionals).allSatisfy { isSame($0, $1) }
  }

  private func isSame(_ a: [PreprocessingToken], _ b: [PreprocessingToken]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { a, b in
        a.kind == b.kind && a.flags == b.flags && a.symbol == b.symbol && spelling(of: a) == spelling(of: b)
      }
  }
}
