/// Non-escapable views cannot be elements of a `Sequence` (Swift 6.3), so each of these is a cursor:
/// `var children = node.children; while let child = children.next() { … }`.
extension FlattenedTree {
  /// The properties of one node, in order.
  public struct Properties: ~Escapable, Sendable {
    @usableFromInline let blob: Blob
    @usableFromInline var offset: Int

    @inlinable
    @_lifetime(copy blob)
    init(_ blob: Blob, from offset: Int) {
      self.blob = blob
      self.offset = offset
    }

    /// The next property, or nil behind the last.
    ///
    /// Complexity: O(1).
    @inlinable @inline(__always)
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() -> Property? {
      guard let found = blob.nextProperty(from: offset) else { return nil }
      let property = Property(blob, at: found)
      offset = property.end
      return property
    }
  }

  /// The nodes directly below one, in order.
  public struct Children: ~Escapable, Sendable {
    @usableFromInline let blob: Blob
    /// Where the next child is looked for: in the parent's body, or in that of the child given out last.
    @usableFromInline var offset: Int
    @usableFromInline var isInsideChild = false

    @inlinable
    @_lifetime(copy blob)
    init(_ blob: Blob, from offset: Int) {
      self.blob = blob
      self.offset = offset
    }

    /// The next child, or nil behind the last.
    ///
    /// Complexity: O(bytes of the child before).
    @inlinable @inline(__always)
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() -> Node? {
      if isInsideChild { offset = blob.behindNode(from: offset) }
      let found = blob.behindProperties(from: offset)
      isInsideChild = blob.token(at: found) == Token.beginNode
      guard isInsideChild else {
        offset = found
        return nil
      }
      let child = Node(blob, at: found)
      offset = child.body
      return child
    }
  }

  /// A node and all below it, each before its children, without recursion.
  ///
  /// Where all properties are wanted too, ask the walk for them, which then goes over the blob once:
  ///
  /// ```swift
  /// var nodes = tree.nodes
  /// while let node = nodes.next() {
  ///   while let property = nodes.nextProperty() { … }
  /// }
  /// ```
  public struct Nodes: ~Escapable, Sendable {
    @usableFromInline let blob: Blob
    @usableFromInline var offset: Int
    /// How far below the first node the one given out last stands; -1 before the first and behind the last.
    @inlinable
    public var depth: Int { level }
    @usableFromInline var level = -1
    @usableFromInline var isAtStart = true

    @inlinable
    @_lifetime(copy blob)
    init(_ blob: Blob, from offset: Int) {
      self.blob = blob
      self.offset = offset
    }

    /// The next node, or nil behind the last.
    ///
    /// Complexity: O(bytes between the two nodes).
    @inlinable @inline(__always)
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() -> Node? {
      guard isAtStart || level >= 0 else { return nil }
      isAtStart = false
      while true {
        let found = offset
        switch blob.token(at: found) {
        case Token.property: offset = Blob.aligned(blob.valueRange(ofPropertyAt: found).upperBound)
        case Token.nop: offset = found + 4
        case Token.beginNode:
          let node = Node(blob, at: found)
          level += 1
          offset = node.body
          return node
        case Token.endNode:
          level -= 1
          offset = found + 4
          if level < 0 { return nil }
        default:
          level = -1
          return nil
        }
      }
    }

    /// The next property of the node given out last, or nil behind its last one and before the first node.
    ///
    /// `next()` goes on behind the properties asked for, so it need not go over them again.
    ///
    /// Complexity: O(1).
    @inlinable @inline(__always)
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func nextProperty() -> Property? {
      guard level >= 0, let found = blob.nextProperty(from: offset) else { return nil }
      let property = Property(blob, at: found)
      offset = property.end
      return property
    }

    /// Leaves out what is below the node given out last, and those of its properties that were not asked for.
    ///
    /// Complexity: O(bytes of that node).
    @_lifetime(self: copy self)
    public mutating func skipChildren() {
      guard level >= 0 else { return }
      // At the end of this node, so that nothing of its parent is taken for its own.
      offset = blob.behindNode(from: offset) - 4
    }
  }
}
