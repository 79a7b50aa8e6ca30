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
  /// This name for a node is empty, or holds a NUL or '/', so that no path would lead to it.
  case badNodeName(String)
  /// This name for a property has a NUL, at which readers would end it.
  case badPropertyName(String)
  /// Memory reservation `index` has 0 bytes, and would end the list for every reader.
  case emptyReservation(index: Int)
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
    case .badNodeName(let name): "'\(name)': a node's name must not be empty, nor hold a NUL or '/'"
    case .badPropertyName(let name): "'\(name)': a property's name must not hold a NUL"
    case .emptyReservation(let index):
      "memory reservation \(index) has 0 bytes, and would end the list of reservations for every reader"
    }
  }
}
