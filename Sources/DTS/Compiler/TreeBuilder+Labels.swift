import DeviceTree
import SourceDiagnostics

extension TreeBuilder {
  /// Gives a node or a property a label.
  ///
  /// - Parameter isMerging: Whether a node that was there before gets it: dtc then puts it before its
  ///   others (`add_label`), which shows in the order of `__symbols__`.
  mutating func add(label: String, at range: Range<Int>, to target: LabelTarget, isMerging: Bool = false) {
    // A label that nothing ever had need not be looked for.
    let isNew = table.labels[label] == nil
    if case .node(let node) = target, isNew || !(labelLists[node]?.contains(label) ?? false) {
      noteLabel(label, of: node, isFirst: isMerging)
    }
    if tree.addLabel(label, to: target, isFirst: isMerging) {
      table.labels[label] = SourceTable.TextRange(range)
    } else {
      contestedLabels.append((label, range, target))
    }
  }

  /// Adds to the labels that a node ever had.
  mutating func noteLabel(_ label: String, of node: DeviceTree.NodeID, isFirst: Bool) {
    var list = labelLists[node] ?? LabelList()
    labelLists[node] = nil
    list.add(label, isFirst: isFirst)
    labelLists[node] = list
  }

  mutating func noteDataLabel(_ label: String, at range: Range<Int>) { dataLabels.append((label, range)) }

  /// Says which labels two things have.
  mutating func checkLabels() {
    for (label, range, target) in contestedLabels where isPresent(target) {
      if tree.addLabel(label, to: target) {
        table.labels[label] = SourceTable.TextRange(range)
      } else {
        reportDuplicate(label, at: range, on: target)
      }
    }
    guard !dataLabels.isEmpty else { return }
    var seen: [String: Int] = [:]
    for property in allProperties() {
      for marker in tree.markers(of: property) {
        guard case .label(let label) = marker.kind else { continue }
        seen[label, default: 0] += 1
        if tree.target(ofLabel: label) != nil || seen[label, default: 0] > 1,
          let place = dataLabels.last(where: { $0.label == label })
        {
          reportDuplicate(label, at: place.range, on: .property(property))
        }
      }
    }
    for (label, range) in dataLabels where table.labels[label] == nil {
      table.labels[label] = SourceTable.TextRange(range)
    }
  }

  private mutating func reportDuplicate(_ label: String, at range: Range<Int>, on target: LabelTarget) {
    let other =
      table.labels[label] ?? dataLabels.first { $0.label == label }.map { SourceTable.TextRange($0.range) }
    let node =
      switch target {
      case .node(let node): node
      case .property(let property): tree.node(of: property)
      }
    let owner = tree.target(ofLabel: label) ?? target
    report(
      Failure(
        check: "duplicate_label", node: node,
        text: "Duplicate label '\(label)' on \(place(of: target)) and \(place(of: owner))"),
      "the label '\(label)' is given twice", at: range,
      notes: other.map { [("the first is here", $0.range)] } ?? [])
  }

  /// What has a label, as dtc names it.
  private func place(of target: LabelTarget) -> String {
    switch target {
    case .node(let node): tree.path(of: node)
    case .property(let property):
      "'\(tree.name(of: property))' in \(tree.path(of: tree.node(of: property)))"
    }
  }

  private func isPresent(_ target: LabelTarget) -> Bool {
    switch target {
    case .node(let node): isPresent(node)
    case .property(let property):
      isPresent(tree.node(of: property))
        && tree.property(named: tree.nameBytes(of: property), of: tree.node(of: property)) == property
    }
  }

  /// Whether the node was not removed, nor any above it.
  private func isPresent(_ node: DeviceTree.NodeID) -> Bool {
    guard let parent = tree.parent(of: node) else { return true }
    // Removing a node removes all below it, so its own state tells.
    return tree.child(named: tree.nameBytes(of: node), of: parent) == node
  }

  func allProperties() -> [DeviceTree.PropertyID] {
    var all: [DeviceTree.PropertyID] = []
    for node in tree.allNodes { all.append(contentsOf: tree.properties(of: node)) }
    return all
  }

  /// Says that a reference leads nowhere, and what may be meant.
  ///
  /// - Parameter node: The node whose property refers to it; nil for a reference outside of all nodes.
  /// - Parameter check: The check that fails then; nil for what is an error of the syntax.
  mutating func reportUnknown(
    _ reference: Reference, at range: Range<Int>, in node: DeviceTree.NodeID? = nil, check: String? = nil
  ) {
    let (message, help) = textForUnknown(reference)
    guard let check, let node else { return report(message, at: range, help: help) }
    // dtc's text ends with an empty line.
    let name = reference.text.dropFirst().filter { $0 != "{" && $0 != "}" }
    report(
      Failure(check: check, node: node, text: "Reference to non-existent node or label \"\(name)\"\n"),
      message, at: range, help: help)
  }

  private mutating func textForUnknown(_ reference: Reference) -> (message: String, help: String?) {
    switch reference {
    case .label(let label): return textForUnknown(label: label)
    case .labelAndPath(let label, let path):
      if tree.node(labelled: label) == nil { return textForUnknown(label: label) }
      return ("there is no node '\(path.dropFirst())' below '&\(label)'", nil)
    case .path(let path): return ("there is no node '\(path)'", pathHelp(path))
    }
  }

  private mutating func textForUnknown(label: String) -> (message: String, help: String?) {
    if case .property(let property) = tree.target(ofLabel: label) {
      return ("'\(label)' is the label of a property, '\(tree.name(of: property))', not of a node", nil)
    }
    return ("no node has the label '\(label)'", suggestion(for: label))
  }

  /// The closest label, if one is close.
  private mutating func suggestion(for label: String) -> String? {
    suggestions += 1
    guard suggestions <= 16 else { return nil }
    return Spelling.closest(to: label, among: table.labels.keys.filter { tree.node(labelled: $0) != nil })
      .map { "did you mean '&\($0)'?" }
  }

  /// How far the path leads, and what is there with a similar name.
  private func pathHelp(_ path: String) -> String? {
    var current = tree.root
    for part in Array(path.utf8).split(separator: UInt8(ascii: "/")) {
      if let next = tree.child(named: part, of: current) {
        current = next
        continue
      }
      let names = tree.children(of: current).prefix(10_000).map { tree.name(of: $0) }
      let wanted = String(decoding: part, as: UTF8.self)
      let close = names.first { $0.hasPrefix(wanted + "@") } ?? Spelling.closest(to: wanted, among: names)
      return close.map { "'\(tree.path(of: current))' has a node '\($0)'; did you mean that?" }
    }
    return nil
  }

  /// What a bare word in a value may be meant to be.
  func helpForWord(_ word: String) -> String? {
    tree.node(labelled: word) != nil ? "a reference to the node with this label is written '&\(word)'" : nil
  }
}
