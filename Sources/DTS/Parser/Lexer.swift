/// Cuts preprocessed text into tokens.
///
/// What a stretch of text means depends on where it stands, as in dtc:
/// names follow `{` and `;`, bytes follow `[`, numbers stand everywhere else.
struct Lexer {
  enum State {
    case values
    case names
    case bytes
  }

  let text: [UInt8]
  private(set) var offset = 0
  private(set) var state = State.values

  /// Where the word ends that was looked through last: in `[…]` each two letters of it are a token.
  private var wordEnd = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func next() -> Token {
    while offset < text.count, text[offset].isBlank || text[offset] == UInt8(ascii: "\n") { offset += 1 }
    let start = offset
    guard start < text.count else { return Token(kind: .end, start: start, end: start) }
    let byte = text[start]
    if byte == UInt8(ascii: "\"") { return string() }
    if byte == UInt8(ascii: "&"), let reference = reference() { return reference }
    if byte == UInt8(ascii: "/"), let keyword = keyword() { return keyword }
    if byte == UInt8(ascii: "'"), let character = character() { return character }
    if byte.isIdentifierByte, !byte.isDigit, let word = labelOrName() { return word }
    switch state {
    case .names:
      if let name = name() { return name }
    case .bytes:
      if let token = byteToken() { return token }
    case .values:
      if byte.isDigit { return number() }
    }
    return symbol()
  }

  /// Goes back, or on, to an offset, to read what stands there as a name.
  mutating func restart(at offset: Int) {
    self.offset = offset
    wordEnd = 0
    state = .names
  }

  /// Ends a `[…]` that went wrong, so that what follows is not read as bytes.
  mutating func leaveBytes() {
    if state == .bytes { state = .values }
  }

  private mutating func take(_ kind: Token.Kind, to end: Int) -> Token {
    defer { offset = end }
    return Token(kind: kind, start: offset, end: end)
  }

  private mutating func string() -> Token {
    var index = offset + 1
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < text.count else { return take(.unknown, to: text.count) }
    return take(.string, to: index + 1)
  }

  /// How far the end of a character is looked for; one that is well formed has 6 bytes at most.
  private static let characterReach = 256

  private mutating func character() -> Token? {
    var index = offset + 1
    let end = min(text.count, offset + Self.characterReach)
    while index < end, text[index] != UInt8(ascii: "'"), text[index] != UInt8(ascii: "\n") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < end, text[index] == UInt8(ascii: "'") else { return loneBackslash() }
    return take(.character, to: index + 1)
  }

  /// `'\'`, which is a character where no other `'` comes behind it, as in dtc.
  private mutating func loneBackslash() -> Token? {
    let end = offset + 3
    guard end <= text.count, text[offset + 1] == UInt8(ascii: "\\"), text[offset + 2] == UInt8(ascii: "'"),
      !text[end...].contains(UInt8(ascii: "'"))
    else { return nil }
    return take(.character, to: end)
  }

  /// Ends a number where its digits and suffix do, if a label or another number follows at once: what stands close
  /// together is one token to most eyes, and to dtc it is two.
  mutating func split(_ token: Token) -> Token? {
    let digits = token.start + IntegerLiteral.length(of: text[token.range])
    guard digits > token.start, digits < token.end,
      text[digits].isDigit || token.end < text.count && text[token.end] == UInt8(ascii: ":")
    else { return nil }
    offset = digits
    wordEnd = 0
    return Token(kind: .number, start: token.start, end: digits)
  }

  private mutating func reference() -> Token? {
    var index = offset + 1
    guard index < text.count else { return nil }
    if text[index] == UInt8(ascii: "{") {
      index += 1
      while index < text.count, text[index].isNameByte || text[index] == UInt8(ascii: "/") { index += 1 }
      guard index < text.count, text[index] == UInt8(ascii: "}") else { return nil }
      return take(.pathReference, to: index + 1)
    }
    guard text[index].isIdentifierByte, !text[index].isDigit else { return nil }
    while index < text.count, text[index].isIdentifierByte { index += 1 }
    return take(.labelReference, to: index)
  }

