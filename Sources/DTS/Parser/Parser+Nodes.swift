import DeviceTree

/// The blocks of nodes.
extension Parser {
  /// Reads the `{ … };` of a node with everything in it; the next token is the brace.
  ///
  /// - Parameter start: Where the statement begins, labels included.
  mutating func readBlock(of node: DeviceTree.NodeID, isFresh: Bool, from start: Int) {
    open(node, isFresh: isFresh, from: start)
    while !frames.isEmpty, !builder.hasTooManyErrors {
      if token.isSymbol("}") {
        close()
      } else if token.kind == .end {
        reportOpenBlocks()
      } else {
        readItem()
      }
    }
    if !frames.isEmpty { frames.removeAll() }
  }

  private mutating func open(_ node: DeviceTree.NodeID, isFresh: Bool, from start: Int) {
    frames.append(Frame(node: node, isFresh: isFresh, brace: token.range, start: start))
    advance()
  }

  private mutating func close() {
    settleProperties()
    let frame = frames.removeLast()
    advance()
    if token.isSymbol(";") {
      builder.table.note(
        block: frame.brace.lowerBound..<lastEnd, whole: frame.start..<token.end, of: frame.node)
      advance()
    } else {
      report(
        "missing ';' after '}'", at: max(0, lastEnd - 1)..<lastEnd,
        help: "every node ends with '};'; found \(spelling(of: token)) instead")
    }
  }

  private mutating func reportOpenBlocks() {
    guard let frame = frames.last else { return }
    let name = builder.tree.name(of: frame.node)
    if !endsInString {
      builder.report(
        "the node '\(name.isEmpty ? "/" : name)' is not ended: '};' is missing", at: token.range,
        notes: [("its '{' is here", frame.brace)])
    }
    settleProperties()
    frames.removeAll()
  }

  /// Reads one property, child node or deletion.
  private mutating func readItem() {
    var labels: [Token] = []
    var omits = false
    let start = token.start
    while token.kind == .label || token.kind == .omitIfUnreferenced {
      if token.kind == .label { labels.append(token) } else { omits = true }
      advance()
    }
    switch token.kind {
    case .name: readNamed(labels, omits: omits, from: start)
    case .deleteProperty: readPropertyDeletion(labels)
    case .deleteNode: readNodeDeletion()
    default:
      report("expected a property or a node, found \(spelling(of: token))", at: token, help: helpForItem())
      if token.isSymbol("{") {
        // A block without a name: its inside is not worth reading.
        skipStatement()
      } else if token.isSymbol(";") {
        advance()
      } else {
        skipStatement()
      }
    }
  }

  private func helpForItem() -> String? {
    switch token.kind {
    case .labelReference, .pathReference: "a node is extended by reference outside of all nodes only"
    case .version: "'/dts-v1/' stands in the main file only"
    default: nil
    }
  }

  private mutating func readNamed(_ labels: [Token], omits: Bool, from start: Int) {
    let name = token
    advance()
    if token.isSymbol("{") {
      openChild(name, labels, omits: omits, from: start)
    } else if token.isSymbol("=") || token.isSymbol(";") {
      readProperty(name, labels)
    } else if token.isSymbol("}") || token.kind == .end || isOnNewLine {
      report(
        "missing ';' after '\(string(name.range))'", at: name, help: "found \(spelling(of: token)) instead")
      if !isAtItem { skipStatement() }
    } else {
      report(
        "expected '=', ';' or '{' after '\(string(name.range))', found \(spelling(of: token))", at: token)
      skipStatement()
    }
  }

  /// Whether the next token may begin an item of a block, or end the block.
  ///
  /// A name on the next line was read as part of a value already, so it is passed over with its statement.
  private var isAtItem: Bool {
    switch token.kind {
    case .label, .deleteNode, .deleteProperty, .omitIfUnreferenced: true
    default: token.isSymbol("}") || token.kind == .end
    }
  }

  /// Whether a line ends between the last token and the next.
  private var isOnNewLine: Bool { lexer.text[lastEnd..<token.start].contains(UInt8(ascii: "\n")) }

  private mutating func openChild(_ name: Token, _ labels: [Token], omits: Bool, from start: Int) {
    settleProperties()
    frames[frames.count - 1].hasSubnodes = true
    let parent = frames[frames.count - 1]
    let range = unescaped(name)
    let (node, isFresh) = builder.openNode(
      text(range), at: range, below: parent.node, inFreshBlock: parent.isFresh)
    for label in labels {
      builder.add(
        label: string(label.start..<label.end - 1), at: label.range, to: .node(node), isMerging: !isFresh)
    }
    if omits, isFresh { builder.omitIfUnreferenced(node) }
    open(node, isFresh: isFresh, from: start)
  }

  /// A name without the backslash that may stand before it.
  func unescaped(_ name: Token) -> Range<Int> {
    let isEscaped = lexer.text[name.start] == UInt8(ascii: "\\")
    return (isEscaped ? name.start + 1 : name.start)..<name.end
  }

  private mutating func readNodeDeletion() {
    advance()
    guard token.kind == .name else {
      report(
        "expected the name of a node, found \(spelling(of: token))", at: token,
        help: token.kind == .labelReference ? "'/delete-node/ &label;' stands outside of all nodes" : nil)
      return skipStatement()
    }
    settleProperties()
    frames[frames.count - 1].hasSubnodes = true
    let frame = frames[frames.count - 1]
    let range = unescaped(token)
    builder.deleteNode(text(range), at: range, below: frame.node, inFreshBlock: frame.isFresh)
    advance()
    endStatement(after: "the name")
  }

  private mutating func readPropertyDeletion(_ labels: [Token]) {
    let start = token
    advance()
    guard token.kind == .name else {
      report("expected the name of a property, found \(spelling(of: token))", at: token)
      return skipStatement()
    }
    noteOrder(at: start)
    let name = unescaped(token)
    advance()
    pending.append(
      PendingProperty(
        name: name, isDeletion: true, whole: start.start..<name.upperBound,
        value: name.upperBound..<name.upperBound,
        bytes: 0..<0, markers: 0..<0, elements: 0..<0, labels: []))
    endStatement(after: "the name")
  }

  /// Says that a property stands behind a child node, which dtc does not take.
  mutating func noteOrder(at token: Token) {
    guard let frame = frames.last, frame.hasSubnodes, !frame.orderWasReported else { return }
    frames[frames.count - 1].orderWasReported = true
    report(
      "properties must stand before the child nodes", at: token,
      help: "move it up, before the first child of '\(builder.displayName(of: frame.node))'")
  }
}
