/// A C source file of the kernel, as far as it takes to see which functions call which, in what order.
struct CSource {
  /// The path in the kernel's tree.
  let path: String
  let text: [UInt8]
  let tokens: [CToken]
  /// Functions with a body, by name; of two, the first.
  let functions: [String: CFunction]
  /// `#define`s by name; of several, the first.
  let definitions: [String: CDefinition]

  /// Reads a file.
  ///
  /// Complexity: O(bytes).
  init(_ text: [UInt8], path: String) {
    let lexer = CLexer(text)
    self.path = path
    self.text = text
    tokens = lexer.tokens
    definitions = lexer.definitions
    functions = Self.functions(text, lexer.tokens)
  }

  /// Finds `NAME ( … ) {` outside braces.
  private static func functions(_ text: [UInt8], _ tokens: [CToken]) -> [String: CFunction] {
    var found: [String: CFunction] = [:]
    // The last word before a list in parentheses that closed at this depth, if nothing but words followed.
    var candidate: CToken?
    var open = 0
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      defer { index += 1 }
      guard token.depth == 0, token.kind == .sign else { continue }
      switch text[token.start] {
      case UInt8(ascii: "("):
        if open == 0, index > 0, tokens[index - 1].kind == .word, !isAttribute(text, tokens[index - 1]) {
          candidate = tokens[index - 1]
        }
        open += 1
      case UInt8(ascii: ")"): open = max(0, open - 1)
      case UInt8(ascii: "{"):
        let end = closing(tokens, index)
        if let name = candidate, open == 0 {
          let word = String(decoding: text[name.start..<name.end], as: UTF8.self)
          if found[word] == nil {
            found[word] = CFunction(name: word, line: name.line, body: index + 1..<end)
          }
        }
        candidate = nil
        open = 0
        index = end
      case UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "}"):
        if open == 0 { candidate = nil }
      default: break
      }
    }
    return found
  }

  /// Whether a word before parentheses is `__attribute__` or a macro of its kind, such as `__section`.
  private static func isAttribute(_ text: [UInt8], _ token: CToken) -> Bool {
    let word = text[token.start..<token.end]
    return word.elementsEqual("__attribute__".utf8) || word.elementsEqual("__section".utf8)
      || word.elementsEqual("__aligned".utf8) || word.elementsEqual("__printf".utf8)
  }

  /// The index of the brace that closes the one at `index`, or the end.
  private static func closing(_ tokens: [CToken], _ index: Int) -> Int {
    let depth = tokens[index].depth
    return tokens[(index + 1)...].firstIndex { $0.depth <= depth } ?? tokens.count
  }
}
