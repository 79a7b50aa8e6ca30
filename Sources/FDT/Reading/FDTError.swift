/// What keeps bytes from being a flattened device tree, each with the byte offset at which it shows.
public enum FDTError: Error, Equatable, Sendable {
  /// The buffer ends before the header, or before the `totalsize` that the header states.
  case truncated(needed: Int, available: Int)
  /// The first four bytes are not 0xd00dfeed.
  case badMagic(found: UInt32)
  /// The version is not one that this library reads (2, 3, 16 and 17).
  case unsupportedVersion(version: UInt32, lastCompatible: UInt32)
  /// A header field points outside the blob, or its block does not fit.
  case badOffset(field: HeaderField, offset: Int)
  /// A block starts at an offset that is not a multiple of its alignment.
  case misaligned(field: HeaderField, offset: Int)
  /// The list of memory reservations has no entry of size 0 that ends it.
  case unterminatedReservations(offset: Int)
  /// The structure block ends inside a token.
  case truncatedStructure(offset: Int)
  /// The word at this offset is no token.
  case badToken(UInt32, offset: Int)
  /// A node's name has no NUL within the structure block.
  case unterminatedName(offset: Int)
  /// A property's value reaches past the end of the structure block.
  case badPropertyLength(length: UInt32, offset: Int)
  /// A property's name offset lies outside the strings block, or the name has no NUL there.
  case badPropertyName(nameOffset: UInt32, offset: Int)
  /// A property's name has more than `FlattenedTree.longestPropertyName` bytes.
  case propertyNameTooLong(nameOffset: UInt32, offset: Int)
  /// A token stands where the nesting of nodes does not allow it.
  case badNesting(offset: Int)
  /// The root node has a name.
  case rootHasName(offset: Int)
  /// A property stands behind a child of its node, where libfdt and Linux do not see it.
  case propertyBehindChild(offset: Int)
  /// A node's name in a blob of version 2 or 3 is no path, as it must be there.
  case nameIsNoPath(offset: Int)

  /// The fields of the header that an error may name.
  public enum HeaderField: String, Sendable {
    /// `totalsize`
    case totalSize = "totalsize"
    /// `off_dt_struct`
    case structureOffset = "off_dt_struct"
    /// `off_dt_strings`
    case stringsOffset = "off_dt_strings"
    /// `off_mem_rsvmap`
    case reservationsOffset = "off_mem_rsvmap"
    /// `size_dt_strings`
    case stringsSize = "size_dt_strings"
    /// `size_dt_struct`
    case structureSize = "size_dt_struct"
  }
}

extension FDTError {
  /// The byte offset in the blob at which the fault shows.
  public var offset: Int {
    switch self {
    case .truncated(_, let available): available
    case .badMagic: 0
    case .unsupportedVersion: 20
    case .badOffset(_, let offset), .misaligned(_, let offset), .unterminatedReservations(let offset),
      .truncatedStructure(let offset), .badToken(_, let offset), .unterminatedName(let offset),
      .badPropertyLength(_, let offset), .badPropertyName(_, let offset),
      .propertyNameTooLong(_, let offset), .badNesting(let offset),
      .rootHasName(let offset), .propertyBehindChild(let offset), .nameIsNoPath(let offset):
      offset
    }
  }
}

extension FDTError: CustomStringConvertible {
  /// One sentence for the user, without the offset.
  public var description: String {
    switch self {
    case .truncated(let needed, let available): "the blob needs \(needed) bytes, but there are \(available)"
    case .badMagic(let found): "not a device-tree blob: it starts with \(hex(found)) instead of 0xd00dfeed"
    case .unsupportedVersion(let version, let compatible):
      version == 1
        ? "version 1 is too old to be readable; versions 2, 3, 16 and 17 are"
        : "version \(version) (compatible back to \(compatible)) is not readable; "
          + "versions 2, 3, 16 and 17 are"
    case .badOffset(let field, _): "\(field.rawValue) points outside the blob"
    case .misaligned(let field, _): "\(field.rawValue) is not aligned"
    case .unterminatedReservations: "the memory reservations have no end entry"
    case .truncatedStructure: "the structure block ends inside a token"
    case .badToken(let token, _): "\(hex(token)) is not a token"
    case .unterminatedName: "the node name is not terminated"
    case .badPropertyLength(let length, _):
      "a property of \(length) bytes does not fit into the structure block"
    case .badPropertyName(let name, _): "no property name stands at \(hex(name)) of the strings block"
    case .propertyNameTooLong(let name, _):
      "the property name at \(hex(name)) of the strings block is longer than \(FlattenedTree.longestPropertyName) bytes"
    case .badNesting: "the token does not fit the nesting of nodes"
    case .rootHasName: "the root node must have an empty name"
    case .propertyBehindChild: "the property stands behind a child node; properties must come first"
    case .nameIsNoPath: "the node name holds no '/', but in versions 2 and 3 it is the node's path"
    }
  }

  private func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16) }
}
