/// A word, number, string or sign of C source.
struct CToken {
  enum Kind {
    case word, number, string, sign
  }

  var kind: Kind
  /// Where its bytes are in the text; those of a string without its quotes.
  var start: Int
  var end: Int
  /// The number of its line, counted from 1.
  var line: Int
  /// How many braces are open before it.
  var depth: Int
}

/// A `#define` of C source.
struct CDefinition {
  var name: String
  /// What it stands for, one string a token.
  var words: [String]
  var line: Int
}

/// A function with its body.
struct CFunction {
  var name: String
  var line: Int
  /// The tokens between its braces.
  var body: Range<Int>
}
