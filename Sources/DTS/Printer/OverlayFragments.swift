import DeviceTree

/// The fragments of an overlay that a source can write as blocks of their targets: `&label { … };`.
struct OverlayFragments {
  /// One of them.
  struct Fragment {
    /// The target as it is written in front of the block.
    var target: String
    /// The node with what the block has.
    var overlay: DeviceTree.NodeID
  }

  /// A stretch of what the root has, as a source states it.
  enum Section {
    /// Nodes in a block of the root; the first such block has the root's properties.
    case root([DeviceTree.NodeID])
    case fragment(Fragment)
  }

  /// What the root has, in its order.
  private(set) var sections: [Section] = []

  /// Finds them; nil if there are none, or if the compiler would not put them where they are: it numbers those that it
  /// makes from 0, whatever else there is (dtc, `add_orphan_node`).
  ///
  /// Complexity: O(n) in the root's children.
  init?(of tree: DeviceTree) {
    var others: [DeviceTree.NodeID] = []
    var isFirst = tree.properties(of: tree.root).contains { _ in true }
    var count = 0
    for child in tree.children(of: tree.root) {
      guard tree.nameBytes(of: child).elementsEqual("fragment@\(count)".utf8),
        let fragment = Self.fragment(child, in: tree)
      else {
        others.append(child)
        continue
      }
      if isFirst || !others.isEmpty { sections.append(.root(others)) }
      (others, isFirst) = ([], false)
      sections.append(.fragment(fragment))
      count += 1
    }
    if !others.isEmpty { sections.append(.root(others)) }
    guard count > 0, !Self.collides(sections, count, in: tree) else { return nil }
  }

  /// Whether some other node has the name that the compiler will give a fragment.
  private static func collides(_ sections: [Section], _ count: Int, in tree: DeviceTree) -> Bool {
    let names = Set((0..<count).map { "fragment@\($0)" })
    return sections.contains { section in
      guard case .root(let nodes) = section else { return false }
      return nodes.contains { names.contains(tree.name(of: $0)) }
    }
  }

  private static func fragment(_ node: DeviceTree.NodeID, in tree: DeviceTree) -> Fragment? {
    let properties = Array(tree.properties(of: node))
    let children = Array(tree.children(of: node))
    guard properties.count == 1, children.count == 1, tree.labels(of: node).isEmpty,
      tree.labels(of: properties[0]).isEmpty, tree.name(of: children[0]) == "__overlay__",
      tree.labels(of: children[0]).isEmpty
    else { return nil }
    if tree.name(of: properties[0]) == "target-path", let path = tree.string("target-path", of: node),
      tree.strings("target-path", of: node)?.count == 1
    {
      let reference = Reference.path(path)
      return reference.isWritable ? Fragment(target: reference.text, overlay: children[0]) : nil
    }
    guard tree.name(of: properties[0]) == "target", tree.bytes(of: properties[0]).count == 4 else {
      return nil
    }
    for marker in tree.markers(of: properties[0]) where marker.offset == 0 {
      guard case .phandle(let reference) = marker.kind,
        ValueParts.isOutside(reference, at: 0, of: properties[0], in: tree)
      else { continue }
      return Fragment(target: reference.text, overlay: children[0])
    }
    return nil
  }
}

extension Reference {
  /// Whether a source can have it: a path needs to be of bytes that names may have.
  var isWritable: Bool {
    switch self {
    case .label(let label): NameCharacters.isLabel(label.utf8)
    case .path(let path):
      path.utf8.first == UInt8(ascii: "/")
        && path.utf8.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "/") }
    case .labelAndPath(let label, let path):
      NameCharacters.isLabel(label.utf8) && Reference.path(path).isWritable
    }
  }
}
