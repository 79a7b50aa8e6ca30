/// Takes C source apart; comments are left out, and directives are kept apart from code.
///
/// Both branches of a conditional are read, each from the same depth of braces, since either may be compiled.
struct CLexer {
  private let text: [UInt8]
  private var index = 0
  private var line = 1
  private var depth = 0
  /// The depth at each `#if` that is open.
  private var branches: [Int] = []
  private(set) var tokens: [CToken] = []
  private(set) var definitions: [String: CDefinition] = [:]

  /// Complexity: O(bytes).
  init(_ text: [UInt8]) {
    self.text = text
    tokens.reserveCapacity(text.count / 6)
    var isLineStart = true
    while skipBlanks(&isLineStart) {
      if text[index] == UInt8(ascii: "#"), isLineStart {
        directive()
        isLineStart = true
      } else {
        tokens.append(token())
        isLineStart = false
      }
    }
  }

  private func byte(_ ahead: Int = 0) -> UInt8 { index + ahead < text.count ? text[index + ahead] : 0 }

  /// Moves to the next byte that is code; false at the end.
  private mutating func skipBlanks(_ isLineStart: inout Bool) -> Bool {
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\n"):
        line += 1
        index += 1
        isLineStart = true
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0c: index += 1
      case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "\n"):
        line += 1
        index += 2
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipComment()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while index < text.count, text[index] != UInt8(ascii: "\n") { index += 1 }
      default: return true
      }
    }
    return false
  }

  private mutating func skipComment() {
    index += 2
    while index < text.count {
      if text[index] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        index += 2
        return
      }
      if text[index] == UInt8(ascii: "\n") { line += 1 }
      index += 1
    }
  }

  /// The token that begins here.
  private mutating func token() -> CToken {
    let start = index
    var token = CToken(kind: .sign, start: start, end: start, line: line, depth: depth)
    switch text[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let quote = text[index]
      index += 1
      while index < text.count, text[index] != quote, text[index] != UInt8(ascii: "\n") {
        if text[index] == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "\n") { line += 1 }
        index += text[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      index = min(index, text.count)
      token.kind = .string
      token.start = start + 1
      token.end = index
      if index < text.count, text[index] == quote { index += 1 }
      return token
    case let first where Self.isWord(first):
      while index < text.count, Self.isWord(text[index]) { index += 1 }
      token.kind = (0x30...0x39).contains(first) ? .number : .word
    case UInt8(ascii: "{"):
      depth += 1
      index += 1
    case UInt8(ascii: "}"):
      depth = max(0, depth - 1)
      token.depth = depth
      index += 1
    default: index += 1
    }
    token.end = index
    return token
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
      || byte == 0x5f
      || byte >= 0x80
  }

  /// Reads a directive and the lines that continue it.
  private mutating func directive() {
    let first = line
    index += 1
    var words: [String] = []
    var isLineStart = false
    // A comment may hide line ends, and a backslash escapes one: the directive goes on behind them.
    while skipBlanks(&isLineStart), !isLineStart {
      let depth = depth
      let token = token()
      self.depth = depth
      words.append(String(decoding: text[token.start..<token.end], as: UTF8.self))
    }
    switch words.first {
    case "if", "ifdef", "ifndef": branches.append(depth)
    case "else", "elif": depth = branches.last ?? depth
    case "endif": if !branches.isEmpty { branches.removeLast() }
    case "define" where words.count > 1:
      // The first wins: the others are for other configurations.
      if definitions[words[1]] == nil {
        definitions[words[1]] = CDefinition(name: words[1], words: Array(words.dropFirst(2)), line: first)
      }
    default: break
    }
  }
}
