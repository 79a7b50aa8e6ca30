public import DeviceTree
public import SourceDiagnostics

/// Nodes that stand on one line, `node { };` and `node { status = "okay"; };`, and get more lines with what is added.
extension SourceEditor {
  /// What a block states on its one line.
  struct LineStatements {
    var properties: [[UInt8]] = []
    var nodes: [[UInt8]] = []
  }

  /// Whether the last block that the node has in a file stands on one line.
  ///
  /// Complexity: O(n) in the bytes of the block.
  public func isOnOneLine(_ node: DeviceTree.NodeID, in file: FileID) -> Bool {
    lastBlock(of: node, in: file).map { statements(ofLine: $0) != nil } ?? false
  }

  /// The statements of a block that stands on one line; nil for any other block, and for one that holds more than
  /// statements, such as a comment.
  func statements(ofLine block: SourceRange) -> LineStatements? {
    let start = block.start + 1
    guard start < block.end else { return nil }
    let inside = text(of: block.file)[start..<(block.end - 1)]
    guard !inside.contains(UInt8(ascii: "\n")), let pieces = try? PieceScanner.pieces(of: Array(inside))
    else {
      return nil
    }
    var found = LineStatements()
    var depth = 0
    var first: Int?
    var isNode = false
    for piece in pieces {
      if piece.isComment { return nil }
      if first == nil { first = start + piece.range.lowerBound }
      if piece.isMark("{") { (depth, isNode) = (depth + 1, true) }
      if piece.isMark("}") { depth -= 1 }
      guard piece.isMark(";"), depth == 0, let begin = first else { continue }
      let statement = Array(inside[begin..<(start + piece.range.upperBound)])
      if isNode { found.nodes.append(statement) } else { found.properties.append(statement) }
      (first, isNode) = (nil, false)
    }
    return first == nil ? found : nil
  }

  /// Writes a block that stood on one line over as many as it takes.
  mutating func spread(_ statements: LineStatements, over block: SourceRange) throws(Refusal) {
    let file = block.file
    let (line, margin) = (newline(in: file), indentation(at: block.start, in: file))
    let own = line + margin + indentationStep(in: file)
    var lines: [UInt8] = []
    for property in statements.properties { lines += own + property }
    for node in statements.nodes {
      // Nodes stand apart from what is above them.
      if !lines.isEmpty { lines += line }
      lines += own + node
    }
    try edit(SourceRange(file: file, start: block.start + 1, end: block.end - 1), lines + line + margin)
  }
}
