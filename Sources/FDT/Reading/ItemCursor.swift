/// One step of a walk through the structure block; ranges are absolute byte offsets in the blob.
public enum FlattenedItem: Equatable, Sendable {
  /// A node begins; `name` is its name without the NUL, empty for the root.
  case beginNode(name: Range<Int>)
  /// A property of the node that began last and has not ended.
  case property(name: Range<Int>, value: Range<Int>)
  /// The node that began last ends.
  case endNode
}

/// The linear walk over a `FlattenedTree`, the fastest way through all of it.
///
/// Every step is O(1) but for the length of a name.
public struct ItemCursor: ~Escapable, Sendable {
  @usableFromInline let blob: Blob
  @usableFromInline var offset: Int

  @_lifetime(copy tree)
  init(_ tree: borrowing FlattenedTree) {
    blob = tree.blob
    offset = tree.rootOffset
  }

  /// The next item, or nil at the end of the tree.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func next() -> FlattenedItem? {
    while true {
      let start = offset
      switch blob.token(at: start) {
      case Token.nop: offset = start + 4
      case Token.beginNode:
        let end = blob.nameEnd(ofNodeAt: start)
        offset = Blob.aligned(end + 1)
        return .beginNode(name: blob.leaf(of: start + 4..<end))
      case Token.endNode:
        offset = start + 4
        return .endNode
      case Token.property:
        let value = blob.valueRange(ofPropertyAt: start)
        offset = Blob.aligned(value.upperBound)
        return .property(name: blob.nameRange(ofPropertyAt: start), value: value)
      default: return nil
      }
    }
  }

  /// Leaves out the rest of the node that began last and has not ended, its end included.
  ///
  /// Complexity: O(bytes left out).
  @_lifetime(self: copy self)
  public mutating func skipNode() { offset = blob.behindNode(from: offset) }
}
