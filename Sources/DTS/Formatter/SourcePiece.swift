/// A piece of a source as it is laid out: what stands between blanks, or a mark that lays out what is around it.
struct SourcePiece: Equatable {
  enum Kind: Equatable {
    /// A name, number, reference, keyword or operator; anything without blanks.
    case word
    /// `name:`
    case label
    case string
    /// `/* … */`
    case blockComment
    /// `// …`, to the line's end.
    case lineComment
    /// A line for the preprocessor, with the lines that continue it.
    case directive
    /// `{ } ; = , < > [ ] ( )`
    case mark(UInt8)
  }

  var kind: Kind
  /// Its bytes in the text.
  var range: Range<Int>
  /// The line ends in front of it, since the piece before.
  var newlines = 0
  /// The blanks in front of it, on its own line.
  var blanks: Range<Int>
  /// Whether a tab is among them.
  var hasTab = false
  /// The column it begins at in the text, and the one behind it.
  var column = 0
  var endColumn = 0

  var isComment: Bool { kind == .blockComment || kind == .lineComment }
  /// Whether nothing may follow it on its line.
  var endsLine: Bool { kind == .lineComment || kind == .directive }

  func isMark(_ character: Unicode.Scalar) -> Bool {
    kind == .mark(UInt8(truncatingIfNeeded: character.value))
  }
}

/// Why a source cannot be laid out.
public struct FormatFailure: Error, Hashable, Sendable {
  /// What is wrong.
  public var message: String
  /// Where, as a byte offset in the text.
  public var offset: Int
  /// What to do about it.
  public var help: String
}
