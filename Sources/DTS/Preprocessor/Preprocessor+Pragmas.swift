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
}
