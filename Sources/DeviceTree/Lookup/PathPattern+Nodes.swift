extension DeviceTree {
  /// The nodes whose paths fit a pattern, in the order of a blob.
  ///
  /// No path is put together: each node goes on where its parent's path left off.
  ///
  /// Complexity: O(pattern × bytes of the nodes' names), however deep they are; memory O(pattern × depth).
  public func nodes(matching pattern: PathPattern) -> [NodeID] {
    var found: [NodeID] = []
    var open: [[Bool]] = []
    for step in steps(through: root) {
      switch step {
      case .opens(let node):
        var progress = open.last ?? pattern.start
        if open.isEmpty {
          if pattern.fitsRoot { found.append(node) }
        } else {
          pattern.advance(&progress, over: UInt8(ascii: "/"))
          for byte in nameBytes(of: node) { pattern.advance(&progress, over: byte) }
          if pattern.isComplete(progress) { found.append(node) }
        }
        open.append(progress)
      case .closes: open.removeLast()
      }
    }
    return found
  }
}
