public import FDT

extension DeviceTree {
  /// Makes the owned tree of a blob of any version, also of 1, and of 2 and 3 where libfdt would read a field that
  /// those do not have.
  ///
  /// Versions from 16 on are read as `init(blob:)` reads them. Below, node names are whole paths and long values stand
  /// at multiples of eight; every node has a property `name` then, which is kept.
  /// Complexity: O(n), no recursion.
  public init(blobOfAnyVersion blob: [UInt8]) throws(FDTError) {
    var reader = OldFormatReader(blob)
    if reader.isOld {
      self = try reader.read()
    } else {
      try self.init(blob: blob)
    }
  }
}
