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
}
