import SourceDiagnostics

/// What a condition asks the preprocessor itself: `defined`, `__has_include` and `__has_include_next`.
///
/// As in GNU cpp they are found among the tokens that macros become, too.
extension Preprocessor {
  /// The line of a condition with its macros replaced, and 1 or 0 in the place of each question; nil, with a finding,
  /// if one is malformed.
  mutating func expandCondition(_ tokens: [PreprocessingToken]) -> [PreprocessingToken]? {
    let base = contexts.count
    contexts.append(ExpansionContext(tokens: tokens, macro: -1, expansion: -1))
    defer { while contexts.count > base { leaveContext() } }
    var result: [PreprocessingToken] = []
    while let token = nextToken(base: base) {
      if token.kind == .padding { continue }
      let query = token.kind == .identifier ? self.query(token.symbol) : nil
      if token.kind == .identifier, token.symbol == definedSymbol {
        guard let answer = readDefined(token, base: base) else { return nil }
        result.append(answer)
      } else if let query {
        guard let answer = readHasInclude(token, next: query == .hasIncludeNext, base: base) else {
          return nil
        }
        result.append(answer)
      } else if !enterIfMacro(token, base: base, inText: false) {
        result.append(token)
      }
    }
    return result
  }

  private func query(_ symbol: Int32) -> Macro.Dynamic? {
    let index = macro(of: symbol)
    guard index >= 0, let dynamic = macros[index].dynamic, dynamic.isQuery else { return nil }
    return dynamic
  }

  /// The next token that is none of the edges between expansions, as it stands.
  private mutating func nextPlainToken(base: Int) -> PreprocessingToken? {
    while let token = nextToken(base: base) {
      if token.kind != .padding { return token }
    }
    return nil
  }

  /// The next token that macros become.
  private mutating func nextExpandedToken(base: Int) -> PreprocessingToken? {
    while let token = nextPlainToken(base: base) {
      if !enterIfMacro(token, base: base, inText: false) { return token }
    }
    return nil
  }

  private mutating func readDefined(_ keyword: PreprocessingToken, base: Int) -> PreprocessingToken? {
    var name = nextPlainToken(base: base)
    let inParentheses = name?.isPunctuator(Punctuator.open) ?? false
    if inParentheses { name = nextPlainToken(base: base) }
    if let name, name.kind == .identifier,
      !inParentheses || nextPlainToken(base: base)?.isPunctuator(Punctuator.close) == true
    {
      return answer(macro(of: name.symbol) >= 0)
    }
    report("'defined' needs the name of a macro", at: keyword)
    return nil
  }

  private mutating func readHasInclude(
    _ keyword: PreprocessingToken, next: Bool, base: Int
  ) -> PreprocessingToken? {
    if let open = nextPlainToken(base: base), open.isPunctuator(Punctuator.open),
      let (name, quoted) = readHeaderName(base: base),
      nextPlainToken(base: base)?.isPunctuator(Punctuator.close) == true
    {
      guard case .found(let file) = find(name, quoted: quoted, next: next) else { return answer(false) }
      // Asking costs what including does: a file that is not known yet was read.
      bytesIncluded += SourceLimits.fileCost + (known[file.path] == nil ? file.bytes.count : 0)
      guard bytesIncluded < limits.includedBytes else {
        exhaustIncludes(at: place(Int(keyword.input), Int(keyword.start), Int(keyword.end)))
        return nil
      }
      return answer(true)
    }
    report(
      "'\(origins.symbols.name(keyword.symbol))' needs (\"file\") or (<file>) behind it", at: keyword)
    return nil
  }

  /// A file's name as `#include` takes it, and whether it is in quotes.
  private mutating func readHeaderName(base: Int) -> (name: String, quoted: Bool)? {
    guard let first = nextExpandedToken(base: base) else { return nil }
    if first.kind == .string {
      return (String(decoding: spelling(of: first).dropFirst().dropLast(), as: UTF8.self), true)
    }
    guard first.isPunctuator(Punctuator.less) else { return nil }
    // What stands in the line itself between < and > is a name, whatever macros are defined.
    let isPlain = contexts.count == base + 1 && first.expansion < 0
    var name: [UInt8] = []
    while let token = isPlain ? nextPlainToken(base: base) : nextExpandedToken(base: base) {
      if token.isPunctuator(Punctuator.greater) { return (String(decoding: name, as: UTF8.self), false) }
      if !name.isEmpty, token.flags.contains(.spaceBefore) { name.append(UInt8(ascii: " ")) }
      name += spelling(of: token)
    }
    return nil
  }

  /// The texts "0" and "1" begin the scratch input with "01".
  private func answer(_ isTrue: Bool) -> PreprocessingToken {
    PreprocessingToken(
      kind: .number, input: Int32(truncatingIfNeeded: scratch), start: isTrue ? 1 : 0, end: isTrue ? 2 : 1)
  }
}

extension Macro.Dynamic {
  /// Whether it stands for an answer in a condition, and for nothing anywhere else.
  var isQuery: Bool { self == .hasInclude || self == .hasIncludeNext }
}
