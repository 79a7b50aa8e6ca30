extension FlattenedTree {
  /// The most bytes that a property's name may have; the specification's limit is 31.
  ///
  /// Properties share names by offset, so that without a limit a few bytes each could name any length of text,
  /// and reading a blob would take time and memory out of proportion to it.
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
  ) throws(FDTError) -> (nodes: Int, properties: Int) {
    let end = header.structureOffset + header.structureSize
    var offset = header.structureOffset
    var depth = 0
    var nodes = 0
    var properties = 0
    while true {
      guard end - offset >= 4 else { throw .truncatedStructure(offset: offset) }
      let token = bytes.bigEndian32(at: offset)
      let start = offset
      offset += 4
      switch token {
      case Token.nop: continue
      case Token.beginNode:
        if depth == 0, nodes > 0 { throw .badNesting(offset: start) }
        guard let terminator = bytes.terminator(from: offset, before: end) else {
          throw .unterminatedName(offset: offset)
        }
        if depth == 0, terminator != offset { throw .rootHasName(offset: offset) }
        offset = aligned(terminator + 1)
        depth += 1
        nodes += 1
      case Token.endNode:
        guard depth > 0 else { throw .badNesting(offset: start) }
        depth -= 1
      case Token.property:
        guard depth > 0 else { throw .badNesting(offset: start) }
        offset = try checkProperty(at: start, of: bytes, header: header, end: end)
        properties += 1
      case Token.end:
        guard depth == 0, nodes > 0 else { throw .badNesting(offset: start) }
        return (nodes, properties)
      default: throw .badToken(token, offset: start)
      }
    }
  }

  /// Checks the property whose token stands at `start` and returns the offset behind it.
  private static func checkProperty(
    at start: Int, of bytes: Span<UInt8>, header: Header, end: Int
  ) throws(FDTError) -> Int {
    guard end - start >= 12 else { throw .truncatedStructure(offset: start) }
    let length = bytes.bigEndian32(at: start + 4)
    let name = bytes.bigEndian32(at: start + 8)
    guard Int(length) <= end - start - 12 else { throw .badPropertyLength(length: length, offset: start) }
    let strings = header.stringsOffset
    let stringsEnd = strings + header.stringsSize
    guard Int(name) < header.stringsSize else { throw .badPropertyName(nameOffset: name, offset: start) }
    let limit = min(stringsEnd, strings + Int(name) + longestPropertyName + 1)
    guard bytes.terminator(from: strings + Int(name), before: limit) != nil else {
      throw limit < stringsEnd
        ? .propertyNameTooLong(nameOffset: name, offset: start)
        : .badPropertyName(nameOffset: name, offset: start)
    }
    return aligned(start + 12 + Int(length))
  }

  /// The next multiple of four; the structure block starts at one.
  @inline(__always)
  static func aligned(_ offset: Int) -> Int { (offset + 3) & ~3 }
}
