/// Stores and moves within bytes whose presence the caller has checked.
extension MutableSpan<UInt8> {
  @inline(__always)
  mutating func storeBigEndian(_ value: UInt32, at offset: Int) {
    for index in 0..<4 {
      self[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index))
    }
  }

  @inline(__always)
  mutating func storeBigEndian(_ value: UInt64, at offset: Int) {
    storeBigEndian(UInt32(truncatingIfNeeded: value >> 32), at: offset)
    storeBigEndian(UInt32(truncatingIfNeeded: value), at: offset + 4)
  }

  /// Moves `count` bytes, which may overlap their new place; eight at once, since `MutableSpan` has no such
  /// operation of its own in Swift 6.3.
  mutating func move(from start: Int, to target: Int, count: Int) {
    if target < start {
      var index = 0
      while index &+ 8 <= count {
        store(span.littleEndian64(at: start &+ index), at: target &+ index)
        index &+= 8
      }
      while index < count {
        self[target &+ index] = self[start &+ index]
        index &+= 1
      }
    } else if target > start {
      var index = count
      while index >= 8 {
        index &-= 8
        store(span.littleEndian64(at: start &+ index), at: target &+ index)
      }
      while index > 0 {
        index &-= 1
        self[target &+ index] = self[start &+ index]
      }
    }
  }

  /// Writes `source` at `offset`.
  mutating func store(_ source: borrowing Span<UInt8>, at offset: Int) {
    for index in source.indices { self[offset &+ index] = source[index] }
  }

  /// Writes `string` and a NUL at `offset`.
  mutating func store(_ string: String, at offset: Int) {
    let text = string.utf8.span
    store(text, at: offset)
    self[offset &+ text.count] = 0
  }

  /// Writes 32-bit cells at `offset`.
  mutating func store(_ cells: borrowing Span<UInt32>, at offset: Int) {
    for index in cells.indices { storeBigEndian(cells[index], at: offset &+ 4 &* index) }
  }

  /// Writes 64-bit numbers at `offset`.
  mutating func store(_ numbers: borrowing Span<UInt64>, at offset: Int) {
    for index in numbers.indices { storeBigEndian(numbers[index], at: offset &+ 8 &* index) }
  }

  /// Writes zeros.
  mutating func clear(_ range: Range<Int>) {
    for index in range { self[index] = 0 }
  }

  @inline(__always)
  private mutating func store(_ word: UInt64, at offset: Int) {
    var target = _mutatingExtracting(offset..<offset &+ 8)
    target[0] = UInt8(truncatingIfNeeded: word)
    target[1] = UInt8(truncatingIfNeeded: word >> 8)
    target[2] = UInt8(truncatingIfNeeded: word >> 16)
    target[3] = UInt8(truncatingIfNeeded: word >> 24)
    target[4] = UInt8(truncatingIfNeeded: word >> 32)
    target[5] = UInt8(truncatingIfNeeded: word >> 40)
    target[6] = UInt8(truncatingIfNeeded: word >> 48)
    target[7] = UInt8(truncatingIfNeeded: word >> 56)
  }
}
