/// Non-escapable views cannot be elements of a `Sequence` (Swift 6.3), so each of these is a cursor:
/// `var children = node.children; while let child = children.next() { … }`.
extension FlattenedTree {
  /// The properties of one node, in order.
  public struct Properties: ~Escapable, Sendable {
    private let blob: Blob
    private var offset: Int

    @_lifetime(copy blob)
    init(_ blob: Blob, from offset: Int) {
      self.blob = blob
      self.offset = offset
    }

    /// The next property, or nil behind the last.
    ///
    /// Complexity: O(1).
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() -> Property? {
      guard let found = blob.nextProperty(from: offset) else { return nil }
      offset = Blob.aligned(blob.valueRange(ofPropertyAt: found).upperBound)
      return Property(blob, at: found)
    }
  }

  /// The nodes directly below one, in order.
  public struct Children: ~Escapable, Sendable {
    private let blob: Blob
    /// Where the next child is looked for: in the parent's body, or in that of the child given out last.
    private var offset: Int
    private var isInsideChild = false

    @_lifetime(copy blob)
    init(_ blob: Blob, from offset: Int) {
      self.blob = blob
      self.offset = offset
    }

    /// The next child, or nil behind the last.
    ///
    /// Complexity: O(bytes of the child before).
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
      offset = blob.bodyStart(ofNodeAt: found)
      return Node(blob, at: found)
    }
  }

  /// A node and all below it, each before its children, without recursion.
  public struct Nodes: ~Escapable, Sendable {
    private let blob: Blob
    private var offset: Int
    /// How far below the first node the one given out last stands; -1 before the first and behind the last.
    public private(set) var depth = -1
    private var isAtStart = true

    @_lifetime(copy blob)
    init(_ blob: Blob, from offset: Int) {
      self.blob = blob
      self.offset = offset
    }

    /// The next node, or nil behind the last.
    ///
    /// Complexity: O(bytes between the two nodes).
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() -> Node? {
      guard isAtStart || depth >= 0 else { return nil }
      isAtStart = false
      while true {
        let found = blob.behindProperties(from: offset)
        switch blob.token(at: found) {
        case Token.beginNode:
          depth += 1
          offset = blob.bodyStart(ofNodeAt: found)
          return Node(blob, at: found)
        case Token.endNode:
          depth -= 1
          offset = found + 4
          if depth < 0 { return nil }
        default:
          depth = -1
          return nil
        }
      }
    }

    /// Leaves out what is below the node given out last.
    ///
    /// Complexity: O(bytes of that node).
    @_lifetime(self: copy self)
    public mutating func skipChildren() {
      guard depth >= 0 else { return }
      offset = blob.behindNode(from: offset)
      depth -= 1
    }
  }
}
