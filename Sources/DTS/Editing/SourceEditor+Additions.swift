import DeviceTree
import SourceDiagnostics

/// What is written where no text stands yet.
extension SourceEditor {
  /// What a block is given.
  struct Additions {
    var properties: [[UInt8]]
    var nodes: [NewNode]
    var isEmpty: Bool { properties.isEmpty && nodes.isEmpty }
  }

  /// Adds properties behind those of a block, and nodes behind all, where they hold in every branch.
  ///
  /// Line ends and indentation are those of the file; a block on one line gets the lines that it needs.
  ///
  /// Complexity: O(n) in the file's bytes.
  mutating func add(
    _ additions: Additions, to block: SourceRange, _ outline: BlockOutline
  ) throws(Refusal) {
    let text = text(of: block.file)
    if !text[block.start..<block.end].contains(UInt8(ascii: "\n")) {
      return try spread(block, outline, adding: additions)
    }
    let (line, margin) = (newline(in: block.file), indentation(at: block.start, in: block.file))
    let brace = block.end - 1
    var nodes = nodes(additions.nodes, in: block)
    if !additions.properties.isEmpty {
      let place = outline.propertyPlace
      let own = indentation(ofStatementsIn: block, outline)
      var added: [UInt8] = []
      for property in additions.properties { added += line + own + property + [UInt8(ascii: ";")] }
      var end = place
      if !endsLine(place, in: text) {
        while text[end] == UInt8(ascii: " ") || text[end] == UInt8(ascii: "\t") { end += 1 }
        if end == brace {
          for node in nodes { added += line + line + node }
          nodes = []
        }
        added += line + (end == brace ? margin : own)
      }
      try edit(SourceRange(file: block.file, start: place, end: end), added)
    }
    guard !nodes.isEmpty else { return }
    guard let place = outline.nodePlace else {
      throw Refusal(
        reason:
          "the end of the block stands in a condition, so that a node there would not hold in every branch",
        range: SourceRange(file: block.file, start: brace, end: block.end), help: "add it by hand")
    }
    let isAlone = outline.statements.isEmpty && additions.properties.isEmpty && outline.firstPiece == brace
    var added: [UInt8] = []
    guard beginsLine(place, in: text) else {
      // `{ … }` on one line needs its brace on a new one.
      for (index, node) in nodes.enumerated() { added += (isAlone && index == 0 ? line : line + line) + node }
      let blanks = isEdited(outline.lastEnd..<place, in: block.file) ? place : outline.lastEnd
      return try edit(SourceRange(file: block.file, start: blanks, end: place), added + line + margin)
    }
    let start = lineStart(of: place, in: text)
    for (index, node) in nodes.enumerated() {
      let isApart = index == 0 && (isAlone || followsEmptyLine(start, in: text))
      added += (isApart ? [] : line) + node + line
    }
    try edit(SourceRange(file: block.file, start: start, end: start), added)
  }

  /// The nodes as text, with the indentation that they have in a block.
  func nodes(_ nodes: [NewNode], in block: SourceRange) -> [[UInt8]] {
    let step = indentationStep(in: block.file)
    let own = indentation(at: block.start, in: block.file) + step
    return nodes.map { own + $0.text(margin: own, step: step, newline: newline(in: block.file)) }
  }

  /// That of the last property which begins a line, else one step more than the block's.
  private func indentation(ofStatementsIn block: SourceRange, _ outline: BlockOutline) -> [UInt8] {
    let text = text(of: block.file)
    let last = outline.statements.last { statement in
      !statement.isNode && statement.end <= outline.propertyPlace
        && beginsLine(statement.range.lowerBound, in: text)
    }
    return last.map { indentation(at: $0.range.lowerBound, in: block.file) }
      ?? indentation(at: block.start, in: block.file) + indentationStep(in: block.file)
  }

  /// Writes a block that stood on one line over as many as it takes; only the blanks between its statements change.
  private mutating func spread(
    _ block: SourceRange, _ outline: BlockOutline, adding additions: Additions
  ) throws(Refusal) {
    let file = block.file
    let (line, margin) = (newline(in: file), indentation(at: block.start, in: file))
    let own = line + margin + indentationStep(in: file)
    let properties = additions.properties.reduce(into: [UInt8]()) { text, property in
      text += own + property + [UInt8(ascii: ";")]
    }
    var end = block.start + 1
    /// The blanks behind `end`, up to the next statement, gone or not.
    func gap() -> SourceRange {
      let next = outline.statements.first { $0.range.lowerBound >= end }?.range.lowerBound ?? block.end - 1
      return SourceRange(file: file, start: end, end: end == block.start + 1 ? outline.firstPiece : next)
    }
    var isFirst = true
    var lacksProperties = !properties.isEmpty
    for statement in outline.statements where !statement.isGone {
      var added: [UInt8] = []
      if statement.isNode {
        if lacksProperties { (added, lacksProperties, isFirst) = (properties, false, false) }
        if !isFirst { added += line }
      }
      try edit(gap(), added + own)
      (end, isFirst) = (statement.end, false)
    }
    // What stands there without a statement is a comment.
    if outline.statements.isEmpty, outline.lastEnd > end {
      try edit(gap(), own)
      (end, isFirst) = (outline.lastEnd, false)
    }
    var added: [UInt8] = []
    if lacksProperties { (added, isFirst) = (properties, false) }
    for node in nodes(additions.nodes, in: block) {
      added += (isFirst ? line : line + line) + node
      isFirst = false
    }
    try edit(gap(), added + line + margin)
  }
}
