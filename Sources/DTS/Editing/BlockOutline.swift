import SourceDiagnostics

/// What stands between the braces of a node in a file's own text, before any preprocessing: its statements, those in
/// branches that are not taken too, and where there is room for more.
struct BlockOutline {
  /// A property, a node, or a deletion.
  struct Statement {
    /// From its first label or word to its `;`.
    var range: Range<Int>
    /// Behind the comments that follow on the line of its `;`.
    var end: Int
    /// The name of what it states, unit address included; of a deletion, its keyword.
    var name: ArraySlice<UInt8> = []
    /// Whether a property may not stand behind it: a node, or the deletion of one.
    var isNode = false
    /// Whether an edit takes it away.
    var isGone = false
  }

  private(set) var statements: [Statement] = []
  /// Behind the last property that stands outside of conditions, or the condition that has the last one; else behind
  /// the brace.
  ///
  /// A property added there holds in every branch.
  private(set) var propertyPlace: Int
  /// Where a node can be added that holds in every branch: at the closing brace; nil if that stands in a condition.
  private(set) var nodePlace: Int?
  /// The first piece behind the brace; the closing brace if there is none.
  private(set) var firstPiece: Int
  /// Behind the last piece before the closing brace.
  private(set) var lastEnd: Int

  private var conditions = ConditionDepth()
  /// Whether a property stood in a condition since the place for properties.
  private var hasConditionalProperty = false
  private var hasNode = false

  /// Reads a block, from `{` to `}`, of a text.
  ///
  /// - Parameters:
  ///   - limit: Where the first node begins that a macro makes, which the text does not show.
  ///   - isGone: Whether an edit takes a stretch of the text away.
  ///
  /// Complexity: O(bytes of the block).
  init(
    of block: Range<Int>, in text: [UInt8], before limit: Int = .max,
    isGone: (Range<Int>) -> Bool = { _ in false }
  ) {
    let start = block.lowerBound + 1
    let inside = text[start..<max(start, block.upperBound - 1)]
    let pieces = (try? PieceScanner.pieces(of: Array(inside))) ?? []
    propertyPlace = start
    firstPiece = start + (pieces.first?.range.lowerBound ?? inside.count)
    lastEnd = start + (pieces.last?.range.upperBound ?? 0)
    read(pieces, of: inside, before: limit, isGone)
    nodePlace = conditions.isOutside ? inside.endIndex : nil
  }

  private mutating func read(
    _ pieces: [SourcePiece], of inside: ArraySlice<UInt8>, before limit: Int, _ isGone: (Range<Int>) -> Bool
  ) {
    let start = inside.startIndex
    var depth = 0
    var statement: Statement?
    /// Where comments follow on the line of what ended there.
    var follows: Int? = start
    for piece in pieces {
      let range = (start + piece.range.lowerBound)..<(start + piece.range.upperBound)
      if piece.isComment {
        if let end = follows, piece.newlines == 0 { extend(from: end, to: range.upperBound) }
        follows = follows != nil && piece.newlines == 0 ? range.upperBound : nil
        continue
      }
      follows = nil
      if let directive = piece.directive(in: inside) {
        conditions.pass(directive, depth: &depth)
        if statement == nil, directive == .endif, conditions.isOutside, hasConditionalProperty, !hasNode,
          range.lowerBound < limit
        {
          (propertyPlace, hasConditionalProperty) = (range.upperBound, false)
        }
        continue
      }
      if statement == nil { statement = Statement(range: range, end: range.upperBound) }
      if piece.isMark("{") {
        if depth == 0 { statement?.isNode = true }
        (depth, hasNode) = (depth + 1, true)
      } else if piece.isMark("}") {
        depth = max(0, depth - 1)
      } else if piece.isMark(";"), depth == 0, var ended = statement {
        ended.range = ended.range.lowerBound..<range.upperBound
        ended.end = range.upperBound
        ended.isGone = isGone(ended.range)
        add(ended, before: limit)
        (statement, follows) = (nil, range.upperBound)
      } else if depth == 0, piece.kind == .word, statement?.isNode == false {
        note(inside[range], in: &statement)
      }
    }
  }

  /// The first word is the name, but for what is said of a node; behind a deletion no property may stand.
  private mutating func note(_ word: ArraySlice<UInt8>, in statement: inout Statement?) {
    guard statement?.name.isEmpty ?? false, !word.elementsEqual("/omit-if-no-ref/".utf8) else { return }
    if word.elementsEqual("/delete-node/".utf8) {
      statement?.isNode = true
      hasNode = true
    }
    statement?.name = word
  }

  private mutating func add(_ statement: Statement, before limit: Int) {
    statements.append(statement)
    guard !hasNode, !statement.isGone, statement.range.lowerBound < limit else { return }
    if conditions.isOutside {
      (propertyPlace, hasConditionalProperty) = (statement.end, false)
    } else {
      hasConditionalProperty = true
    }
  }

  /// Takes a comment on the line of what ends at `end` to it.
  private mutating func extend(from end: Int, to newEnd: Int) {
    if let last = statements.indices.last, statements[last].end == end { statements[last].end = newEnd }
    if propertyPlace == end { propertyPlace = newEnd }
  }
}
