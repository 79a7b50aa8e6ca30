extension FlattenedTree {
  /// One node of a blob, not copied: names and values are views of its bytes.
  public struct Node: ~Escapable, Sendable {
    @usableFromInline let blob: Blob
    /// The byte offset of the node in the blob, which tells nodes of one blob apart.
    public let offset: Int
    /// Where the NUL of the name stands; looked for once, since the name and all that is inside need it.
    @usableFromInline let nameEnd: Int

    @inlinable @inline(__always)
    @_lifetime(copy blob)
    init(_ blob: Blob, at offset: Int) {
      self.blob = blob
      self.offset = offset
      nameEnd = blob.bytes.end(ofTextAt: offset &+ 4, before: blob.bytes.count)
    }

    /// The first token behind the name.
    @inlinable @inline(__always)
    var body: Int { Blob.aligned(nameEnd + 1) }

    /// The name with its unit address, empty for the root.
    public var nameBytes: Span<UInt8> {
      @inlinable @inline(__always)
      @_lifetime(copy self)
      get { blob.bytes.extracting(blob.leaf(of: offset + 4..<nameEnd)) }
    }

    /// The name with its unit address as text, "" for the root; bytes that are no UTF-8 are replaced.
    public var name: String { nameBytes.text }

    /// The name without `@` and what follows it.
    public var baseName: String {
      let name = nameBytes
      return name.extracting(0..<(name.firstOffset(of: UInt8(ascii: "@")) ?? name.count)).text
    }

    /// What stands behind the first `@` of the name; nil if there is none.
    public var unitAddress: String? {
      let name = nameBytes
      guard let at = name.firstOffset(of: UInt8(ascii: "@")) else { return nil }
      return name.extracting(at + 1..<name.count).text
    }

    /// The node's own properties, in order.
    public var properties: Properties {
      @inlinable
      @_lifetime(copy self)
      get { Properties(blob, from: body) }
    }

    /// The nodes directly below, in order.
    public var children: Children {
      @inlinable
      @_lifetime(copy self)
      get { Children(blob, from: body) }
    }

    /// The node and all below it, each before its children.
    public var subtree: Nodes {
      @inlinable
      @_lifetime(copy self)
      get { Nodes(blob, from: offset) }
    }

    /// The property of that name; the first of several.
    ///
    /// Complexity: O(bytes of the node's own properties).
    @_lifetime(copy self)
    public func property(_ name: String) -> Property? { property(name.utf8.span) }

    /// The property of that name, given as bytes; the first of several.
    @_lifetime(copy self)
    public func property(_ name: borrowing Span<UInt8>) -> Property? {
      guard let found = blob.property(name, from: body) else { return nil }
      return Property(blob, at: found)
    }

    /// The child that answers to `name`: as in libfdt, a name without `@` also finds one that differs only by
    /// its unit address, and the first in order counts.
    ///
    /// Complexity: O(bytes of the node).
    @_lifetime(copy self)
    public func child(named name: String) -> Node? {
      guard let found = blob.child(matching: name.utf8.span, from: body) else {
        return nil
      }
      return Node(blob, at: found)
    }

    /// The node at a path relative to this one ("soc/serial@1fe001e0"); empty parts are skipped.
    ///
    /// Complexity: O(bytes of the node).
    @_lifetime(copy self)
    public func descendant(at path: String) -> Node? {
      guard let found = blob.descendant(at: path.utf8.span, below: offset) else { return nil }
      return Node(blob, at: found)
    }
  }
}
