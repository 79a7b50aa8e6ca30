public import DeviceTree
import SourceDiagnostics

/// Properties that come and go.
extension SourceEditor {
  /// Takes a property away: every definition of it, for without the last one an earlier one would count again.
  public mutating func removeProperty(_ name: String, of node: DeviceTree.NodeID) throws(Refusal) {
    let property = try property(name, of: node)
    let extents = positions.extents(of: property)
    for extent in extents {
      guard let whole = extent.whole else { throw madeByMacro(name, property) }
      try edit(wholeLines(whole), "")
    }
    if extents.isEmpty { throw Refusal(reason: "\(name) of \(self.name(of: node)) stands in no source") }
  }

  /// Adds a property, given as source text without `;`, behind the first of `anchors` that the node has, else as
  /// its first.
  public mutating func addProperty(
    _ statement: String, to node: DeviceTree.NodeID, behind anchors: [String] = []
  ) throws(Refusal) {
    var places: [SourceRange] = []
    for anchor in anchors {
      // Beside what stands under a condition it would not hold in every branch.
      if let whole = tree.property(anchor, of: node).flatMap({ positions.extents(of: $0).last?.whole }),
        condition(at: whole, of: node) == nil
      {
        places.append(whole)
      }
    }
    if let whole = places.first {
      let text = text(of: whole.file)
      var start = newline(in: whole.file) + indentation(at: whole.start, in: whole.file)
      let end = endsLine(whole.end, in: text) ? whole.end : endOfComments(from: whole.end, in: text)
      let place = SourceRange(file: whole.file, start: end, end: end)
      // Among others on one line it stands there too.
      if !endsLine(end, in: text) || !beginsLine(whole.start, in: text) { start = [UInt8(ascii: " ")] }
      return try edit(place, start + Array("\(statement);".utf8))
    }
    guard let extent = positions.extents(of: node).first, let block = extent.block else {
      throw Refusal(
        reason: "the block of \(self.name(of: node)) is made by a macro", range: positions.range(of: node))
    }
    let outline = outline(of: node, in: block)
    if outline.statements.allSatisfy({ $0.isNode }) {
      return try add(Additions(properties: [Array(statement.utf8)], nodes: []), to: block, outline)
    }
    let indentation = indentation(at: block.start, in: block.file)
    let line =
      newline(in: block.file) + indentation + indentationStep(in: block.file) + Array("\(statement);".utf8)
    let text = text(of: block.file)
    // What stands behind the brace on its line goes on the next one.
    let breaks = !endsLine(block.start + 1, in: text)
    let end = breaks ? outline.firstPiece : block.start + 1
    try edit(
      SourceRange(file: block.file, start: block.start + 1, end: end),
      line + (breaks ? newline(in: block.file) + indentation + indentationStep(in: block.file) : []))
  }

  /// Behind a comment that ends on the same line as it begins, so that it stays with what it is about.
  private func endOfComments(from offset: Int, in text: [UInt8]) -> Int {
    let line = text[offset..<nextLine(after: offset, in: text)]
    let rest = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let content = rest.reversed().drop { $0 <= 0x20 }
    let end = rest.startIndex + content.count
    if rest.starts(with: "//".utf8) { return end }
    guard rest.starts(with: "/*".utf8), content.starts(with: "/*".utf8) else { return offset }
    return end
  }
}
