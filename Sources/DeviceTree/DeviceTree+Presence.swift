/// What an identifier stands for.
extension DeviceTree {
  /// Whether the node is in the tree: made, and not removed.
  ///
  /// Of a node that is not, all questions have the answer of a node without children and properties, and edits have no
  /// effect.
  /// Complexity: O(1).
  public func contains(_ node: NodeID) -> Bool { !record(node).isRemoved }

  /// Whether the property is in the tree: made, and not removed, nor its node.
  ///
  /// Edits of a property that is not have no effect.
  /// Complexity: O(1).
  public func contains(_ property: PropertyID) -> Bool { !record(property).isRemoved }

  /// Whether a node can be given this name: it has a byte at least, and neither a `/` nor a NUL, which would end it
  /// for readers.
  ///
  /// Complexity: O(length).
  static func isNodeName(_ name: borrowing Span<UInt8>) -> Bool {
    for index in name.indices where name[index] == 0 || name[index] == UInt8(ascii: "/") { return false }
    return !name.isEmpty
  }

  /// Whether a property can be given this name: it has a byte at least, and no NUL.
  ///
  /// Complexity: O(length).
  static func isPropertyName(_ name: borrowing Span<UInt8>) -> Bool {
    for index in name.indices where name[index] == 0 { return false }
    return !name.isEmpty
  }
}

extension DeviceTree.NodeID {
  /// A node that no tree has: what an edit without effect returns.
  static var nowhere: Self { Self(index: -1) }
}

extension DeviceTree.PropertyID {
  /// A property that no tree has: what an edit without effect returns.
  static var nowhere: Self { Self(index: -1) }
}
