/// Big-endian loads from bytes whose presence the caller has checked.
///
/// Taking a four-byte view first lets the compiler check bounds once (as fast as an unchecked load).
extension Span<UInt8> {
  @inlinable @inline(__always)
  func bigEndian32(at offset: Int) -> UInt32 {
    let word = extracting(offset..<offset + 4)
    return UInt32(word[0]) << 24 | UInt32(word[1]) << 16 | UInt32(word[2]) << 8 | UInt32(word[3])
  }

  @inlinable @inline(__always)
  func bigEndian64(at offset: Int) -> UInt64 {
    UInt64(bigEndian32(at: offset)) << 32 | UInt64(bigEndian32(at: offset + 4))
  }

  /// The first of the eight bytes in the lowest place, for looking at eight at once.
  @inlinable @inline(__always)
  package func littleEndian64(at offset: Int) -> UInt64 {
    let word = extracting(offset..<offset + 8)
    let low = UInt64(word[0]) | UInt64(word[1]) << 8 | UInt64(word[2]) << 16 | UInt64(word[3]) << 24
    let high = UInt64(word[4]) | UInt64(word[5]) << 8 | UInt64(word[6]) << 16 | UInt64(word[7]) << 24
    return low | high << 32
  }

  /// The offset of the first NUL at or behind `start` and before `end`, which is at most `count`.
  @inlinable @inline(__always)
  func terminator(from start: Int, before end: Int) -> Int? {
    var index = start
    while index &+ 8 <= end {
      let word = littleEndian64(at: index)
      // The lowest marked byte is the first NUL; bytes above it may be marked wrongly.
      let marks = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if marks != 0 { return index &+ marks.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < end {
      if self[index] == 0 { return index }
      index &+= 1
    }
    return nil
  }

  /// The same for what is inlined into the programs that use it: a call, all of whose arguments go in registers.
  @usableFromInline @inline(never)
  func end(ofTextAt start: Int, before end: Int) -> Int { terminator(from: start, before: end) ?? end }

  /// Whether `text` stands at `offset`, with the bytes all before `end`.
  @inlinable @inline(__always)
  package func holds(_ text: borrowing Span<UInt8>, at offset: Int, before end: Int) -> Bool {
    let count = text.count
    guard count <= end &- offset else { return false }
    var index = 0
    while index &+ 8 <= count {
      if littleEndian64(at: offset &+ index) != text.littleEndian64(at: index) { return false }
      index &+= 8
    }
    while index < count {
      if self[offset &+ index] != text[index] { return false }
      index &+= 1
    }
    return true
  }

  /// Whether the bytes are those of `other`.
  @inlinable @inline(__always)
  package func hasSameBytes(as other: borrowing Span<UInt8>) -> Bool {
    count == other.count && holds(other, at: 0, before: count)
  }

  /// The offset of the first `byte`.
  func firstOffset(of byte: UInt8) -> Int? {
    for index in indices where self[index] == byte { return index }
    return nil
  }

  /// The bytes as text, those that are no UTF-8 replaced.
  var text: String { String(decoding: copied(), as: UTF8.self) }

  /// A copy of the bytes.
  func copied() -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(count)
    for index in indices { copy.append(self[index]) }
    return copy
  }
}
