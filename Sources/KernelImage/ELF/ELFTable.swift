/// A table of equally large entries that lies wholly in the file.
struct ELFTable: Sendable {
  /// The byte offset of the first entry.
  let start: Int
  let count: Int
  /// The distance in bytes from one entry to the next.
  let stride: Int

  static let empty = ELFTable(start: 0, count: 0, stride: 0)

  private init(start: Int, count: Int, stride: Int) {
    self.start = start
    self.count = count
    self.stride = stride
  }

  /// Checks that `count` entries of `stride` bytes at `offset` lie in the file and hold `minimum` bytes each.
  ///
  /// `field` is the offset of the number that places the table, for the error.
  init(
    _ part: ELFError.Part, of reader: ELFReader, at offset: UInt64, count: UInt64, stride: UInt64,
    minimum: Int, field: Int
  ) throws(ELFError) {
    guard count > 0 else {
      self = .empty
      return
    }
    guard stride >= UInt64(minimum) else {
      throw ELFError(.entryTooSmall(part, size: stride), at: field)
    }
    let (size, overflow) = count.multipliedReportingOverflow(by: stride)
    guard !overflow, let range = reader.range(at: offset, count: size) else {
      throw ELFError(.outsideFile(part), at: field)
    }
    // The product fits into the file, so both factors fit into Int.
    self.init(start: range.lowerBound, count: Int(count), stride: Int(stride))
  }

  /// The byte offset of entry `index`.
  func offset(of index: Int) -> Int { start + index * stride }
}
