extension FlattenedTree.Nodes {
  /// The next node one of whose `compatible` strings is `text`; nil if no more is.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func next(compatible text: String) -> FlattenedTree.Node? {
    while let node = next() {
      if node.isCompatible(with: text) { return node }
    }
    return nil
  }

  /// The next node that has the property `name`; nil if no more has.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func next(having name: String) -> FlattenedTree.Node? {
    while let node = next() {
      if node.property(name) != nil { return node }
    }
    return nil
  }

  /// The next node whose property `name` has exactly these bytes; nil if no more has.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func next(where name: String, is value: borrowing Span<UInt8>) -> FlattenedTree.Node? {
    while let node = next() {
      if let property = node.property(name), property.value.hasSameBytes(as: value) { return node }
    }
    return nil
  }

  /// The next node whose property `name` is exactly this string; nil if no more is.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func next(where name: String, is string: String) -> FlattenedTree.Node? {
    while let node = next() {
      if let property = node.property(name), property.holds(string: string) { return node }
    }
    return nil
  }
}
