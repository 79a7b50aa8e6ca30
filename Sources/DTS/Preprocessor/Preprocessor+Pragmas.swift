import SourceDiagnostics

/// `#pragma` and `_Pragma`.
extension Preprocessor {
  /// Carries out a pragma: `once`, `GCC error` and `GCC warning` mean something, all others nothing.
  mutating func pragma(_ tokens: [PreprocessingToken], at name: PreprocessingToken) {
    let words = tokens.prefix(3).map { String(decoding: spelling(of: $0), as: UTF8.self) }
    if words == ["once"] { onlyOnce[texts[Int(name.input)].path] = true }
    guard tokens.count == 3, words[0] == "GCC", tokens[2].kind == .string else { return }
    let place = TextOrigins.Place(input: name.input, start: name.start, end: tokens[2].end)
    let text = "#pragma GCC \(words[1]) \(words[2])"
    if words[1] == "error" {
      harmlessErrors += 1
      report(text, at: place)
    }
    if words[1] == "warning" { report(text, at: place, severity: .warning) }
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
}
