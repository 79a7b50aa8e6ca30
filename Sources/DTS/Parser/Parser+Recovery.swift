import DeviceTree

/// Going on after an error, where most likely the next statement begins.
extension Parser {
  /// The token behind the next, read as if the next were a name.
  func tokenAfterName() -> Token {
    var probe = lexer
    probe.restart(at: token.start)
    _ = probe.next()
    return probe.next()
  }

  /// Whether a line ends between the last token and the next.
  ///
  /// Inlined, since a call of its own would copy the parser first.
  @inline(__always)
  var isOnNewLine: Bool { lexer.text[lastEnd..<max(lastEnd, token.start)].contains(UInt8(ascii: "\n")) }

  /// Whether the next token is a word, whatever it was read as.
  var isWord: Bool {
    token.start < lexer.text.count && lexer.text[token.start].isNameByte && token.kind != .label
  }

  /// Whether a statement seems to begin here, within a value that is not ended: a word on a new line with `=` or `{`
  /// behind it.
  var beginsStatement: Bool {
    guard isOnNewLine, isWord else { return false }
    let next = tokenAfterName()
    return next.isSymbol("=") || next.isSymbol("{")
  }

  /// Goes to what may be the next item of the block: what stands on a new line, else behind the next `;`.
  mutating func goOnAtItem() {
    switch token.kind {
    case .label, .deleteNode, .deleteProperty, .omitIfUnreferenced, .end: return
    case .name where !frames.isEmpty: return
    default: break
    }
    if token.isSymbol("}") { return }
    if isOnNewLine, isWord, !frames.isEmpty { return rereadAsName() }
    skipStatement()
  }

  /// Goes behind the arguments of what looks like a macro.
  mutating func skipParentheses() {
    var depth = 0
    repeat {
      if token.isSymbol("(") { depth += 1 }
      if token.isSymbol(")") { depth -= 1 }
      if token.kind == .end || token.isSymbol(";") || token.isSymbol("}") { return }
      advance()
    } while depth > 0
  }

  /// The next token was read as part of a value, and is a name.
  mutating func rereadAsName() {
    lexer.restart(at: token.start)
    token = lexer.next()
  }

  /// Where a string over several lines is followed by what cannot follow: its quote is missing on its first line.
  ///
  /// Says so, goes on behind that line, and returns whether it was so.
  mutating func endLongString() -> Bool {
    guard let string = longString, string.upperBound == lastEnd else { return false }
    reportOpenString(string)
    return true
  }

  /// Says that a string does not end on its line, and goes on behind that line.
  mutating func reportOpenString(_ string: Range<Int>) {
    longString = nil
    let line = lexer.text[string.lowerBound...].firstIndex(of: UInt8(ascii: "\n")) ?? lexer.text.count
    var end = line
    while end > string.lowerBound + 1, lexer.text[end - 1].isBlank { end -= 1 }
    let tail = lexer.text[string.lowerBound..<end]
    if tail.contains(UInt8(ascii: "}")) { lacksBraces = true }
    let isEscaped = tail.suffix(3).elementsEqual("\\\";".utf8)
    report(
      "the string is not ended on its line", at: string.lowerBound..<end,
      help: isEscaped
        ? "'\\\"' is a quote within the string; a '\\' at its end is written '\\\\'" : "add the missing '\"'")
    lexer.restart(at: line)
    token = lexer.next()
    lastEnd = line
  }

  /// A word between slashes that stands at a token, as keywords are written.
  func keywordLike(at token: Token) -> String? {
    var index = token.start + 1
    while index < lexer.text.count,
      lexer.text[index].isIdentifierByte || lexer.text[index] == UInt8(ascii: "-")
    {
      index += 1
    }
    guard index > token.start + 1, index < lexer.text.count, lexer.text[index] == UInt8(ascii: "/"),
      index - token.start < 40
    else { return nil }
    return string(token.start..<index + 1)
  }

  /// Says that there is no such keyword, if the next token looks like one.
  mutating func reportKeyword() -> Bool {
    guard token.isSymbol("/"), let word = keywordLike(at: token) else { return false }
    let known = [
      "/dts-v1/", "/plugin/", "/memreserve/", "/bits/", "/incbin/", "/include/", "/delete-property/",
      "/delete-node/",
      "/omit-if-no-ref/",
    ]
    let range = token.start..<token.start + word.utf8.count
    if word == "/include/" {
      report("'/include/' needs the name of a file in quotes", at: range)
    } else {
      report(
        "there is no '\(word)'", at: range,
        help: Spelling.closest(to: word, among: known).map { "did you mean '\($0)'?" })
    }
    return true
  }
}
