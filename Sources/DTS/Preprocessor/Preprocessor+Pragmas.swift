/// `#pragma`, `_Pragma` and the directives that say which line of which file comes next.
extension Preprocessor {
  /// Carries out a pragma: `once` means something, all others nothing.
  mutating func pragma(_ tokens: [PreprocessingToken], inInput input: Int) {
    guard let first = tokens.first, tokens.count == 1, spelling(of: first).elementsEqual("once".utf8) else {
      return
    }
    onlyOnce[texts[input].path] = true
  }

  /// Takes the use of `_Pragma("...")` away; false if that is none.
  mutating func takePragma(_ name: PreprocessingToken, base: Int, inText: Bool) -> Bool {
    guard takeParenthesis(base: base, inText: inText) else {
      report("'_Pragma' needs (\"text\") behind it", at: name)
      return false
    }
    guard let arguments = collectArguments(of: name, base: base, inText: inText) else { return true }
    let tokens = arguments.joined().filter { $0.kind != .padding }
    guard tokens.count == 1, tokens[0].kind == .string else {
      report("'_Pragma' needs (\"text\") behind it", at: name)
      return true
    }
    if spelling(of: tokens[0]).elementsEqual("\"once\"".utf8), let input = cursors.last?.input {
      onlyOnce[texts[input].path] = true
    }
    return true
  }

  /// Checks a `#line`; what it says of places is read from the text by `LineMarkers`.
  mutating func line(_ tokens: [PreprocessingToken], at directive: PreprocessingToken) {
    guard let number = tokens.first, number.kind == .number, spelling(of: number).allSatisfy({ $0.isDigit }),
      tokens.count == 1 || tokens.count == 2 && tokens[1].kind == .string
    else {
      report(
        "'#line' needs a decimal number, and perhaps a \"file\", as they are", at: tokens.first ?? directive)
      return
    }
    // The main file was looked through when it was opened.
    let input = Int(directive.input)
    guard origins.inputs[input].includedAt != nil, origins.inputs[input].chunks.isEmpty else { return }
    let text = texts[input]
    origins.inputs[input].chunks =
      LineMarkers.read(
        text.bytes, path: text.path, needsFile: false, fill: SourceLimits.fileCost, into: &sources) ?? []
  }
}
