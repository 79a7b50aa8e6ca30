/// What keeps a written tree from being a blob that readers take.
public enum FDTWriteError: Error, Equatable, Sendable {
  /// The blob would have this many bytes; libfdt, and so Linux and this library, take fewer than 2 GiB.
  case tooLarge(byteCount: Int)
  /// The property's name at this offset of the strings block has `byteCount` bytes, more than
  /// `FlattenedTree.longestPropertyName`.
  case propertyNameTooLong(byteCount: Int, nameOffset: Int)
  /// Nodes are nested so deep that their paths, which versions before 16 state, would have this many bytes: out of all
  /// proportion to the tree.
  case pathsTooLong(byteCount: Int, depth: Int)
}

extension FDTWriteError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .tooLarge(let count): "the blob would have \(count) bytes, but readers take fewer than 2147483648"
    case .propertyNameTooLong(let count, let offset):
      "the property name at byte \(offset) of the strings has \(count) bytes, but readers take at most "
        + "\(FlattenedTree.longestPropertyName)"
    case .pathsTooLong(let count, let depth):
      "the nodes are nested \(depth) deep, and versions before 16 would state their paths in \(count) bytes; "
        + "write version 16 or 17"
    }
  }
}
