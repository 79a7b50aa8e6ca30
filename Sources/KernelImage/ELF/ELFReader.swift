/// Bounded reading of an ELF file's numbers in the file's own width and byte order.
struct ELFReader: Sendable {
  let bytes: [UInt8]
  let is64Bit: Bool
  let isLittleEndian: Bool

  /// The bytes `offset..<offset + count` as indices, or nil where they are not all in the file.
  func range(at offset: UInt64, count: UInt64) -> Range<Int>? {
    let total = UInt64(bytes.count)
    guard offset <= total, count <= total - offset else { return nil }
    return Int(offset)..<Int(offset + count)
  }

  /// The number of `width` bytes at `offset`, which the caller has proven to lie in the file.
  func number(at offset: Int, width: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<width {
      let position = isLittleEndian ? offset + width - 1 - index : offset + index
      value = value << 8 | UInt64(bytes[position])
    }
    return value
  }
}

/// The fields of one table entry, read one after the other in the order in which the format has them.
struct ELFFields {
  let reader: ELFReader
  var position: Int

  /// Starts at byte `position`; the caller has proven that all fields it reads lie in the file.
  init(_ reader: ELFReader, at position: Int) {
    self.reader = reader
    self.position = position
  }

  mutating func next(_ width: Int) -> UInt64 {
    defer { position += width }
    return reader.number(at: position, width: width)
  }

  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next(1)) }
  mutating func half() -> UInt16 { UInt16(truncatingIfNeeded: next(2)) }
  mutating func word() -> UInt32 { UInt32(truncatingIfNeeded: next(4)) }
  /// A number as wide as an address of the file's class.
  mutating func native() -> UInt64 { next(reader.is64Bit ? 8 : 4) }
}
