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

  private(set) var fragments: [Fragment] = []
  /// The nodes `fragment@N`.
  private(set) var nodes: Set<DeviceTree.NodeID> = []
  /// Whether the root has anything else.
  private(set) var hasOthers = false

  /// Finds them; nil if some fragment says more than a block can, or is not where the compiler would put it: numbered
  /// from 0 and behind everything else (dtc, `add_orphan_node`).
  ///
  /// Complexity: O(n) in the root's children.
  init?(of tree: DeviceTree) {
    hasOthers = tree.properties(of: tree.root).contains { _ in true }
    for child in tree.children(of: tree.root) {
      guard tree.nameBytes(of: child).elementsEqual("fragment@\(fragments.count)".utf8) else {
        guard fragments.isEmpty else { return nil }
        hasOthers = true
        continue
      }
      guard let fragment = Self.fragment(child, in: tree) else { return nil }
      fragments.append(fragment)
      nodes.insert(child)
    }
    if fragments.isEmpty { return nil }
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
