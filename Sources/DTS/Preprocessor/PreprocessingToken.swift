/// One preprocessing token, as C calls it: a stretch of some input and how it got here.
struct PreprocessingToken: Sendable {
  enum Kind: UInt8, Sendable {
    case identifier
    case number
    case string
    case character
    case punctuator
    /// A byte that begins nothing, or an unmatched quote with the rest of its line.
    case other
    /// No text: the edge of an expansion, where a space may be needed to keep tokens apart.
    case padding
    /// An empty argument beside `##`.
    case placemarker
    /// In a macro's body: the argument numbered `symbol` goes here.
    case parameter
    /// In a macro's body: the text of its `__VA_OPT__` numbered `symbol` goes here, if there are further arguments.
    case optional
    /// The name of a file between `<` and `>`.
    case header
    case newline
    case end
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    /// Blanks, a comment or a line end stood before it.
    static let spaceBefore = Flags(rawValue: 1)
    /// A macro's name met within its own expansion: it stays for good.
    static let final = Flags(rawValue: 2)
    /// `##` follows.
    static let pasteLeft = Flags(rawValue: 4)
    /// `#` stood before it: a parameter to be made a string.
    static let stringify = Flags(rawValue: 8)
    /// A padding that knows from which token it comes, and so whether a space stood there.
    static let hasSource = Flags(rawValue: 16)
  }

  var kind: Kind
  var flags: Flags = []
  /// The identifier's number, or a parameter's position.
  var symbol: Int32 = -1
  /// The text of a punctuator or other single bytes, up to three bytes, the first one highest.
  var code: UInt32 = 0
  /// The input that holds the text.
  var input: Int32
  var start: Int32
  var end: Int32
  /// The expansion it comes from, or -1 if it stands in a file.
  var expansion: Int32 = -1

  /// The edge of an expansion; `source` is the token that was replaced, nil behind the expansion.
  static func padding(source: PreprocessingToken?) -> PreprocessingToken {
    var flags: Flags = []
    if let source {
      flags.insert(.hasSource)
      if source.flags.contains(.spaceBefore) { flags.insert(.spaceBefore) }
    }
    return PreprocessingToken(kind: .padding, flags: flags, input: 0, start: 0, end: 0)
  }

  func isPunctuator(_ code: UInt32) -> Bool { kind == .punctuator && self.code == code }
}

/// The punctuators that the preprocessor itself looks for, coded as in `PreprocessingToken.code`.
enum Punctuator {
  static let hash: UInt32 = 0x23
  static let paste: UInt32 = 0x2323
  static let open: UInt32 = 0x28
  static let close: UInt32 = 0x29
  static let comma: UInt32 = 0x2c
  static let ellipsis: UInt32 = 0x2e_2e2e
  static let less: UInt32 = 0x3c
  static let greater: UInt32 = 0x3e
}
