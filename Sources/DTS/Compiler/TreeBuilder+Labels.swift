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

  mutating func noteDataLabel(_ label: String, at range: Range<Int>) {
    dataLabels.append((label, range))
    if firstPlaces[label] == nil { firstPlaces[label] = range }
  }

  /// Says which labels two things have.
  ///
  /// Complexity: O(n) in labels and, where some stand within values, in the tree.
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
    var lastPlaces = firstPlaces
    for (label, range) in dataLabels { lastPlaces[label] = range }
    for property in allProperties() {
      for marker in tree.markers(of: property) {
        guard case .label(let label) = marker.kind else { continue }
        seen[label, default: 0] += 1
        if tree.target(ofLabel: label) != nil || seen[label, default: 0] > 1, let place = lastPlaces[label] {
          reportDuplicate(label, at: place, on: .property(property))
        }
      }
    }
    for (label, range) in dataLabels where table.labels[label] == nil {
      table.labels[label] = SourceTable.TextRange(range)
    }
  }

  private mutating func reportDuplicate(_ label: String, at range: Range<Int>, on target: LabelTarget) {
    let other =
      table.labels[label] ?? firstPlaces[label].map { SourceTable.TextRange($0) }
    let node =
      switch target {
      case .node(let node): node
      case .property(let property): tree.node(of: property)
      }
    let owner = tree.target(ofLabel: label) ?? target
    let (here, there) = (place(of: target), place(of: owner))
    report(
      Failure(
        check: "duplicate_label", node: node, text: "Duplicate label '\(label)' on \(here) and \(there)"),
      "the label '\(label)' is given twice", at: range,
      notes: other.map { [("the first is here", $0.range)] } ?? [])
  }

  /// What has a label, as dtc names it.
  private mutating func place(of target: LabelTarget) -> String {
    switch target {
    case .node(let node): shownPath(of: node)
    case .property(let property):
      "'\(tree.name(of: property))' in \(shownPath(of: tree.node(of: property)))"
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
}
