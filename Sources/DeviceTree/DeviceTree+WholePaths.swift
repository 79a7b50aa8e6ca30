/// Finding nodes as a compiler does, by the names that a source states.
extension DeviceTree {
  /// The node at a path of whole names, unit addresses included, as dtc's `get_node_by_path` finds it (1.8.1).
  ///
  /// A part matches only the name that it is; `node(at:)` also finds names that have a unit address besides. Empty
  /// parts are skipped, so that a first `/` makes no difference. The path begins at `start`, or else at the root.
  ///
  /// Complexity: O(length).
  public func node(atWholePath path: some Collection<UInt8>, below start: NodeID? = nil) -> NodeID? {
    node(atWholePath: Array(path)[...], below: start)
  }

  /// The node at a path of whole names, given as a slice; as above.
  ///
  /// Complexity: O(length).
  public func node(atWholePath path: ArraySlice<UInt8>, below start: NodeID? = nil) -> NodeID? {
    var current = start ?? root
    for part in path.split(separator: UInt8(ascii: "/")) {
      guard let next = child(named: part, of: current) else { return nil }
      current = next
    }
    return current
  }

  /// The node that a reference in a source means: by label, and by whole names below it or the root; nil if there is
  /// none.
  ///
  /// Complexity: O(length).
  public func node(for reference: Reference) -> NodeID? {
    switch reference {
    case .label(let label): node(labelled: label)
    case .path(let path): node(atWholePath: path.utf8)
    case .labelAndPath(let label, let path):
      node(labelled: label).flatMap { node(atWholePath: path.utf8, below: $0) }
    }
  }
}
