/// What stands above a node. A blob does not say it, so the way from the root is looked for; an `IndexedTree`
/// knows it.
extension FlattenedTree {
  /// The node above; nil for the root.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(copy self)
  public func parent(of node: borrowing Node) -> Node? {
    let depth = depth(of: node)
    return depth > 0 ? ancestor(of: node, atDepth: depth - 1) : nil
  }

  /// How many nodes stand above the node, 0 for the root.
  ///
  /// Complexity: O(bytes before the node).
  public func depth(of node: borrowing Node) -> Int {
    var nodes = nodes
    while let other = nodes.next() {
      if other.offset >= node.offset { return nodes.depth }
    }
    return 0
  }

  /// The node `depth` levels below the root on the way to the node; nil if the node itself is above that
  /// level.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(copy self)
  public func ancestor(of node: borrowing Node, atDepth depth: Int) -> Node? {
    guard depth >= 0 else { return nil }
    var found = rootOffset
    var nodes = nodes
    while let other = nodes.next() {
      if other.offset > node.offset { break }
      if nodes.depth == depth { found = other.offset }
      if other.offset == node.offset { return nodes.depth >= depth ? Node(blob, at: found) : nil }
    }
    return nil
  }

  /// The node's path as Linux prints it: "/" or "/soc/serial@1fe001e0".
  ///
  /// Complexity: O(bytes before the node).
  public func path(of node: borrowing Node) -> String {
    var path: [UInt8] = []
    // For each level, how long the path is up to it.
    var ends: [Int] = []
    var nodes = nodes
    while let other = nodes.next(), other.offset <= node.offset {
      if ends.count > nodes.depth {
        ends.removeLast(ends.count - nodes.depth)
        path.removeLast(path.count - (ends.last ?? 0))
      }
      if nodes.depth > 0 {
        path.append(UInt8(ascii: "/"))
        let name = other.nameBytes
        for index in name.indices { path.append(name[index]) }
      }
      ends.append(path.count)
    }
    return path.isEmpty ? "/" : String(decoding: path, as: UTF8.self)
  }
}
