/// Which node to edit.
extension FlattenedTreeEditor {
  /// Edits the node `/`.
  ///
  /// Complexity: O(1), but for no-operations ahead of it.
  @_lifetime(&self)
  public mutating func root() -> FlattenedNodeEditor {
    let root = buffer.rootOffset
    return FlattenedNodeEditor(buffer.lend(), at: root)
  }

  /// Edits the node at an absolute path; what answers to a part is as in `FlattenedTree.node(at:)`.
  ///
  /// Throws `noSuchNode`.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(&self)
  public mutating func node(at path: String) throws(FDTEditError) -> FlattenedNodeEditor {
    guard path.utf8.first == UInt8(ascii: "/"),
      let found = buffer.blob.descendant(at: path.utf8.span, below: buffer.rootOffset)
    else { throw .noSuchNode(path, below: buffer.rootOffset) }
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  /// Edits the node that has this phandle; the first of several.
  ///
  /// Throws `noSuchPhandle`.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(&self)
  public mutating func node(phandle: UInt32) throws(FDTEditError) -> FlattenedNodeEditor {
    guard let found = buffer.blob.node(phandle: phandle, from: buffer.rootOffset) else {
      throw .noSuchPhandle(phandle)
    }
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  /// Edits the node that begins at byte `offset` of the blob, which was the `offset` of a node found by reading it.
  ///
  /// No edit that changes a size may have come between: what stands behind it has moved then. Editing the node by its
  /// path can reach another one, as `/memory` does where `/memory@0` stands ahead of it.
  ///
  /// Throws `noNode` if no node begins there.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(&self)
  public mutating func node(atOffset offset: Int) throws(FDTEditError) -> FlattenedNodeEditor {
    guard buffer.blob.isNode(at: offset, from: buffer.rootOffset) else { throw .noNode(atOffset: offset) }
    return FlattenedNodeEditor(buffer.lend(), at: offset)
  }

  /// Edits the first node one of whose `compatible` strings is `text`, or the first behind the one at byte `start`.
  ///
  /// The offset of a node stays while it is edited, so that this goes from one node to the next:
  ///
  /// ```swift
  /// var last: Int?
  /// while let uart = try? editor.node(compatible: "ns16550a", after: last) { … }
  /// ```
  ///
  /// Throws `noCompatibleNode`.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(&self)
  public mutating func node(compatible text: String, after start: Int? = nil) throws(FDTEditError)
    -> FlattenedNodeEditor
  {
    guard let found = offset(after: start, where: { $0.isCompatible(with: text) }) else {
      throw .noCompatibleNode(text)
    }
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  /// Edits the first node whose property `name` is exactly this string and its NUL, or the first behind the one at
  /// byte `start`.
  ///
  /// Throws `noNodeWithValue`.
  ///
  /// Complexity: O(bytes before the node).
  @_lifetime(&self)
  public mutating func node(
    where name: String, is string: String, after start: Int? = nil
  ) throws(FDTEditError) -> FlattenedNodeEditor {
    guard let found = offset(after: start, where: { $0.property(name)?.holds(string: string) == true }) else {
      throw .noNodeWithValue(ofProperty: name)
    }
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  /// All nodes for reading, as the blob is now, to find the one to edit by its offset.
  ///
  /// Complexity: O(1), but for no-operations ahead of the root.
  public var nodes: FlattenedTree.Nodes {
    @_lifetime(borrow self)
    get { FlattenedTree.Nodes(buffer.blob, from: buffer.rootOffset) }
  }

  private func offset(after start: Int?, where matches: (borrowing FlattenedTree.Node) -> Bool) -> Int? {
    var nodes = nodes
    while let node = nodes.next() {
      if let start, node.offset <= start { continue }
      if matches(node) { return node.offset }
    }
    return nil
  }
}
