extension IndexedTree {
  /// The node at an absolute path; what answers to a part is as in `FlattenedTree.node(at:)`.
  ///
  /// Complexity: O(length of the path).
  @_lifetime(copy self)
  public func node(at path: String) -> FlattenedTree.Node? { node(at: path.utf8.span) }

  /// The node at an absolute path, given as bytes.
  ///
  /// Complexity: O(length of the path).
  @_lifetime(copy self)
  public func node(at path: borrowing Span<UInt8>) -> FlattenedTree.Node? {
    guard path.count > 0, path[0] == UInt8(ascii: "/"), let number = number(at: path, below: 0) else {
      return nil
    }
    return node(numbered: number)
  }

  /// The node at a path that may begin with the name of an alias ("serial0", "serial0/child").
  ///
  /// Complexity: O(length of both paths, and bytes of `/aliases`).
  @_lifetime(copy self)
  public func node(atPathOrAlias path: String) -> FlattenedTree.Node? {
    let bytes = path.utf8.span
    if bytes.count > 0, bytes[0] == UInt8(ascii: "/") { return node(at: bytes) }
    let end = bytes.firstOffset(of: UInt8(ascii: "/")) ?? bytes.count
    guard let aliases = node(at: "/aliases"),
      let target = aliases.property(bytes.extracting(0..<end))?.strings?.bytes(at: 0), target.count > 0,
      target[0] == UInt8(ascii: "/"), let start = number(at: target, below: 0),
      let found = number(at: bytes.extracting(end..<bytes.count), below: start)
    else { return nil }
    return node(numbered: found)
  }

  /// The node that begins at byte `offset` of the blob, which was the `offset` of a node found before; nil if none does.
  ///
  /// Complexity: O(log n) in nodes.
  @_lifetime(copy self)
  public func node(atOffset offset: Int) -> FlattenedTree.Node? {
    number(ofNodeAt: offset) == nil ? nil : FlattenedTree.Node(tree.blob, at: offset)
  }

  /// The node that has this phandle; the first of several.
  ///
  /// Complexity: O(1).
  @_lifetime(copy self)
  public func node(phandle: UInt32) -> FlattenedTree.Node? {
    guard let number = phandles.find(phandle) else { return nil }
    return node(numbered: number)
  }

  /// The greatest phandle of the tree, 0 if no node has one.
  ///
  /// Complexity: O(1).
  public var maximumPhandle: UInt32 { phandles.maximum }

  /// The node above; nil for the root and for a node of another blob.
  ///
  /// Complexity: O(log n) in nodes.
  @_lifetime(copy self)
  public func parent(of node: borrowing FlattenedTree.Node) -> FlattenedTree.Node? {
    guard let number = number(of: node), number > 0 else { return nil }
    return self.node(numbered: parents[Int(number)])
  }

  /// How many nodes stand above the node, 0 for the root.
  ///
  /// Complexity: O(depth + log n).
  public func depth(of node: borrowing FlattenedTree.Node) -> Int {
    var number = number(of: node) ?? 0
    var depth = 0
    while number > 0 {
      number = parents[Int(number)]
      depth += 1
    }
    return depth
  }

  /// The node's path as Linux prints it: "/" or "/soc/serial@1fe001e0".
  ///
  /// Complexity: O(length of the path + log n).
  public func path(of node: borrowing FlattenedTree.Node) -> String {
    var above: [UInt32] = []
    var number = number(of: node) ?? 0
    while number > 0 {
      above.append(number)
      number = parents[Int(number)]
    }
    guard !above.isEmpty else { return "/" }
    var path: [UInt8] = []
    for number in above.reversed() {
      path.append(UInt8(ascii: "/"))
      for index in tree.blob.nameRange(ofNodeAt: Int(offsets[Int(number)])) { path.append(tree.bytes[index]) }
    }
    return String(decoding: path, as: UTF8.self)
  }

  @_lifetime(copy self)
  private func node(numbered number: UInt32) -> FlattenedTree.Node {
    FlattenedTree.Node(tree.blob, at: Int(offsets[Int(number)]))
  }

  private func number(at path: borrowing Span<UInt8>, below start: UInt32) -> UInt32? {
    var node = start
    var index = 0
    while index < path.count {
      var end = index
      while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
      if end > index {
        guard
          let next = names.find(
            path.extracting(index..<end), below: node, in: tree.blob, offsets: offsets, parents: parents)
        else { return nil }
        node = next
      }
      index = end + 1
    }
    return node
  }

  /// The place of a node in the order of the blob, by halving.
  private func number(of node: borrowing FlattenedTree.Node) -> UInt32? { number(ofNodeAt: node.offset) }

  private func number(ofNodeAt offset: Int) -> UInt32? {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if Int(offsets[middle]) < offset { low = middle + 1 } else { high = middle }
    }
    return low < offsets.count && Int(offsets[low]) == offset ? UInt32(truncatingIfNeeded: low) : nil
  }
}
