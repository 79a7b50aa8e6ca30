import DeviceTree

/// The blocks of nodes.
extension Parser {
  /// Reads the `{ … };` of a node with everything in it; the next token is the brace.
  ///
  /// - Parameter start: Where the statement begins, labels included.
  mutating func readBlock(of node: DeviceTree.NodeID, isFresh: Bool, from start: Int) {
    open(node, isFresh: isFresh, from: start)
    readItems()
  }

  /// Reads what stands in the open blocks up to the end of the outermost.
  mutating func readItems() {
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
    if frames.isEmpty { leftBrace = nil }
    noteBrace(token.range, of: frame)
    advance()
    if token.isSymbol(";") {
      builder.table.note(
        block: frame.brace.lowerBound..<lastEnd, whole: frame.start..<token.end, of: frame.node)
      advance()
    } else {
      report(
        "missing ';' after '}'", at: max(0, lastEnd - 1)..<lastEnd,
        help: "every node ends with '};'; found \(spelling(of: token)) instead")
      if isWord, !frames.isEmpty { rereadAsName() }
    }
  }

  private mutating func reportOpenBlocks() {
    guard let frame = frames.last else { return }
    if !lacksBraces { reportOpen(frame, "") }
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
    case .deleteProperty:
      if omits { reportOmission(from: start) }
      readPropertyDeletion(labels)
    case .deleteNode: readNodeDeletion()
    default:
      if labels.isEmpty, reportOpenBefore() { return }
      if reportKeyword() { return skipStatement() }
      report(
        "expected a property or a node, found \(spelling(of: token))", at: token,
        help: helpForItem(behind: labels.last))
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

  private func helpForItem(behind label: Token?) -> String? {
    if let label, token.kind == .string || token.isSymbol("<") {
      return "a value stands behind '=': '\(string(label.start..<label.end - 1)) = …'"
    }
    return switch token.kind {
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
      if omits { reportOmission(from: start) }
      readProperty(name, labels)
    } else if token.isSymbol("}") || token.kind == .end || isOnNewLine {
      report(
        "missing ';' after '\(string(name.range))'", at: name, help: "found \(spelling(of: token)) instead")
      goOnAtItem()
    } else {
      let isNode = isWord && tokenAfterName().isSymbol("{")
      builder.report(
        "expected '=', ';' or '{' after '\(string(name.range))', found \(spelling(of: token))",
        at: token.range,
        help: helpBehind(name, isNode: isNode), isFollowUp: token.isSymbol("("))
      if token.isSymbol("(") {
        // A macro that is not known: what follows on the next line has nothing to do with it.
        skipParentheses()
        return isOnNewLine && isWord ? rereadAsName() : skipStatement()
      }
      guard isNode else { return skipStatement() }
      // The block is read all the same, as that of the second word.
      rereadAsName()
      let second = token
      advance()
      openChild(second, labels, omits: omits, from: start)
    }
  }

  private mutating func reportOmission(from start: Int) {
    report("'/omit-if-no-ref/' stands before nodes only", at: start..<lastEnd)
  }

  /// What may be meant by a name with something behind it that cannot follow.
  private func helpBehind(_ name: Token, isNode: Bool) -> String? {
    let first = string(name.range)
    if token.isSymbol(":") {
      return lexer.text[name.start].isDigit
        ? "a label begins with a letter or '_'" : "a label and its ':' stand together: '\(first):'"
    }
    guard isNode else { return nil }
    let second = string(token.start..<wordEnd)
    return second.utf8.allSatisfy { $0.hexValue != nil }
      ? "a unit address is joined by '@': '\(first)@\(second)'"
      : "a label ends with ':': '\(first): \(second)'"
  }

  private var wordEnd: Int {
    var end = token.start
    while end < lexer.text.count, lexer.text[end].isNameByte { end += 1 }
    return end
  }

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
    let start = token.start
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
    advance()
    let end = token.isSymbol(";") ? token.end : lastEnd
    builder.deleteNode(
      text(range), at: range, whole: start..<end, below: frame.node, inFreshBlock: frame.isFresh)
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
