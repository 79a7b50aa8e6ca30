import DeviceTree
import SourceDiagnostics

extension TreeBuilder {
  /// Gives a node or a property a label.
  ///
  /// - Parameter isMerging: Whether a node that was there before gets it: dtc then puts it before its
  ///   others (`add_label`), which shows in the order of `__symbols__`.
  mutating func add(label: String, at range: Range<Int>, to target: LabelTarget, isMerging: Bool = false) {
    if case .node(let node) = target, !(labelLists[node]?.contains(label) ?? false) {
      labelLists[node, default: []].insert(label, at: isMerging ? 0 : labelLists[node]?.count ?? 0)
    }
    if tree.addLabel(label, to: target) {
      if table.labels[label] == nil || tree.target(ofLabel: label) == target {
        table.labels[label] = SourceTable.TextRange(range)
      }
    } else {
      contestedLabels.append((label, range, target))
    }
  }

  mutating func noteDataLabel(_ label: String, at range: Range<Int>) { dataLabels.append((label, range)) }

  /// Says which labels two things have.
  mutating func checkLabels() {
    for (label, range, target) in contestedLabels where isPresent(target) {
      if tree.addLabel(label, to: target) {
        table.labels[label] = SourceTable.TextRange(range)
      } else {
        reportDuplicate(label, at: range)
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
          reportDuplicate(label, at: place.range)
        }
      }
    }
    for (label, range) in dataLabels where table.labels[label] == nil {
      table.labels[label] = SourceTable.TextRange(range)
    }
  }

  private mutating func reportDuplicate(_ label: String, at range: Range<Int>) {
    let other =
      table.labels[label] ?? dataLabels.first { $0.label == label }.map { SourceTable.TextRange($0.range) }
    report(
      "the label '\(label)' is given twice", at: range,
      notes: other.map { [("the first is here", $0.range)] } ?? [])
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
  mutating func reportUnknown(_ reference: Reference, at range: Range<Int>) {
    switch reference {
    case .label(let label): reportUnknown(label: label, at: range)
    case .labelAndPath(let label, let path):
      if tree.node(labelled: label) == nil {
        reportUnknown(label: label, at: range)
      } else {
        report("there is no node '\(path.dropFirst())' below '&\(label)'", at: range)
      }
    case .path(let path):
      report("there is no node '\(path)'", at: range, help: pathHelp(path))
    }
  }

  private mutating func reportUnknown(label: String, at range: Range<Int>) {
    if case .property(let property) = tree.target(ofLabel: label) {
      report("'\(label)' is the label of a property, '\(tree.name(of: property))', not of a node", at: range)
    } else {
      report("no node has the label '\(label)'", at: range, help: suggestion(for: label))
    }
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
