import DeviceTree
import SourceDiagnostics

/// Labels that two things have.
extension TreeBuilder {
  /// What has a label: a node, a property, or a place within its value.
  private struct LabelHolder: Equatable {
    var target: LabelTarget
    /// Which of the value's markers it is.
    var marker: Int?
  }

  /// dtc's `duplicate_label`: of all that have a label the first node counts, else the first property, else the first
  /// place in a value (1.8.1).
  ///
  /// Complexity: O(n) in labels and in the tree, O(1) where no label stands within a value or twice.
  mutating func checkLabels() {
    let places = placesOfContestedLabels()
    guard !places.isEmpty else { return }
    let holders = holders(among: places)
    var owners: [String: LabelHolder] = [:]
    for rank in 0..<3 {
      for (label, holder) in holders where owners[label] == nil && Self.rank(holder) == rank {
        owners[label] = holder
      }
    }
    var told: [String: Int] = [:]
    for (label, holder) in holders {
      guard let owner = owners[label], owner != holder, let ranges = places[label] else { continue }
      told[label, default: 0] += 1
      let range = ranges[min(told[label, default: 1], ranges.count - 1)]
      let (here, there) = (text(of: holder), text(of: owner))
      report(
        Failure(
          check: "duplicate_label", node: node(of: holder),
          text: "Duplicate label '\(label)' on \(here) and \(there)"),
        "the label '\(label)' is given twice", at: range, notes: [("the first is here", ranges[0])])
    }
  }

  /// Where each label stands that may have several owners, in the order of the text.
  private func placesOfContestedLabels() -> [String: [Range<Int>]] {
    var places: [String: [Range<Int>]] = [:]
    for (label, range, _) in contestedLabels { places[label, default: []].append(range) }
    for (label, range) in dataLabels { places[label, default: []].append(range) }
    for label in Array(places.keys) {
      if let first = table.labels[label]?.range, places[label]?.contains(first) == false {
        places[label, default: []].append(first)
      }
      places[label]?.sort { $0.lowerBound < $1.lowerBound }
    }
    return places
  }

  /// All that has one of the labels, in the order of the blob.
  private func holders(among places: [String: [Range<Int>]]) -> [(String, LabelHolder)] {
    var holders: [(String, LabelHolder)] = []
    var contested: [LabelTarget: [String]] = [:]
    for (label, _, target) in contestedLabels { contested[target, default: []].append(label) }
    for node in tree.allNodes {
      for label in allLabels(of: node) where places[label] != nil {
        holders.append((label, LabelHolder(target: .node(node))))
      }
      for property in tree.properties(of: node) {
        let target = LabelTarget.property(property)
        for label in tree.labels(of: property) + (contested[target] ?? []) where places[label] != nil {
          holders.append((label, LabelHolder(target: target)))
        }
        for (index, marker) in tree.markers(of: property).enumerated() {
          if case .label(let label) = marker.kind {
            holders.append((label, LabelHolder(target: target, marker: index)))
          }
        }
      }
    }
    return holders
  }

  private static func rank(_ holder: LabelHolder) -> Int {
    if case .node = holder.target { return 0 }
    return holder.marker == nil ? 1 : 2
  }

  private func node(of holder: LabelHolder) -> DeviceTree.NodeID {
    switch holder.target {
    case .node(let node): node
    case .property(let property): tree.node(of: property)
    }
  }

  /// What has a label, as dtc names it.
  private mutating func text(of holder: LabelHolder) -> String {
    switch holder.target {
    case .node(let node): return shownPath(of: node)
    case .property(let property):
      let owner = holder.marker == nil ? "" : "value of "
      return "\(owner)'\(tree.name(of: property))' in \(shownPath(of: tree.node(of: property)))"
    }
  }
}
