public import DeviceTree
public import SourceDiagnostics

/// What is written where no text stands yet.
extension SourceEditor {
  /// Whether the node is opened in a file, by text that no macro made.
  ///
  /// Complexity: O(n) in the blocks that the sources have for the node.
  public func opens(_ node: DeviceTree.NodeID, in file: FileID) -> Bool {
    lastBlock(of: node, in: file) != nil
  }

  /// The last block of the node in a file.
  func lastBlock(of node: DeviceTree.NodeID, in file: FileID) -> SourceRange? {
    positions.extents(of: node).last { $0.block?.file == file }?.block
  }

  /// Adds an empty node behind what stands in the last block that its parent has in a file.
  ///
  /// Line ends and indentation are those of the file.
  ///
  /// - Parameter name: The node's name with its unit address, written as it is.
  /// - Throws: `Refusal` if the file does not open the parent, or the place was changed already.
  ///
  /// Complexity: O(n) in the file's bytes.
  public mutating func addNode(
    _ name: String, to parent: DeviceTree.NodeID, in file: FileID
  ) throws(Refusal) {
    guard let block = lastBlock(of: parent, in: file) else {
      throw Refusal(reason: "\(self.name(of: parent)) is not opened here", range: positions.range(of: parent))
    }
    let (line, margin) = (newline(in: file), indentation(at: block.start, in: file))
    let own = margin + indentationStep(in: file)
    if var lines = statements(ofLine: block) {
      lines.nodes.append(Array("\(name) {".utf8) + line + own + Array("};".utf8))
      return try spread(lines, over: block)
    }
    let node = own + Array("\(name) {".utf8) + line + own + Array("};".utf8) + line
    let text = text(of: file)
    let brace = block.end - 1
    let inside = text[(block.start + 1)..<brace]
    let isEmpty = inside.allSatisfy { $0 <= 0x20 }
    if beginsLine(brace, in: text) {
      let start = lineStart(of: brace, in: text)
      return try edit(SourceRange(file: file, start: start, end: start), (isEmpty ? [] : line) + node)
    }
    // `{ … }` on one line needs its brace on a new one.
    let gap = isEmpty ? line : line + line
    try edit(SourceRange(file: file, start: brace, end: brace), gap + node + margin)
  }

  /// Adds a property as the first one of the last block that the node has in a file, whatever other blocks say.
  ///
  /// - Parameter statement: The property without its `;`, written as it is.
  /// - Throws: `Refusal` if the file does not open the node, or the place was changed already.
  ///
  /// Complexity: O(n) in the file's bytes.
  public mutating func addProperty(
    _ statement: String, to node: DeviceTree.NodeID, in file: FileID
  ) throws(Refusal) {
    guard let block = lastBlock(of: node, in: file) else {
      throw Refusal(reason: "\(self.name(of: node)) is not opened here", range: positions.range(of: node))
    }
    if var lines = statements(ofLine: block) {
      lines.properties.append(Array("\(statement);".utf8))
      return try spread(lines, over: block)
    }
    let (line, margin) = (newline(in: file), indentation(at: block.start, in: file))
    let text = text(of: file)
    let offset = endOfProperties(in: block)
    let place = SourceRange(file: file, start: offset, end: offset)
    let closes = !text[offset..<block.end].contains(UInt8(ascii: "\n"))
    try edit(
      place,
      line + margin + indentationStep(in: file) + Array("\(statement);".utf8) + (closes ? line + margin : []))
  }

  /// Behind the last property, or deletion of one, that a block states, with the comment on its line; else behind its
  /// brace.
  ///
  /// Complexity: O(bytes of the block).
  private func endOfProperties(in block: SourceRange) -> Int {
    let start = block.start + 1
    let pieces = (try? PieceScanner.pieces(of: Array(text(of: block.file)[start..<(block.end - 1)]))) ?? []
    var end = 0
    var isBehindStatement = false
    for piece in pieces {
      if piece.isMark("{") { break }
      if piece.isMark(";") || (isBehindStatement && piece.isComment && piece.newlines == 0) {
        end = piece.range.upperBound
      }
      isBehindStatement = piece.isMark(";")
    }
    return start + end
  }

  /// Adds statements at the end of a file: an extension of a node that other files define, or its deletion.
  ///
  /// - Parameter statements: Lines of source, written as they are, with the file's line ends.
  /// - Throws: `Refusal` if the file's end was changed already.
  ///
  /// Complexity: O(n) in the bytes of the file and of the statements.
  public mutating func append(_ statements: String, to file: FileID) throws(Refusal) {
    let text = text(of: file)
    let line = newline(in: file)
    let gap = text.last == UInt8(ascii: "\n") || text.isEmpty ? line : line + line
    let lines = statements.split(separator: "\n", omittingEmptySubsequences: false)
    var added = gap
    for part in lines { added += Array(part.utf8) + line }
    try edit(SourceRange(file: file, start: text.count, end: text.count), added)
  }
}
