/// What a label of a source stands at.
public enum LabelTarget: Hashable, Sendable {
  /// A node.
  case node(DeviceTree.NodeID)
  /// A property.
  case property(DeviceTree.PropertyID)
}

/// The labels of a tree, both ways.
struct LabelTable: Sendable {
  private var names = NameTable()
  /// What has a label, by the label's number; nil if nothing has it any more.
  private var targets: [LabelTarget?] = []
  /// The labels by the number of the node or property that has them, as far as numbers with labels go.
  private var nodeLabels: [LabelList] = []
  private var propertyLabels: [LabelList] = []

  func target(of label: String) -> LabelTarget? { names.number(of: label).flatMap { targets[$0] } }

  func labels(of target: LabelTarget) -> [String] {
    switch target {
    case .node(let node): nodeLabels.indices.contains(node.ordinal) ? nodeLabels[node.ordinal].labels : []
    case .property(let property):
      propertyLabels.indices.contains(property.ordinal) ? propertyLabels[property.ordinal].labels : []
    }
  }

  /// Gives `target` the label, unless another has it.
  mutating func add(_ label: String, to target: LabelTarget, isFirst: Bool) -> Bool {
    let number = names.number(adding: label)
    if number < targets.count, let known = targets[number] { return known == target }
    if number == targets.count { targets.append(target) } else { targets[number] = target }
    switch target {
    case .node(let node): Self.add(label, to: &nodeLabels, at: node.ordinal, isFirst: isFirst)
    case .property(let property): Self.add(label, to: &propertyLabels, at: property.ordinal, isFirst: isFirst)
    }
    return true
  }

  private static func add(_ label: String, to lists: inout [LabelList], at number: Int, isFirst: Bool) {
    while lists.count <= number { lists.append(LabelList()) }
    lists[number].add(label, isFirst: isFirst)
  }

  mutating func removeAll(of target: LabelTarget) {
    // Trees read from blobs have no labels: nothing is looked up then.
    if targets.isEmpty { return }
    for label in labels(of: target) { targets[names.number(adding: label)] = nil }
    switch target {
    case .node(let node): if node.ordinal < nodeLabels.count { nodeLabels[node.ordinal] = LabelList() }
    case .property(let property):
      if property.ordinal < propertyLabels.count { propertyLabels[property.ordinal] = LabelList() }
    }
  }
}

extension DeviceTree {
  /// What has the label, if anything has.
  ///
  /// Complexity: O(1).
  public func target(ofLabel label: String) -> LabelTarget? { labels.target(of: label) }

  /// The node that has the label; nil if nothing or a property has it.
  ///
  /// Complexity: O(1).
  public func node(labelled label: String) -> NodeID? {
    guard case .node(let node) = labels.target(of: label) else { return nil }
    return node
  }

  /// The labels of a node, in the order they were given.
  ///
  /// Complexity: O(labels).
  public func labels(of node: NodeID) -> [String] { labels.labels(of: .node(node)) }

  /// The labels of a property, in the order they were given.
  ///
  /// Complexity: O(labels).
  public func labels(of property: PropertyID) -> [String] { labels.labels(of: .property(property)) }

  /// Gives a node or property a label, and says whether it has it now: false if another has it, or the tree does not
  /// contain the target.
  ///
  /// With `isFirst` it goes before the target's other labels, as dtc does when a node is extended.
  /// Complexity: O(labels of the target).
  @discardableResult
  public mutating func addLabel(_ label: String, to target: LabelTarget, isFirst: Bool = false) -> Bool {
    let isThere =
      switch target {
      case .node(let node): contains(node)
      case .property(let property): contains(property)
      }
    return isThere && labels.add(label, to: target, isFirst: isFirst)
  }
}
