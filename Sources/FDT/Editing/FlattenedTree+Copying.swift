extension FlattenedTree {
  /// How many bytes the tree needs as a blob of version 17, as `FlattenedTreeEditor(copying:into:)` makes it.
  ///
  /// Complexity: O(1) for version 17, else O(n) in bytes.
  public var editableByteCount: Int {
    Header.size17 + 16 * (reservationCount + 1) + editableStructureSize + header.stringsSize
  }

  /// The size of the structure; in versions below 16 paths become names, and long values lose their
  /// alignment.
  private var editableStructureSize: Int {
    if !blob.isLegacy {
      return header.version >= 17
        ? header.structureSize : blob.endOfStructure(from: rootOffset) - header.structureOffset
    }
    var size = 4
    var cursor = makeCursor()
    while let item = cursor.next() {
      switch item {
      case .beginNode(let name): size += 4 + Blob.aligned(name.count + 1)
      case .property(_, let value): size += 12 + Blob.aligned(value.count)
      case .endNode: size += 4
      }
    }
    return size
  }

  /// Writes the tree as a blob of version 17 to the start of `buffer`.
  func copy(into buffer: inout MutableSpan<UInt8>) throws(FDTEditError) {
    var header = header
    header.structureSize = editableStructureSize
    header.reservationsOffset = Header.size17
    header.structureOffset = Header.size17 + 16 * (reservationCount + 1)
    header.stringsOffset = header.structureOffset + header.structureSize
    header.totalSize = header.stringsOffset + header.stringsSize
    header.version = 17
    header.lastCompatibleVersion = 16
    guard header.totalSize <= buffer.count else {
      throw .noSpace(needed: header.totalSize, available: buffer.count)
    }
    buffer.storeBigEndian(Header.magic, at: 0)
    let words = header.words
    for index in words.indices { buffer.storeBigEndian(words[index], at: 4 + 4 * index) }
    for index in 0..<reservationCount {
      guard let (address, size) = reservation(at: index) else { break }
      buffer.storeBigEndian(address, at: header.reservationsOffset + 16 * index)
      buffer.storeBigEndian(size, at: header.reservationsOffset + 16 * index + 8)
    }
    buffer.clear(header.structureOffset - 16..<header.structureOffset)
    if blob.isLegacy {
      copyStructure(into: &buffer, at: header.structureOffset)
    } else {
      let start = self.header.structureOffset
      buffer.store(bytes.extracting(start..<start + header.structureSize), at: header.structureOffset)
    }
    let strings = self.header.stringsOffset
    buffer.store(bytes.extracting(strings..<strings + header.stringsSize), at: header.stringsOffset)
  }

  /// Writes the structure of an older version token by token.
  private func copyStructure(into buffer: inout MutableSpan<UInt8>, at start: Int) {
    var place = start
    var offset = rootOffset
    func put(_ range: Range<Int>, _ buffer: inout MutableSpan<UInt8>, room: Int) {
      buffer.store(bytes.extracting(range), at: place)
      buffer.clear(place + range.count..<place + room)
      place += room
    }
    while true {
      let token = blob.token(at: offset)
      if token != Token.nop {
        buffer.storeBigEndian(token, at: place)
        place += 4
      }
      switch token {
      case Token.beginNode:
        let name = blob.nameRange(ofNodeAt: offset)
        offset = Blob.aligned(name.upperBound + 1)
        put(name, &buffer, room: Blob.aligned(name.count + 1))
      case Token.property:
        put(offset + 4..<offset + 12, &buffer, room: 8)
        let value = blob.valueRange(ofPropertyAt: offset)
        offset = Blob.aligned(value.upperBound)
        put(value, &buffer, room: Blob.aligned(value.count))
      case Token.nop, Token.endNode: offset += 4
      default: return
      }
    }
  }
}

extension Blob {
  /// The offset behind the end token.
  func endOfStructure(from root: Int) -> Int { behindNode(from: bodyStart(ofNodeAt: root)) + 4 }
}
