/// Big-endian loads from bytes whose presence the caller has checked.
///
/// Taking a four-byte view first lets the compiler check bounds once (as fast as an unchecked load).
extension Span<UInt8> {
  @inline(__always)
  func bigEndian32(at offset: Int) -> UInt32 {
    let word = extracting(offset..<offset + 4)
    return UInt32(word[0]) << 24 | UInt32(word[1]) << 16 | UInt32(word[2]) << 8 | UInt32(word[3])
  }

  @inline(__always)
  func bigEndian64(at offset: Int) -> UInt64 {
    UInt64(bigEndian32(at: offset)) << 32 | UInt64(bigEndian32(at: offset + 4))
  }

  /// The offset of the first NUL at or behind `start` and before `end`.
  @inline(__always)
  func terminator(from start: Int, before end: Int) -> Int? {
    var index = start
    while index < end {
      if self[index] == 0 { return index }
      index += 1
    }
    return nil
  }
}
