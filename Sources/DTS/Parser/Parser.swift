import DeviceTree
import SourceDiagnostics

/// Reads device-tree source (version 1) and builds the tree as it goes.
///
/// The nesting of nodes is kept in `frames`, not on the call stack. After an error reading goes on at the
/// next `;` or `}`, so that one run finds all errors of a text.
struct Parser {
  /// A node whose block is being read.
  struct Frame {
    var node: DeviceTree.NodeID
    /// Whether this block is the first the tree hears of the node.
    var isFresh: Bool
    var hasSubnodes = false
    /// Whether it was said that properties must come first; once is enough.
    var orderWasReported = false
    /// The opening brace.
    var brace: Range<Int>
    /// Where the statement begins, labels included.
    var start: Int
  }

  var lexer: Lexer
  /// The next token, not yet taken.
  var token: Token
  /// The token taken last: where something missing is missing.
  var lastStart = 0
  var lastEnd = 0
  /// The string taken last that goes over lines: its quote may be the missing one.
  var longString: Range<Int>?
  /// Whether a string without end took braces with it.
  var lacksBraces = false
  /// The first brace that stands further left than the block it ends begins: one may be missing before it.
  var leftBrace: Range<Int>?
  /// A block of the top level that was ended by a brace further right than it begins: there may be one too many.
  var endedFrame: (frame: Frame, brace: Range<Int>)?
  var frames: [Frame] = []
  var builder: TreeBuilder
  let search: IncludeSearch
  let sources: SourceMap
  let limits: SourceLimits
  var dependencies: [String] = []
  var openings: [FileOpening] = []

  /// The files of `/incbin/` by path, and how many bytes they and what was taken of them have.
  var embedded: [String: [UInt8]] = [:]
  var embeddedBytes = 0
  var hasToldTooMuch = false

  /// The value being read, and the properties read but not in the tree yet.
  var bytes: [UInt8] = []
  var markers: [ValueMarker] = []
  var pending: [PendingProperty] = []

  init(
    _ text: [UInt8], builder: TreeBuilder, search: IncludeSearch, sources: SourceMap, limits: SourceLimits
  ) {
    self.limits = limits
    lexer = Lexer(text)
    token = lexer.next()
    self.builder = builder
    self.search = search
    self.sources = sources
  }

  /// Reads the whole text.
  mutating func parse() {
    readHeader()
    readReservations()
    while token.kind != .end, !builder.hasTooManyErrors { readStatement() }
    if !builder.hasRoot, !builder.hasErrors {
      builder.report("there is no tree: '/ { … };' is missing", at: token.range, isFollowUp: true)
    }
  }

  mutating func advance() {
    lastStart = token.start
    lastEnd = token.end
    token = lexer.next()
  }

  /// Takes the next token if it is this symbol.
  mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  /// Takes the `;` that ends a statement, or says that it is missing and goes on.
  mutating func endStatement(after what: String) {
    if take(";") { return }
    if endLongString() { return }
    // The place is where the `;` should stand, not the innocent token that comes instead.
    let found = spelling(of: token)
    report("missing ';' after \(what)", at: max(0, lastEnd - 1)..<lastEnd, help: "found \(found) instead")
    goOnAtItem()
  }

  /// Goes behind the next `;`, or before the `}` that ends the block; whole blocks on the way are passed
  /// over.
  mutating func skipStatement() {
    var depth = 0
    while token.kind != .end {
      if token.isSymbol("{") {
        depth += 1
      } else if token.isSymbol("}") {
        if depth == 0 {
          if frames.isEmpty { advance() } else { return }
          continue
        }
        depth -= 1
      } else if token.isSymbol(";"), depth == 0 {
        advance()
        return
      }
      advance()
    }
  }

  func text(_ range: Range<Int>) -> ArraySlice<UInt8> { lexer.text[range] }

  func string(_ range: Range<Int>) -> String { String(decoding: lexer.text[range], as: UTF8.self) }

  /// The token as messages name it.
  func spelling(of token: Token) -> String {
    switch token.kind {
    case .end: return "the end of the file"
    case .symbol where token.code == 0x2f: return "'\(keywordLike(at: token) ?? "/")'"
    case .string where token.end - token.start > 24: return "a string"
    case .unknown where lexer.text[token.start] == UInt8(ascii: "\""): return "a string that does not end"
    default: return "'\(string(token.start..<min(token.end, token.start + 40)))'"
    }
  }

  mutating func report(_ message: String, at token: Token, help: String? = nil) {
    report(message, at: token.range, help: help)
  }

  mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    builder.report(message, at: range, help: help)
  }
}
