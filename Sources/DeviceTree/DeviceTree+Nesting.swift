extension DeviceTree {
  /// How deep nodes are nested, 0 for a root alone, and how many bytes the paths of all nodes have together; the
  /// root's counts for none.
  ///
  /// Complexity: O(n), no recursion.
  package var nesting: (depth: Int, pathBytes: Int) {
    var (depth, pathBytes) = (0, 0)
    var lengths: [Int] = []
    for step in steps(through: root) {
      switch step {
      case .opens(let node):
        let length = lengths.last.map { $0 + 1 + nameBytes(of: node).count } ?? 0
        depth = max(depth, lengths.count)
        pathBytes += length
        lengths.append(length)
      case .closes: lengths.removeLast()
      }
    }
    return (depth, pathBytes)
  }

  /// How many bytes the paths of these nodes have together, each as often as it is named.
  ///
  /// Complexity: O(n) in nodes of the tree and those named, however deep they are.
  package func pathBytes(of nodes: some Sequence<NodeID>) -> Int {
    var lengths = [Int](repeating: 0, count: self.nodes.count)
    // A node is younger than the one above it.
    for index in self.nodes.indices.dropFirst() {
      let record = self.nodes[index]
      if record.parent >= 0 { lengths[index] = lengths[Int(record.parent)] + 1 + names[record.name].count }
    }
    return nodes.reduce(0) { $0 + max(1, lengths.indices.contains($1.ordinal) ? lengths[$1.ordinal] : 0) }
  }
}
