extension FlattenedTreeWriter {
  /// How many bytes the blob has now; 2 GiB and more cannot be written, and where `Int` has 32 bits, its greatest value
  /// stands for them.
  ///
  /// Complexity: O(1); O(n) in bytes for versions before 16 while the properties of a node are being written.
  public var byteCount: Int { Int(clamping: fullByteCount) }

  private var fullByteCount: Int64 {
    guard namesOpenNode else { return layout.totalSize(used: usedByteCount) }
    var named = self
    named.nameNode()
    return layout.totalSize(used: named.usedByteCount)
  }

  /// The finished blob; nodes that are still open are ended in it.
  ///
  /// Throws an `FDTWriteError` if readers would not take the blob, or would not see in it what was written: if it has
  /// 2 GiB or more, a name cannot be written, or a memory reservation is of 0 bytes.
  ///
  /// Complexity: O(n) in bytes.
  public func finished() throws(FDTWriteError) -> [UInt8] {
    if let fault { throw fault }
    let byteCount = fullByteCount
    guard byteCount <= Int32.max else { throw .tooLarge(byteCount: Int(clamping: byteCount)) }
    guard longestName.byteCount <= FlattenedTree.longestPropertyName else {
      throw .propertyNameTooLong(byteCount: longestName.byteCount, nameOffset: longestName.offset)
    }
    return assembled()
  }

  /// The finished blob, even if it is one that no reader takes.
  package func assembled() -> [UInt8] {
    guard namesOpenNode else { return blob }
    var named = self
    named.nameNode()
    return named.blob
  }

  /// Whether the properties of the open node are not ended yet, and that needs something to be written.
  private var namesOpenNode: Bool { layout.version.isOld && (propertyEnds.last ?? 0) < 0 }

  private var reservationsOffset: Int { (layout.version.headerSize + 7) / 8 * 8 }
  private var structureOffset: Int64 {
    Int64(reservationsOffset) + Int64(reservations.count) + layout.freeReservationBytes
  }
  /// With the ends of the nodes that are open, and of the tree.
  private var structureSize: Int { structure.count + 4 * propertyEnds.count + 4 }
  private var usedByteCount: Int64 {
    structureOffset + Int64(structureSize) + Int64(strings.bytes.count)
  }

  private var blob: [UInt8] {
    let version = layout.version
    let used = Int(clamping: usedByteCount)
    let total = Int(clamping: layout.totalSize(used: Int64(used)))
    let structureOffset = Int(clamping: structureOffset)
    func word(_ value: Int) -> UInt32 { UInt32(truncatingIfNeeded: value) }
    var blob: [UInt8] = []
    blob.reserveCapacity(total)
    for word in [
      Header.magic, word(total), word(structureOffset), word(structureOffset + structureSize),
      word(reservationsOffset), version.rawValue, version.lastCompatible, bootCPU, word(strings.bytes.count),
      word(structureSize),
    ].prefix(version.headerSize / 4) { blob.appendBigEndian(word) }
    blob.append(contentsOf: repeatElement(0, count: reservationsOffset - blob.count))
    blob.append(contentsOf: reservations)
    blob.append(contentsOf: repeatElement(0, count: structureOffset - blob.count))
    blob.append(contentsOf: structure)
    for _ in propertyEnds { blob.appendBigEndian(Token.endNode) }
    blob.appendBigEndian(Token.end)
    blob.append(contentsOf: strings.bytes)
    blob.append(contentsOf: repeatElement(0, count: total - used))
    return blob
  }
}
