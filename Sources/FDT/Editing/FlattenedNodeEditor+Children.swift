extension FlattenedNodeEditor {
  /// Adds an empty child and edits it.
  ///
  /// A child that answers to the name already is an error, also if its name differs by a unit address that `name`
  /// has not, as for libfdt's `fdt_add_subnode` (1.6.1 to 1.8.1): it would be the one that look-ups find.
  ///
  /// Complexity: O(bytes of the node and of all behind it).
  @_lifetime(&self)
  @discardableResult
  public mutating func addChild(_ name: String) throws(FDTEditError) -> FlattenedNodeEditor {
    let bytes = name.utf8.span
    try check(name)
    let body = buffer.blob.bodyStart(ofNodeAt: offset)
    if let known = buffer.blob.child(matching: bytes, from: body) { throw .nodeExists(name, at: known) }
    let place = buffer.blob.behindProperties(from: body)
    let nameSize = Blob.aligned(bytes.count + 1)
    try buffer.resizeStructure(at: place, from: 0, to: nameSize + 8)
    buffer.bytes.storeBigEndian(Token.beginNode, at: place)
    buffer.bytes.clear(place + 4..<place + 4 + nameSize)
    buffer.bytes.store(bytes, at: place + 4)
    buffer.bytes.storeBigEndian(Token.endNode, at: place + 4 + nameSize)
    return FlattenedNodeEditor(buffer.lend(), at: place)
  }

  /// Edits the child that answers to `name`, as in `FlattenedTree.Node.child(named:)`.
  @_lifetime(&self)
  public mutating func child(named name: String) throws(FDTEditError) -> FlattenedNodeEditor {
    let found = try place(ofChild: name)
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  /// Edits the node at a path below this one ("soc/serial@1fe001e0").
  @_lifetime(&self)
  public mutating func descendant(at path: String) throws(FDTEditError) -> FlattenedNodeEditor {
    guard let found = buffer.blob.descendant(at: path.utf8.span, below: offset) else {
      throw .noSuchNode(path, below: offset)
    }
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  /// Edits every child in order; `body` says what then becomes of it.
  ///
  /// Complexity: O(bytes of the node), and that of the edits.
  @_lifetime(self: copy self)
  public mutating func forEachChild<E: Error>(
    _ body: (inout FlattenedNodeEditor) throws(E) -> ChildFate
  ) throws(E) {
    var place = buffer.blob.behindProperties(from: buffer.blob.bodyStart(ofNodeAt: offset))
    while buffer.blob.token(at: place) == Token.beginNode {
      var child = FlattenedNodeEditor(buffer.lend(), at: place)
      let fate = try body(&child)
      let end = buffer.blob.behindNode(from: buffer.blob.bodyStart(ofNodeAt: place))
      switch fate {
      case .stays: place = end
      case .isRemoved where buffer.freedom == .anySize: buffer.removeStructure(place..<end)
      // Where nothing can move, blanking does what can be done.
      case .isRemoved, .isBlanked:
        blank(place..<end)
        place = end
      }
      place = buffer.blob.behindProperties(from: place)
    }
  }

  /// What becomes of a child after it was edited.
  public enum ChildFate: Sendable {
    /// It stays.
    case stays
    /// It is removed with all below it, and what is behind moves up; in a blob whose sizes cannot change it is
    /// blanked.
    case isRemoved
    /// No-operations are written over it, and nothing moves.
    case isBlanked
  }

  /// Removes the child that answers to `name`, with all below it.
  ///
  /// Complexity: O(bytes of the node and of all behind it).
  @_lifetime(self: copy self)
  public mutating func removeChild(named name: String) throws(FDTEditError) {
    let found = try place(ofChild: name)
    try buffer.requireAnySize()
    buffer.removeStructure(found..<buffer.blob.behindNode(from: buffer.blob.bodyStart(ofNodeAt: found)))
  }

  /// Writes no-operations over the child that answers to `name` and all below it, without moving anything.
  @_lifetime(self: copy self)
  public mutating func blankChild(named name: String) throws(FDTEditError) {
    let found = try place(ofChild: name)
    blank(found..<buffer.blob.behindNode(from: buffer.blob.bodyStart(ofNodeAt: found)))
  }

  private func place(ofChild name: String) throws(FDTEditError) -> Int {
    let body = buffer.blob.bodyStart(ofNodeAt: offset)
    guard let found = buffer.blob.child(matching: name.utf8.span, from: body) else {
      throw .noSuchNode(name, below: offset)
    }
    return found
  }
}
