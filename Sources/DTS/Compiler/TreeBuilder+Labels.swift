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
  }

  /// Gives labels whose first owner is gone to those that had them next, and notes which are still contested.
  mutating func settleLabels() {
    let contested = contestedLabels.filter { isPresent($0.target) }
    contestedLabels = []
    for (label, range, target) in contested {
      if tree.addLabel(label, to: target) {
        table.labels[label] = SourceTable.TextRange(range)
      } else {
        contestedLabels.append((label, range, target))
        if case .node(let node) = target { contestedOfNodes[node] = (contestedOfNodes[node] ?? []) + [label] }
      }
    }
    for (label, range) in dataLabels where table.labels[label] == nil {
      table.labels[label] = SourceTable.TextRange(range)
    }
  }

  /// The labels that a node has, those included that something else has too, in dtc's order.
  func allLabels(of node: DeviceTree.NodeID) -> [String] {
    guard let list = labelLists[node] else { return [] }
    let contested = contestedOfNodes[node] ?? []
    return list.labels.filter { tree.node(labelled: $0) == node || contested.contains($0) }
  }

  private func isPresent(_ target: LabelTarget) -> Bool {
    switch target {
    case .node(let node): tree.contains(node)
    case .property(let property): tree.contains(property)
    }
  }

  func allProperties() -> [DeviceTree.PropertyID] {
    var all: [DeviceTree.PropertyID] = []
    for node in tree.allNodes { all.append(contentsOf: tree.properties(of: node)) }
    return all
  }
}
