import DeviceTree
import SourceDiagnostics

/// Which of a node's blocks takes what is added to it.
extension SourceEditor {
  /// The last block of a node in a file where these names can be stated, and count; nil if there is none.
  ///
  /// It holds wherever the node is made, states none of the names, under no condition, and what the sources say of them
  /// stands before it.
  ///
  /// Complexity: O(bytes of the node's blocks in the file), the first time O(bytes of the file) besides.
  mutating func block(
    of node: DeviceTree.NodeID, in file: FileID, stating names: [String]
  ) -> (range: SourceRange, outline: BlockOutline)? {
    let (tree, positions) = (tree, positions)
    let stated = names.compactMap { name in
      tree.property(name, of: node).flatMap { positions.definition(of: $0)?.whole.range.lowerBound }
    }
    let made = offset(ofMaking: node, in: file)
    let conditions = conditions(of: file)
    var current = SourceTable.entry(positions.lastOpening, node.ordinal)
    while current >= 0 {
      let opening = positions.openings[current]
      current = Int(opening.previous)
      guard let block = positions.origins.verbatimRange(of: opening.block.range), block.file == file,
        stated.allSatisfy({ $0 < opening.block.range.lowerBound }),
        conditions.branch(at: block.start, notAt: made) == nil
      else { continue }
      let outline = outline(of: node, in: block)
      let states = outline.statements.contains { statement in
        !statement.isGone && names.contains { statement.name.elementsEqual($0.utf8) }
      }
      if !states { return (block, outline) }
    }
    return nil
  }

  /// What stands in a block of a node, after the edits so far.
  func outline(of node: DeviceTree.NodeID, in block: SourceRange) -> BlockOutline {
    BlockOutline(
      of: block.start..<block.end, in: text(of: block.file), before: firstExpandedChild(of: node, in: block),
      isGone: { isEdited($0, in: block.file) })
  }

  /// Where the first child stands in a block that a macro makes.
  private func firstExpandedChild(of node: DeviceTree.NodeID, in block: SourceRange) -> Int {
    var first = Int.max
    for child in tree.children(of: node) {
      for range in positions.ranges(of: child)
      where range.file == block.file && (block.start..<block.end).contains(range.start) {
        first = min(first, range.start)
      }
    }
    return first
  }

  /// Where a file makes a node, or includes what makes it.
  private func offset(ofMaking node: DeviceTree.NodeID, in file: FileID) -> Int? {
    positions.firstOpening(of: node).flatMap {
      positions.origins.offset(of: $0.name.range.lowerBound, in: file)
    }
  }

  /// Whether an edit takes all of this away, or something else comes in its place.
  func isEdited(_ range: Range<Int>, in file: FileID) -> Bool {
    edits.list.contains {
      $0.range.file == file && $0.range.start <= range.lowerBound && range.upperBound <= $0.range.end
    }
  }

  /// The line of the condition that rules a place but not all of the node; nil if it holds wherever the node does.
  mutating func condition(at range: SourceRange, of node: DeviceTree.NodeID) -> SourceRange? {
    let made = offset(ofMaking: node, in: range.file)
    return conditions(of: range.file).branch(at: range.start, notAt: made).map {
      SourceRange(file: range.file, start: $0.directive.lowerBound, end: $0.directive.upperBound)
    }
  }

  /// Writes statements about a node that other files or macros define: at the end of the file, or of the condition
  /// in which the node is made.
  ///
  /// - Parameter statements: Lines of source, written as they are, with the file's line ends.
  ///
  /// Complexity: O(n) in the bytes of the file and of the statements.
  mutating func append(
    _ statements: [UInt8], about node: DeviceTree.NodeID, to file: FileID
  ) throws(Refusal) {
    let made = offset(ofMaking: node, in: file)
    let (text, line) = (text(of: file), newline(in: file))
    if let made, let branch = conditions(of: file).branches(at: made).last, branch.end < text.count {
      let start = lineStart(of: branch.end, in: text)
      let added = followsEmptyLine(start, in: text) ? statements + line + line : line + statements + line
      return try edit(SourceRange(file: file, start: start, end: start), added)
    }
    let gap = text.last == UInt8(ascii: "\n") || text.isEmpty ? line : line + line
    try edit(SourceRange(file: file, start: text.count, end: text.count), gap + statements + line)
  }

  /// What a statement outside of all blocks calls a node by.
  func reference(to node: DeviceTree.NodeID) throws(Refusal) -> String {
    if node == tree.root { return "/" }
    if let label = tree.labels(of: node).first { return "&\(label)" }
    guard !compiled.isPlugin else {
      throw Refusal(
        reason: "\(name(of: node)) has no label by which an overlay could extend it",
        range: positions.lastRange(of: node), help: "give the node a label")
    }
    return "&{\(tree.path(of: node))}"
  }
}

extension TextOrigins {
  /// Where a file has a byte of the preprocessed text: itself, the macro, or the inclusion that makes it; nil if the
  /// file took no part in it.
  func offset(of text: Int, in file: FileID) -> Int? {
    guard let segment = segment(at: text) else { return nil }
    var place =
      segment.expansion >= 0
      ? useInFile(segment.expansion)
      : Place(
        input: segment.input, start: segment.offset + Int32(truncatingIfNeeded: text) - segment.start,
        end: segment.offset + segment.length)
    while true {
      if let range = sourceRange(of: place), range.file == file { return range.start }
      guard let above = inputs[Int(place.input)].includedAt else { return nil }
      place = above
    }
  }
}
