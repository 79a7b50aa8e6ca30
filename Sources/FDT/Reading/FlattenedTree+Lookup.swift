/// Look-ups that go through the blob; with many of them, make an `IndexedTree` once.
extension FlattenedTree {
  /// The node `/`.
  public var root: Node {
    @_lifetime(copy self)
    get { Node(blob, at: rootOffset) }
  }

  /// All nodes, the root first, each before its children.
  public var nodes: Nodes {
    @_lifetime(copy self)
    get { Nodes(blob, from: rootOffset) }
  }

  /// The node that begins at byte `offset` of the blob, which was the `offset` of a node found before; nil if none does.
  ///
  /// A word inside a value may look like a node's beginning, so it is looked for from the root on; an `IndexedTree` knows
  /// where nodes begin.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(copy self)
  public func node(atOffset offset: Int) -> Node? {
    blob.isNode(at: offset, from: rootOffset) ? Node(blob, at: offset) : nil
  }

  /// The node at an absolute path ("/", "/soc/serial@1fe001e0").
  ///
  /// As in libfdt's `fdt_path_offset`, a part without `@` also matches a name that differs only by its unit
  /// address, the first in order. Empty parts are skipped.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(copy self)
  public func node(at path: String) -> Node? { node(at: path.utf8.span) }

  /// The node at an absolute path, given as bytes.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(copy self)
  public func node(at path: borrowing Span<UInt8>) -> Node? {
    guard path.count > 0, path[0] == UInt8(ascii: "/"),
      let found = blob.descendant(at: path, below: rootOffset)
    else { return nil }
    return Node(blob, at: found)
  }

  /// The node at a path that may begin with the name of an alias ("serial0", "serial0/child").
  ///
  /// Complexity: O(bytes before `/aliases` and before the node).
  @_lifetime(copy self)
  public func node(atPathOrAlias path: String) -> Node? {
    let bytes = path.utf8.span
    if bytes.count > 0, bytes[0] == UInt8(ascii: "/") { return node(at: bytes) }
    let end = bytes.firstOffset(of: UInt8(ascii: "/")) ?? bytes.count
    guard let target = alias(bytes.extracting(0..<end)), let start = node(at: target),
      let found = blob.descendant(at: bytes.extracting(end..<bytes.count), below: start.offset)
    else { return nil }
    return Node(blob, at: found)
  }

  /// The path that the alias `name` of `/aliases` stands for; nil if there is none or it is no absolute path.
  ///
  /// Complexity: O(bytes before `/aliases`, and in it).
  @_lifetime(copy self)
  public func alias(_ name: String) -> Span<UInt8>? { alias(name.utf8.span) }

  @_lifetime(copy self)
  private func alias(_ name: borrowing Span<UInt8>) -> Span<UInt8>? {
    guard let aliases = node(at: "/aliases"), let path = aliases.property(name)?.strings?.bytes(at: 0),
      path.count > 0, path[0] == UInt8(ascii: "/")
    else { return nil }
    return path
  }

  /// The node that has this phandle; the first of several.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(copy self)
  public func node(phandle: UInt32) -> Node? {
    guard let found = blob.node(phandle: phandle, from: rootOffset) else { return nil }
    return Node(blob, at: found)
  }

  /// The first node one of whose `compatible` strings is `text`; go on with `nodes` and `next(compatible:)`.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(copy self)
  public func node(compatible text: String) -> Node? {
    var nodes = nodes
    return nodes.next(compatible: text)
  }

  /// The greatest phandle of the tree, 0 if no node has one; 0xffffffff, which is none, does not count.
  ///
  /// Complexity: O(bytes).
  public var maximumPhandle: UInt32 {
    var maximum: UInt32 = 0
    var nodes = nodes
    while let node = nodes.next() { maximum = max(maximum, node.phandle ?? 0) }
    return maximum
  }

  /// A phandle that no node has; nil if the greatest possible one is taken.
  ///
  /// Complexity: O(bytes).
  public var unusedPhandle: UInt32? {
    let maximum = maximumPhandle
    return maximum < 0xffff_fffe ? maximum + 1 : nil
  }
}
