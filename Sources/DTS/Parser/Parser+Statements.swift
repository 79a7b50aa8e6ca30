import DeviceTree
import SourceDiagnostics

/// What stands outside of nodes.
extension Parser {
  /// Reads `/dts-v1/;` and `/plugin/;`, each perhaps several times.
  mutating func readHeader() {
    guard token.kind == .version else {
      builder.report(
        "a device-tree source must begin with '/dts-v1/;'", at: token.range, help: helpForHeader(),
        isFollowUp: true)
      return
    }
    let first = token
    builder.isPlugin = readVersion()
    while token.kind == .version {
      let other = token
      guard readVersion() != builder.isPlugin else { continue }
      builder.report(
        "this header \(builder.isPlugin ? "lacks" : "has") '/plugin/'", at: other.range,
        notes: [("the first, which \(builder.isPlugin ? "has" : "lacks") it, is here", first.range)])
    }
  }

  /// Reads one `/dts-v1/;` and the `/plugin/;` that may follow it; whether one does.
  private mutating func readVersion() -> Bool {
    advance()
    endStatement(after: "'/dts-v1/'")
    let isPlugin = token.kind == .plugin
    if isPlugin {
      advance()
      endStatement(after: "'/plugin/'")
    }
    return isPlugin
  }

  private func helpForHeader() -> String {
    if token.kind == .end { return "there is nothing in it" }
    if lexer.text.starts(with: [0xef, 0xbb, 0xbf]) { return "a byte order mark stands before it" }
    let path = builder.range(of: token.range).map { sources[$0.file].path } ?? ""
    return path.hasSuffix(".dtsi")
      ? "a .dtsi is a part that a .dts includes; compile that one"
      : "a file without it is of version 0, which dtc no longer reads either"
  }

  /// Reads the `/memreserve/` entries, which stand before all nodes.
  mutating func readReservations() {
    while true {
      var labels: [Token] = []
      let before = (lexer, token, lastEnd)
      while token.kind == .label {
        labels.append(token)
        advance()
      }
      guard token.kind == .memoryReservation else {
        if !labels.isEmpty { (lexer, token, lastEnd) = before }
        return
      }
      readReservation(labels)
    }
  }

  private mutating func readReservation(_ labels: [Token]) {
    advance()
    guard let address = readInteger(), let size = readInteger() else { return skipStatement() }
    let names = labels.map { string($0.start..<$0.end - 1) }
    builder.tree.reservations.append(MemoryReservation(address: address, size: size, labels: names))
    endStatement(after: "the memory reservation")
  }

  /// Reads one statement: a node at the top, the extension of a node, or a deletion.
  mutating func readStatement() {
    var labels: [Token] = []
    while token.kind == .label {
      labels.append(token)
      advance()
    }
    switch token.kind {
    case .symbol where token.code == 0x2f:
      if labels.isEmpty, reportKeyword() { return skipStatement() }
      readRoot(labels)
    case .labelReference, .pathReference: readExtension(labels)
    case .deleteNode: readDeletion()
    case .omitIfUnreferenced:
      advance()
      guard let target = readTarget() else { return skipStatement() }
      builder.omitIfUnreferenced(target)
      endStatement(after: "the reference")
    case .memoryReservation:
      report("'/memreserve/' must stand before the first node", at: token)
      skipStatement()
    case .version, .plugin:
      report(
        "\(spelling(of: token)) must stand at the beginning", at: token,
        help: token.kind == .version ? "it stands once, in the file that includes the others" : nil)
      skipStatement()
    case .symbol where token.code == 0x23:
      report("\(spelling(of: token)) is neither a directive nor part of a node", at: token)
      skipLine()
    default:
      if token.kind == .name, reopen() { return }
      report("expected a node, found \(spelling(of: token))", at: token, help: helpForStray())
      if token.isSymbol("}") {
        advance()
        _ = take(";")
      } else if token.isSymbol(";") {
        advance()
      } else {
        skipStatement()
      }
    }
  }

  private func helpForStray() -> String? {
    if token.isSymbol("}") { return "there are more '}' than '{'" }
    return token.kind == .name ? "nodes and properties stand within '/ { … };' or '&label { … };'" : nil
  }

  /// Goes on behind the line's end: for what looks like a directive.
  private mutating func skipLine() {
    let line = lexer.text[token.start...].firstIndex(of: UInt8(ascii: "\n")) ?? lexer.text.count
    while token.kind != .end, token.start < line { advance() }
  }

  private mutating func readRoot(_ labels: [Token]) {
    let slash = token
    if let label = labels.first { report("a label cannot stand before '/'", at: label) }
    advance()
    guard token.isSymbol("{") else {
      report("expected '{' after '/', found \(spelling(of: token))", at: token)
      return skipStatement()
    }
    let isFresh = !builder.hasRoot
    builder.hasRoot = true
    builder.table.note(opening: slash.range, of: builder.tree.root)
    readBlock(of: builder.tree.root, isFresh: isFresh, from: slash.start)
  }

  private mutating func readExtension(_ labels: [Token]) {
    let place = token
    let reference = self.reference(of: token)
    if labels.count > 1 {
      report(
        "only one label can stand before a reference", at: labels[1], help: "write one more block for it")
    }
    if builder.isPlugin, case .labelAndPath = reference {
      report(
        "an overlay cannot extend a node by a label and a path", at: place,
        help: "give the node a label of its own, or write the whole path from the root")
    }
    advance()
    guard token.isSymbol("{") else {
      report("expected '{' after \(string(place.range)), found \(spelling(of: token))", at: token)
      return skipStatement()
    }
    let known = builder.tree.node(for: reference)
    if builder.isPlugin, known == nil || place.kind == .pathReference, labels.isEmpty {
      builder.hasRoot = true
      let overlay = builder.addFragment(for: reference, at: place.range)
      return readBlock(of: overlay, isFresh: true, from: place.start)
    }
    guard let node = known else {
      builder.reportUnknown(reference, at: place.range)
      // The block is read all the same, for its own errors, into a node that is not part of any tree.
      return readBlock(of: builder.nodeForNothing(), isFresh: true, from: place.start)
    }
    for label in labels {
      builder.add(
        label: string(label.start..<label.end - 1), at: label.range, to: .node(node), isMerging: true)
    }
    builder.table.note(opening: place.range, of: node)
    readBlock(of: node, isFresh: false, from: labels.first?.start ?? place.start)
  }

  private mutating func readDeletion() {
    advance()
    guard let target = readTarget() else { return skipStatement() }
    builder.delete(target)
    endStatement(after: "the reference")
  }

  /// Takes a reference to a node; nil, with a finding, if there is none.
  private mutating func readTarget() -> DeviceTree.NodeID? {
    guard token.kind == .labelReference || token.kind == .pathReference else {
      report("expected a reference such as '&label', found \(spelling(of: token))", at: token)
      return nil
    }
    let place = token
    let reference = self.reference(of: token)
    advance()
    guard let node = builder.tree.node(for: reference) else {
      builder.reportUnknown(reference, at: place.range)
      return nil
    }
    return node
  }

  /// What a reference token refers to.
  func reference(of token: Token) -> Reference {
    if token.kind == .labelReference { return .label(string(token.start + 1..<token.end)) }
    let inner = token.start + 2..<token.end - 1
    guard let slash = lexer.text[inner].firstIndex(of: UInt8(ascii: "/")) else {
      return .label(string(inner))
    }
    if slash == inner.lowerBound { return .path(string(inner)) }
    return .labelAndPath(string(inner.lowerBound..<slash), string(slash..<inner.upperBound))
  }
}
