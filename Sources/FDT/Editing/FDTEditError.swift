/// What keeps an edit of a blob from being done; the blob is then as it was.
public enum FDTEditError: Error, Equatable, Sendable {
  /// The bytes are no flattened device tree.
  case unreadable(FDTError)
  /// The edit changes a size, but the blob is of version 2, 3 or 16, or its blocks lie in another order than
  /// reservations, structure, strings; or they overlap, so that no edit is possible. Copy the blob with
  /// `FlattenedTreeEditor(copying:into:)`.
  case needsCopy
  /// The buffer has too few bytes for the blob that the edit would make.
  case noSpace(needed: Int, available: Int)
  /// No node answers to the path, name or phandle.
  case noSuchNode
  /// The node has no property of that name.
  case noSuchProperty
  /// The bytes do not lie inside the value, which has this many.
  case outsideValue(count: Int)
  /// The node has a child that answers to the name already.
  case nodeExists
  /// A node's name is empty, or holds a NUL or '/'.
  case badNodeName
  /// A property's name has a NUL, or more than `FlattenedTree.longestPropertyName` bytes.
  case badPropertyName
  /// The root has no name and cannot be renamed.
  case rootHasNoName
  /// There is no memory reservation of that number.
  case noSuchReservation(index: Int)
  /// A memory reservation of 0 bytes would end the list for every reader.
  case emptyReservation
}

extension FDTEditError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .needsCopy: "the blob's version or layout does not allow this edit in place; copy the blob first"
    case .noSpace(let needed, let available):
      "the edited blob needs \(needed) bytes, but the buffer has \(available)"
    case .noSuchNode: "there is no such node"
    case .noSuchProperty: "the node has no such property"
    case .outsideValue(let count): "the bytes do not lie inside the value, which has \(count)"
    case .nodeExists: "the node has a child that answers to this name already"
    case .badNodeName: "a node's name must not be empty, nor hold a NUL or '/'"
    case .badPropertyName:
      "a property's name must not hold a NUL, nor be longer than \(FlattenedTree.longestPropertyName) bytes"
    case .rootHasNoName: "the root cannot be renamed"
    case .noSuchReservation(let index): "there is no memory reservation \(index)"
    case .emptyReservation: "a memory reservation of 0 bytes would end the list"
    }
  }
}
