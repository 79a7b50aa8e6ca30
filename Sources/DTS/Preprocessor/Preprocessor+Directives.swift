import SourceDiagnostics

extension Preprocessor {
  /// Whether the line whose `#` stands at `start` is a directive or a line marker.
  func isDirective(_ bytes: [UInt8], at start: Int) -> Bool {
    directive(bytes, at: start) != nil || LineMarker(bytes, at: start) != nil
  }

  /// The directive whose `#` stands at `start`, and where its name ends.
  func directive(_ bytes: [UInt8], at start: Int) -> (directive: Directive, end: Int)? {
    var index = start + 1
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    let name = index
    while index < bytes.count, bytes[index].isIdentifierByte { index += 1 }
    if index == name, index < bytes.count, bytes[index] == UInt8(ascii: "/") {
      return commentedDirective(bytes, at: start)
    }
    if index == name, index < bytes.count, bytes[index] != UInt8(ascii: "\n") { return nil }
    return Directive(bytes[name..<index]).map { ($0, index) }
  }

  /// The same where a comment stands behind the `#`.
  private func commentedDirective(_ bytes: [UInt8], at start: Int) -> (directive: Directive, end: Int)? {
    var lexer = PreprocessingLexer(bytes: bytes, input: 0, offset: start + 1)
    _ = lexer.skipBlanks()
    let name = bytes[lexer.offset...].prefix { $0.isIdentifierByte }
    if name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] != UInt8(ascii: "\n") { return nil }
    return Directive(name).map { ($0, name.endIndex) }
  }

  /// Carries out the directive at the innermost cursor, and leaves the cursor behind its line.
  mutating func readDirective() {
    let cursor = cursors[cursors.count - 1]
    readDirective(directive(texts[cursor.input].bytes, at: cursor.offset))
  }

  /// - Parameter found: The directive that stands at the cursor, and where its name ends; nil for a line marker.
  mutating func readDirective(_ found: (directive: Directive, end: Int)?) {
    let top = cursors.count - 1
    let input = cursors[top].input
    let start = cursors[top].offset
    let bytes = texts[input].bytes
    guard let (directive, end) = found else {
      let end = min(PreprocessingLexer.endOfLine(bytes, at: start) + 1, bytes.count)
      cursors[top].offset = end
      if let marker = LineMarker(bytes, at: start) { follow(marker, at: start..<end, of: input) }
      return
    }
    if directive == .define, definePlainly(bytes, from: end) { return }
    var lexer = PreprocessingLexer(bytes: bytes, input: input, offset: start + 1)
    let name = lexer.next(&origins.symbols)
    if directive == .none {
      cursors[top].offset = lexer.offset
      return
    }
    var tokens: [PreprocessingToken] = []
    if directive.takesHeader, let header = lexer.headerName() { tokens.append(header) }
    while true {
      let token = lexer.next(&origins.symbols)
      if token.kind == .newline || token.kind == .end { break }
      tokens.append(token)
    }
    if let comment = lexer.unterminatedComment {
      report("comment is not ended", at: place(input, comment, comment + 2))
    }
    cursors[top].offset = lexer.offset
    carryOut(directive, tokens, at: name)
  }

  private mutating func carryOut(
    _ directive: Directive, _ tokens: [PreprocessingToken], at name: PreprocessingToken
  ) {
    switch directive {
    case .define: define(tokens, at: name)
    case .undef:
      guard let symbol = macroName(tokens, at: name) else { return }
      expectEnd(tokens.dropFirst(), of: directive)
      let old = macro(of: symbol)
      if old >= 0, macros[old].dynamic != nil {
        report(
          "'\(origins.symbols.name(symbol))' is a built-in macro", at: line(name, tokens), severity: .warning)
      }
      setMacro(nil, of: symbol)
    case .include, .includeNext, .includeOnce: include(tokens, as: directive, at: name)
    case .ifTrue, .ifdef, .ifndef: beginCondition(directive, tokens, at: name)
    case .elif, .elifdef, .elifndef, .otherwise: skipRest(directive, tokens, at: name)
    case .endif: endCondition(tokens, at: name)
    case .error:
      // What its writer says of the source is no reason to be silent about the rest.
      harmlessErrors += 1
      report("#error \(message(tokens))".trimmed, at: line(name, tokens))
    case .warning: report("#warning \(message(tokens))".trimmed, at: line(name, tokens), severity: .warning)
    case .line: line(tokens, at: name)
    case .pragma: pragma(tokens, at: name)
    case .assert, .unassert:
      report(
        "'#\(directive.rawValue)' is not supported", at: name,
        help: "define a macro and ask for it with #ifdef")
    case .ident, .sccs, .none: break
    }
  }

  /// The name that `#ifdef`, `#undef` and their like speak of.
  ///
  /// - Parameter mayBeDefined: Whether it may be the word `defined`, which can be no macro, but asked for.
  mutating func macroName(
    _ tokens: [PreprocessingToken], at directive: PreprocessingToken, mayBeDefined: Bool = false
  ) -> Int32? {
    guard let first = tokens.first else {
      report("a macro's name is missing", at: directive)
      return nil
    }
    guard first.kind == .identifier, first.symbol != definedSymbol || mayBeDefined else {
      report(
        "'\(String(decoding: spelling(of: first), as: UTF8.self))' cannot be the name of a macro", at: first)
      return nil
    }
    return first.symbol
  }

  private func message(_ tokens: [PreprocessingToken]) -> String {
    var bytes: [UInt8] = []
    for (index, token) in tokens.enumerated() {
      if index > 0, token.flags.contains(.spaceBefore) { bytes.append(UInt8(ascii: " ")) }
      bytes.append(contentsOf: spelling(of: token))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func line(_ name: PreprocessingToken, _ tokens: [PreprocessingToken]) -> TextOrigins.Place {
    TextOrigins.Place(input: name.input, start: name.start, end: tokens.last?.end ?? name.end)
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension Directive {
  /// Whether the name of a file may follow in `<` and `>`.
  fileprivate var takesHeader: Bool { self == .include || self == .includeNext || self == .includeOnce }
}