  /// A label or, where names stand, the name that the letters begin.
  private mutating func labelOrName() -> Token? {
    var index = max(offset, wordEnd)
    while index < text.count, text[index].isIdentifierByte { index += 1 }
    wordEnd = index
    if index < text.count, text[index] == UInt8(ascii: ":") { return take(.label, to: index + 1) }
    return state == .names ? takeName(to: index) : nil
  }

  private mutating func keyword() -> Token? {
    var index = offset + 1
    while index < text.count, text[index].isIdentifierByte || text[index] == UInt8(ascii: "-") { index += 1 }
    guard index > offset + 1, index < text.count, text[index] == UInt8(ascii: "/") else { return nil }
    let kind: Token.Kind
    switch String(decoding: text[(offset + 1)..<index], as: UTF8.self) {
    case "dts-v1":
      kind = .version
      state = .values
    case "plugin":
      kind = .plugin
      state = .values
    case "memreserve":
      kind = .memoryReservation
      state = .values
    case "bits":
      kind = .bits
      state = .values
    case "delete-property":
      kind = .deleteProperty
      state = .names
    case "delete-node":
      kind = .deleteNode
      state = .names
    case "omit-if-no-ref":
      kind = .omitIfUnreferenced
      state = .names
    case "incbin": kind = .incbin
    default: return nil
    }
    return take(kind, to: index + 1)
  }

  private mutating func name() -> Token? {
    var index = offset
    if text[index] == UInt8(ascii: "\\") { index += 1 }
    guard index < text.count, text[index].isNameByte else { return nil }
    return takeName(to: index)
  }

  /// Takes the name that goes on at `index`.
  private mutating func takeName(to index: Int) -> Token {
    var index = index
    while index < text.count, text[index].isNameByte { index += 1 }
    state = .values
    return take(.name, to: index)
  }

  private mutating func byteToken() -> Token? {
    guard text[offset].hexValue != nil, offset + 1 < text.count, text[offset + 1].hexValue != nil else {
      return nil
    }
    return take(.byte, to: offset + 2)
  }

  /// A number with everything that stands close to it, so that a malformed one can be shown whole.
  private mutating func number() -> Token {
    var index = offset
    while index < text.count, text[index].isIdentifierByte { index += 1 }
    return take(.number, to: index)
  }

  private mutating func symbol() -> Token {
    let first = text[offset]
    let second = offset + 1 < text.count ? text[offset + 1] : 0
    let pair = UInt32(first) << 8 | UInt32(second)
    switch pair {
    case 0x3c3c, 0x3e3e, 0x3c3d, 0x3e3d, 0x3d3d, 0x213d, 0x2626, 0x7c7c:
      var token = take(.symbol, to: offset + 2)
      token.code = pair
      return token
    default: break
    }
    if first == UInt8(ascii: "[") { state = .bytes }
    if first == UInt8(ascii: "]"), state == .bytes { state = .values }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: ";") { state = .names }
    let isSymbol = first > 0x20 && first < 0x7f && !first.isIdentifierByte
    var token = take(isSymbol ? .symbol : .unknown, to: offset + 1)
    if token.kind == .unknown { extendUnknown(&token) }
    token.code = UInt32(first)
    return token
  }

  /// Takes the rest of a word, or of a character of several bytes, that begins no token.
  private mutating func extendUnknown(_ token: inout Token) {
    let isWord = text[token.start].isIdentifierByte
    while offset < text.count, isWord ? text[offset].isNameByte : text[offset] & 0xc0 == 0x80 { offset += 1 }
    token.end = offset
  }
}

extension UInt8 {
  /// Whether the byte may stand in the name of a node or property (dtc 1.6.1, `PROPNODECHAR`).
  @inline(__always)
  var isNameByte: Bool {
    if isIdentifierByte { return true }
    switch self {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "#"),
      UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "-"):
      return true
    default: return false
    }
  }
}
