public import FDT

extension DeviceTree {
  /// How many bytes the paths of versions before 16 may have, besides `pathBytesPerByte` for each byte of the tree.
  private static let pathBytes = 64 << 20
  private static let pathBytesPerByte = 16

  /// The tree as a blob of any version and with any room, byte for byte as dtc writes it.
  ///
  /// Throws, before the blob takes memory, where it would have 2 GiB or more, or where nodes are nested so deep
  /// that the paths of a version before 16 would be out of all proportion to the tree. Names of properties may be
  /// longer than readers take. Reservations of size 0 stand behind the others, which readers would not see behind them.
  /// Complexity: O(n) for version 17 and 16; O(n · depth) for older ones, which write each node's path.
  public func flattened(_ layout: BlobLayout) throws(FDTWriteError) -> [UInt8] {
    if layout.version.rawValue < 16 {
      let (depth, bytes) = nesting
      guard bytes <= Self.pathBytes + Self.pathBytesPerByte * flattenedSize else {
        throw .pathsTooLong(byteCount: bytes, depth: depth)
      }
    }
    let writer = written(to: FlattenedTreeWriter(bootCPU: bootCPU, layout: layout))
    let byteCount = writer.byteCount
    guard byteCount <= Int(Int32.max) else { throw .tooLarge(byteCount: byteCount) }
    return writer.assembled()
  }

  /// The tree with its reservations in order of address, and the properties and children of every node in
  /// order of name, byte by byte: what `dtc -s` does to compare trees.
  ///
  /// Complexity: O(n log n).
  public func sorted() -> DeviceTree { SortedTree(self).tree }
}
