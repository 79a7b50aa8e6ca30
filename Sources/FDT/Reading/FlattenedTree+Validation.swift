extension FlattenedTree {
  /// The most bytes that a property's name may have; the specification's limit is 31.
  ///
  /// Properties share names by offset, so that without a limit a few bytes each could name any length of
  /// text, and reading a blob would take time and memory out of proportion to it.
  public static var longestPropertyName: Int { 255 }

  /// Counts the memory reservations up to the entry of size 0 that must end them.
  static func countReservations(in bytes: Span<UInt8>, header: Header) throws(FDTError) -> Int {
    var offset = header.reservationsOffset
    var count = 0
    while bytes.count - offset >= 16 {
      // An entry of size 0 ends the list whatever its address, for libfdt and so for Linux.
      if bytes.bigEndian64(at: offset + 8) == 0 { return count }
      offset += 16
      count += 1
    }
    throw .unterminatedReservations(offset: offset)
  }

  /// Goes through every token of the structure block once.
  static func checkStructure(
    of bytes: Span<UInt8>, header: Header
  ) throws(FDTError) -> (root: Int, nodes: Int, properties: Int) {
    let blob = Blob(bytes, header: header)
    let end = header.structureOffset + header.structureSize
    var offset = header.structureOffset
    var root = offset
    var depth = 0
    var nodes = 0
    var properties = 0
    // Whether a property may stand here: between a node's begin and the next begin or end.
    var isBeforeChildren = false
    while true {
      guard end - offset >= 4 else { throw .truncatedStructure(offset: offset) }
      let token = bytes.bigEndian32(at: offset)
      let start = offset
      offset += 4
      switch token {
      case Token.nop:
        // libfdt refuses whatever is not the end token behind the root.
        if depth == 0, nodes > 0 { throw .badNesting(offset: start) }
      case Token.beginNode:
        if depth == 0 {
          if nodes > 0 { throw .badNesting(offset: start) }
          root = start
        }
        offset = try checkName(of: blob, at: start, isRoot: depth == 0, end: end)
        depth += 1
        nodes += 1
        isBeforeChildren = true
      case Token.endNode:
        guard depth > 0 else { throw .badNesting(offset: start) }
        depth -= 1
        isBeforeChildren = false
      case Token.property:
        guard isBeforeChildren else {
          throw depth > 0 ? .propertyBehindChild(offset: start) : .badNesting(offset: start)
        }
        offset = try checkProperty(of: blob, at: start, header: header, end: end)
        properties += 1
      case Token.end:
        guard depth == 0, nodes > 0 else { throw .badNesting(offset: start) }
        return (root, nodes, properties)
      default: throw .badToken(token, offset: start)
      }
    }
  }

  /// Checks the name of the node whose token stands at `start` and returns the offset behind it.
  @inline(__always)
  private static func checkName(
    of blob: Blob, at start: Int, isRoot: Bool, end: Int
  ) throws(FDTError) -> Int {
    guard let terminator = blob.bytes.terminator(from: start + 4, before: end) else {
      throw .unterminatedName(offset: start + 4)
    }
    let name = blob.leaf(of: start + 4..<terminator)
    // A path has a slash ahead of its last part.
    if blob.isLegacy, name.lowerBound == start + 4 { throw .nameIsNoPath(offset: start + 4) }
    if isRoot, !name.isEmpty { throw .rootHasName(offset: start + 4) }
    return Blob.aligned(terminator + 1)
  }

  /// Checks the property whose token stands at `start` and returns the offset behind it.
  @inline(__always)
  private static func checkProperty(
    of blob: Blob, at start: Int, header: Header, end: Int
  ) throws(FDTError) -> Int {
    guard end - start >= 12 else { throw .truncatedStructure(offset: start) }
    // Unsigned, because an Int of 32 bits would have no room for what a blob can say.
    let length = blob.bytes.bigEndian32(at: start + 4)
    guard UInt(length) <= UInt(bitPattern: end - start - 12) else {
      throw .badPropertyLength(length: length, offset: start)
    }
    let value = blob.valueRange(ofPropertyAt: start)
    guard value.upperBound <= end else { throw .badPropertyLength(length: length, offset: start) }
    let name = blob.bytes.bigEndian32(at: start + 8)
    guard UInt(name) < UInt(bitPattern: header.stringsSize) else {
      throw .badPropertyName(nameOffset: name, offset: start)
    }
    let nameStart = blob.nameStart(ofPropertyAt: start)
    let limit = min(blob.stringsEnd, nameStart + longestPropertyName + 1)
    guard blob.bytes.terminator(from: nameStart, before: limit) != nil else {
      throw limit < blob.stringsEnd
        ? .propertyNameTooLong(nameOffset: name, offset: start)
        : .badPropertyName(nameOffset: name, offset: start)
    }
    return Blob.aligned(value.upperBound)
  }
}
