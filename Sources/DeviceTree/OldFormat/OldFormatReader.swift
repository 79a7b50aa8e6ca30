import FDT

/// Reads blobs of versions below 16, as dtc does (flattree.c of 1.8.1).
///
/// libfdt, and with it the room FDT, takes the words behind the header of version 2 for fields that later versions
/// have there, and refuses version 1.
struct OldFormatReader {
  /// The fields of the header of version 1, by where they stand.
  private enum Field {
    static let totalSize = 4
    static let structure = 8
    static let strings = 12
    static let reservations = 16
    static let version = 20
    /// In versions 2 and later.
    static let bootCPU = 28
    /// In versions 3 and later.
    static let stringsSize = 32
    static let headerSize = 28
  }

  /// A node that has not ended, and its path, by which those of its children begin.
  private struct OpenNode {
    var node: DeviceTree.NodeID
    var path: Range<Int>
  }

  private let blob: [UInt8]
  private var tree = DeviceTree()
  private var open: [OpenNode] = []
  private var offset = 0
  private var structure = 0
  private var strings = 0
  private var stringsEnd = 0
  /// The header's `totalsize`, beyond which nothing is read.
  private var end = 0

  init(_ blob: [UInt8]) { self.blob = blob }

  /// Whether these bytes begin as a blob of such a version.
  var isOld: Bool {
    blob.count >= Field.headerSize && word(at: 0) == 0xd00d_feed && word(at: Field.version) < 16
  }

  /// Reads the tree; `isOld` must hold.
  mutating func read() throws(FDTError) -> DeviceTree {
    try readHeader()
    try readReservations()
    try readStructure()
    return tree
  }

  private mutating func readHeader() throws(FDTError) {
    let version = word(at: Field.version)
    end = Int(word(at: Field.totalSize))
    guard end >= Field.headerSize else { throw .badOffset(field: .totalSize, offset: Field.totalSize) }
    guard end <= blob.count else { throw .truncated(needed: end, available: blob.count) }
    structure = try place(Field.structure, .structureOffset)
    strings = try place(Field.strings, .stringsOffset)
    offset = try place(Field.reservations, .reservationsOffset)
    stringsEnd = end
    if version >= 2, end >= Field.bootCPU + 4 { tree.bootCPU = word(at: Field.bootCPU) }
    if version >= 3, end >= Field.stringsSize + 4 {
      stringsEnd = strings + Int(word(at: Field.stringsSize))
      guard stringsEnd <= end else { throw .badOffset(field: .stringsSize, offset: Field.stringsSize) }
    }
  }

  private func place(_ field: Int, _ name: FDTError.HeaderField) throws(FDTError) -> Int {
    let place = Int(word(at: field))
    guard place <= end else { throw .badOffset(field: name, offset: field) }
    return place
  }

  private mutating func readReservations() throws(FDTError) {
    while true {
      guard end - offset >= 16 else { throw .unterminatedReservations(offset: offset) }
      let size = UInt64(word(at: offset + 8)) << 32 | UInt64(word(at: offset + 12))
      if size == 0 { return }
      let address = UInt64(word(at: offset)) << 32 | UInt64(word(at: offset + 4))
      tree.reservations.append(MemoryReservation(address: address, size: size))
      offset += 16
    }
  }

  private mutating func readStructure() throws(FDTError) {
    offset = structure
    var hasRoot = false
    while true {
      let start = offset
      let token = try nextWord()
      switch token {
      case 1 where !open.isEmpty || !hasRoot:
        try beginNode(at: start)
        hasRoot = true
      case 2 where !open.isEmpty: open.removeLast()
      case 3 where !open.isEmpty: try readProperty(at: start)
      case 4: continue
      case 9 where open.isEmpty && hasRoot: return
      case 1, 2, 3, 9: throw .badNesting(offset: start)
      default: throw .badToken(token, offset: start)
      }
    }
  }

  /// Reads the path behind a token; what follows the parent's path and a slash is the name.
  private mutating func beginNode(at start: Int) throws(FDTError) {
    guard let terminator = blob[offset..<end].firstIndex(of: 0) else {
      throw .unterminatedName(offset: offset)
    }
    let path = offset..<terminator
    offset = aligned(terminator + 1, to: 4)
    guard let parent = open.last else {
      guard path.count <= 1, blob[path].allSatisfy({ $0 == UInt8(ascii: "/") }) else {
        throw .rootHasName(offset: path.lowerBound)
      }
      open.append(OpenNode(node: tree.root, path: path.lowerBound..<path.lowerBound))
      return
    }
    let slash = path.lowerBound + parent.path.count
    guard slash < path.upperBound, blob[path].starts(with: blob[parent.path]),
      blob[slash] == UInt8(ascii: "/"),
      !blob[(slash + 1)..<path.upperBound].contains(UInt8(ascii: "/"))
    else { throw .nameIsNoPath(offset: path.lowerBound) }
    open.append(
      OpenNode(node: tree.appendNode(named: blob[(slash + 1)..<path.upperBound], to: parent.node), path: path)
    )
  }

  private mutating func readProperty(at start: Int) throws(FDTError) {
    guard let node = open.last?.node else { return }
    let size = try nextWord()
    let nameOffset = try nextWord()
    let name = strings + Int(nameOffset)
    guard name < stringsEnd else { throw .badPropertyName(nameOffset: nameOffset, offset: start) }
    let limit = min(stringsEnd, name + FlattenedTree.longestPropertyName + 1)
    guard let terminator = blob[name..<limit].firstIndex(of: 0) else {
      throw limit < stringsEnd
        ? .propertyNameTooLong(nameOffset: nameOffset, offset: start)
        : .badPropertyName(nameOffset: nameOffset, offset: start)
    }
    if size >= 8 { offset = aligned(offset, to: 8) }
    guard offset <= end, Int(size) <= end - offset else {
      throw .badPropertyLength(length: size, offset: start)
    }
    let value = blob[offset..<offset + Int(size)]
    _ = tree.appendProperty(named: blob[name..<terminator], value, markers: [], to: node)
    offset = aligned(offset + Int(size), to: 4)
  }

  private mutating func nextWord() throws(FDTError) -> UInt32 {
    guard end - offset >= 4 else { throw .truncatedStructure(offset: offset) }
    offset += 4
    return word(at: offset - 4)
  }

  /// The next place that is a multiple of `size` bytes from the start of the structure.
  private func aligned(_ offset: Int, to size: Int) -> Int {
    structure + (offset - structure + size - 1) / size * size
  }

  private func word(at offset: Int) -> UInt32 {
    blob[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
