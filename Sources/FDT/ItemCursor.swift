/// One step of a walk through the structure block; ranges are absolute byte offsets in the blob.
public enum FlattenedItem: Equatable, Sendable {
  /// A node begins; `name` is its name without the NUL, empty for the root.
  case beginNode(name: Range<Int>)
  /// A property of the node that began last and has not ended.
  case property(name: Range<Int>, value: Range<Int>)
  /// The node that began last ends.
  case endNode
}

/// The linear walk over a `FlattenedTree`, the primitive that everything else is built on.
///
/// Every step is O(1) but for the length of a name.
public struct ItemCursor: ~Escapable {
  private let bytes: Span<UInt8>
  private let stringsOffset: Int
  private let stringsEnd: Int
  private var offset: Int

  @_lifetime(copy tree)
  init(_ tree: borrowing FlattenedTree) {
    bytes = tree.bytes
    stringsOffset = tree.header.stringsOffset
    stringsEnd = tree.header.stringsOffset + tree.header.stringsSize
    offset = tree.header.structureOffset
  }

  /// The next item, or nil at the end of the tree.
  @_lifetime(self: copy self)
  public mutating func next() -> FlattenedItem? {
    while true {
      let start = offset
      switch bytes.bigEndian32(at: start) {
      case Token.nop: offset = start + 4
      case Token.beginNode:
        let end = bytes.terminator(from: start + 4, before: bytes.count) ?? bytes.count
        offset = FlattenedTree.aligned(end + 1)
        return .beginNode(name: start + 4..<end)
      case Token.endNode:
        offset = start + 4
        return .endNode
      case Token.property:
        let value = start + 12..<start + 12 + Int(bytes.bigEndian32(at: start + 4))
        let name = stringsOffset + Int(bytes.bigEndian32(at: start + 8))
        let nameEnd = bytes.terminator(from: name, before: stringsEnd) ?? stringsEnd
        offset = FlattenedTree.aligned(value.upperBound)
        return .property(name: name..<nameEnd, value: value)
      default: return nil
      }
    }
  }
}
