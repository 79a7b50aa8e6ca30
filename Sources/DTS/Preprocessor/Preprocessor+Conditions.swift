import SourceDiagnostics

/// `#if` and its like.
extension Preprocessor {
  mutating func beginCondition(
    _ directive: Directive, _ tokens: [PreprocessingToken], at name: PreprocessingToken
  ) {
    let isTrue = holds(directive, tokens, at: name)
    let place = TextOrigins.Place(input: name.input, start: name.start, end: name.end)
    cursors[cursors.count - 1].conditions.append(Condition(place: place, wasTaken: isTrue))
    if !isTrue { skipGroup() }
  }

  mutating func endCondition(_ tokens: [PreprocessingToken], at name: PreprocessingToken) {
    if cursors[cursors.count - 1].conditions.popLast() == nil { report("'#endif' without '#if'", at: name) }
    expectEnd(tokens[...], of: .endif)
  }

  /// Warns of what stands behind the end of a directive, where it means nothing.
  mutating func expectEnd(_ tokens: ArraySlice<PreprocessingToken>, of directive: Directive) {
    guard let token = tokens.first else { return }
    report(
      "'#\(directive.rawValue)' ends before this, which means nothing",
      at: place(Int(token.input), Int(token.start), Int(token.end)), severity: .warning,
      help: "make it a comment")
  }

  /// An `#else` or `#elif` met while its `#if` is being read: the rest is left out.
  mutating func skipRest(
    _ directive: Directive, _ tokens: [PreprocessingToken], at name: PreprocessingToken
  ) {
    let top = cursors.count - 1
    guard let last = cursors[top].conditions.indices.last else {
      report("'#\(directive.rawValue)' without '#if'", at: name)
      return
    }
    noteElse(directive, of: last, at: name)
    if directive == .otherwise { expectEnd(tokens[...], of: directive) }
    skipGroup()
  }

  private mutating func noteElse(_ directive: Directive, of index: Int, at name: PreprocessingToken) {
    let top = cursors.count - 1
    if cursors[top].conditions[index].hasElse { report("'#\(directive.rawValue)' after '#else'", at: name) }
    if directive == .otherwise { cursors[top].conditions[index].hasElse = true }
  }

  private mutating func holds(
    _ directive: Directive, _ tokens: [PreprocessingToken], at name: PreprocessingToken
  ) -> Bool {
    switch directive {
    case .ifdef, .ifndef, .elifdef, .elifndef:
      guard let symbol = macroName(tokens, at: name, mayBeDefined: true) else { return false }
      expectEnd(tokens.dropFirst(), of: directive)
      return (macro(of: symbol) >= 0) == (directive == .ifdef || directive == .elifdef)
    default: return evaluate(tokens, at: name)
    }
  }

  /// Leaves out text up to the `#elif` or `#else` that is taken, or to the `#endif`.
  private mutating func skipGroup() {
    let top = cursors.count - 1
    let input = cursors[top].input
    let bytes = texts[input].bytes
    var depth = 0
    while let (directive, name, tokens) = nextConditional(bytes, input: input) {
      switch directive {
      case .ifTrue, .ifdef, .ifndef: depth += 1
      case .endif:
        if depth == 0 {
          cursors[top].conditions.removeLast()
          expectEnd(tokens[...], of: directive)
          return
        }
        depth -= 1
      case .otherwise where depth == 0, .elif where depth == 0, .elifdef where depth == 0,
        .elifndef where depth == 0:
        guard let last = cursors[top].conditions.indices.last else { return }
        noteElse(directive, of: last, at: name)
        if directive == .otherwise { expectEnd(tokens[...], of: directive) }
        if cursors[top].conditions[last].wasTaken { continue }
        if directive == .otherwise || holds(directive, tokens, at: name) {
          cursors[top].conditions[last].wasTaken = true
          return
        }
      default: continue
      }
    }
  }

  /// Goes on to the next directive about conditions, and behind it.
  private mutating func nextConditional(
    _ bytes: [UInt8], input: Int
  ) -> (Directive, PreprocessingToken, [PreprocessingToken])? {
    let top = cursors.count - 1
    var lexer = PreprocessingLexer(bytes: bytes, input: input, offset: cursors[top].offset)
    while lexer.offset < bytes.count {
      _ = lexer.skipBlanks()
      guard lexer.offset < bytes.count, bytes[lexer.offset] == UInt8(ascii: "#") else {
        Self.skipLine(&lexer)
        continue
      }
      lexer.offset += 1
      let name = lexer.next(&origins.symbols)
      guard name.kind == .identifier, let directive = Directive(spelling(of: name)),
        directive.isConditional
      else {
        if name.kind != .newline { Self.skipLine(&lexer) }
        continue
      }
      var tokens: [PreprocessingToken] = []
      while true {
        let token = lexer.next(&origins.symbols)
        if token.kind == .newline || token.kind == .end { break }
        tokens.append(token)
      }
      cursors[top].offset = lexer.offset
      return (directive, name, tokens)
    }
    cursors[top].offset = bytes.count
    return nil
  }

  /// Goes behind the next line end that stands in no comment; quotes keep comments from beginning.
  private static func skipLine(_ lexer: inout PreprocessingLexer) {
    let bytes = lexer.bytes
    while lexer.offset < bytes.count {
      switch bytes[lexer.offset] {
      case UInt8(ascii: "\n"):
        lexer.offset += 1
        return
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        lexer.offset = PreprocessingLexer.endOfQuoted(bytes, at: lexer.offset).end
      case UInt8(ascii: "/"), UInt8(ascii: "\\"):
        let before = lexer.offset
        _ = lexer.skipBlanks()
        if lexer.offset == before { lexer.offset += 1 }
      default: lexer.offset += 1
      }
    }
  }
}

extension Directive {
  fileprivate var isConditional: Bool {
    switch self {
    case .ifTrue, .ifdef, .ifndef, .elif, .elifdef, .elifndef, .otherwise, .endif: true
    default: false
    }
  }
}
