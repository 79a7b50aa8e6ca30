public import DeviceTree
import SourceDiagnostics

/// Nodes: their order, new ones beside old ones.
extension SourceEditor {
  /// The node's only block, as text of one file.
  private func block(of node: DeviceTree.NodeID) throws(Refusal) -> (SourceTable.NodeExtent, SourceRange) {
    let extents = positions.extents(of: node)
    guard let first = extents.first, let whole = first.whole else {
      throw Refusal(reason: "\(name(of: node)) is made by a macro", range: positions.range(of: node))
    }
    guard extents.count == 1 else {
      throw Refusal(
        reason: "\(name(of: node)) is written in \(extents.count) places",
        range: positions.lastRange(of: node))
    }
    return (first, whole)
  }

  /// Takes a node out, with the comment directly above it, and with what extends it or a node in it elsewhere.
  ///
  /// Complexity: O(bytes of the file) for each of its blocks, and O(blocks) for each node below it.
  public mutating func remove(_ node: DeviceTree.NodeID) throws(Refusal) {
    let extents = positions.extents(of: node)
    if extents.isEmpty { throw Refusal(reason: "\(name(of: node)) stands in no source") }
    var gone: [SourceRange] = []
    for extent in extents {
      guard let whole = extent.whole else {
        throw Refusal(reason: "\(name(of: node)) is made by a macro", range: positions.range(of: node))
      }
      try edit(withEmptyLine(linesWithComment(whole)), "")
      gone.append(whole)
    }
    for inner in tree.subtree(of: node) where inner != node {
      for whole in positions.extents(of: inner).compactMap({ $0.whole }) {
        let isWithin = gone.contains {
          $0.file == whole.file && $0.start <= whole.start && whole.end <= $0.end
        }
        if isWithin { continue }
        try edit(withEmptyLine(linesWithComment(whole)), "")
        gone.append(whole)
      }
    }
  }

  /// The lines with one empty line in front or behind, so that the rest keeps its distances.
  func withEmptyLine(_ lines: SourceRange) -> SourceRange {
    let text = text(of: lines.file)
    if lines.start > 0, text[lines.start - 1] == UInt8(ascii: "\n"), followsEmptyLine(lines.start, in: text) {
      return SourceRange(file: lines.file, start: lineStart(of: lines.start - 1, in: text), end: lines.end)
    }
    let end = nextLine(after: lines.end, in: text)
    if text[lines.end..<end].allSatisfy({ $0 <= 0x20 }), end > lines.end {
      return SourceRange(file: lines.file, start: lines.start, end: end)
    }
    return lines
  }

  /// Puts a node, with the comment directly above it, before one of its siblings.
  public mutating func move(_ node: DeviceTree.NodeID, before sibling: DeviceTree.NodeID) throws(Refusal) {
    let (_, whole) = try block(of: node)
    guard let target = positions.extents(of: sibling).first?.whole else {
      throw Refusal(reason: "\(name(of: sibling)) is made by a macro", range: positions.range(of: sibling))
    }
    let lines = linesWithComment(whole)
    let place = linesWithComment(target)
    let isOnOwnLines =
      beginsLine(whole.start, in: text(of: whole.file)) && endsLine(whole.end, in: text(of: whole.file))
    guard isOnOwnLines, beginsLine(target.start, in: text(of: target.file)) else {
      throw Refusal(reason: "\(name(of: node)) shares its lines with something else", range: whole)
    }
    var moved = Array(bytes(of: lines))
    if moved.last != UInt8(ascii: "\n") { moved += newline(in: lines.file) }
    if followsEmptyLine(lines.start, in: text(of: lines.file)) { moved += newline(in: lines.file) }
    try edit(withEmptyLine(lines), "")
    try edit(SourceRange(file: place.file, start: place.start, end: place.start), moved)
  }

  /// Writes a copy of a node behind it: another name, another `reg`, no labels.
  ///
  /// - Parameter reg: The value as source text.
  public mutating func copy(
    _ node: DeviceTree.NodeID, as name: String, reg: String
  ) throws(Refusal) {
    let (extent, whole) = try block(of: node)
    let property = try property("reg", of: node)
    guard let nameRange = extent.name, let value = positions.extents(of: property).last?.value,
      value.file == whole.file, value.start >= nameRange.end, value.end <= whole.end
    else { throw madeByMacro("reg", property) }
    guard tree.property("phandle", of: node).flatMap({ positions.range(of: $0) }) == nil,
      tree.children(of: node).first(where: { _ in true }) == nil
    else {
      throw Refusal(reason: "\(self.name(of: node)) has what only one node can have", range: nameRange)
    }
    let text = text(of: whole.file)
    let copy =
      Array(name.utf8) + text[nameRange.end..<value.start] + Array(reg.utf8) + text[value.end..<whole.end]
    let line = newline(in: whole.file)
    let place = SourceRange(file: whole.file, start: whole.end, end: whole.end)
    // An empty line between the two, unless the node before stands directly above.
    let start = lineStart(of: whole.start, in: text)
    let above = text[lineStart(of: max(0, start - 1), in: text)..<start].last { $0 > 0x20 }
    let gap = above == UInt8(ascii: ";") && !followsEmptyLine(start, in: text) ? line : line + line
    try edit(place, gap + indentation(at: whole.start, in: whole.file) + copy)
  }
}
