/// A stretch of a buffer that many share, with room behind it.
///
/// 32 bits are enough for what a blob can hold, and keep the records of properties small.
struct Extent: Sendable {
  var start: UInt32 = 0
  var count: UInt32 = 0
  /// How many elements from `start` on are the stretch's own, `count` of them in use.
  var capacity: UInt32 = 0

  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }

  /// Puts `elements` here, in place if they fit, else at the end of the buffer; returns how many elements of
  /// the buffer nobody uses any more.
  mutating func store<Element>(_ elements: ArraySlice<Element>, in buffer: inout [Element]) -> Int {
    if elements.count <= Int(capacity) {
      // Most values are short, and for those this is faster than to replace a range.
      var place = Int(start)
      for element in elements {
        buffer[place] = element
        place &+= 1
      }
      count = UInt32(truncatingIfNeeded: elements.count)
      return 0
    }
    let left = Int(capacity)
    start = UInt32(truncatingIfNeeded: buffer.count)
    count = UInt32(truncatingIfNeeded: elements.count)
    capacity = count
    buffer.append(contentsOf: elements)
    return left
  }

  /// Puts `elements` behind those here; what has to move doubles its room, so that many additions are linear.
  mutating func append<Element>(
    _ elements: some Collection<Element>, filler: Element, in buffer: inout [Element]
  ) -> Int {
    let needed = Int(count) + elements.count
    var left = 0
    if needed > Int(capacity) {
      if Int(start) + Int(capacity) != buffer.count {
        left = Int(capacity)
        let old = range
        start = UInt32(truncatingIfNeeded: buffer.count)
        buffer.append(contentsOf: buffer[old])
        capacity = count
      }
      let room = max(needed, 2 * Int(capacity)) - Int(capacity)
      buffer.append(contentsOf: repeatElement(filler, count: room))
      capacity += UInt32(truncatingIfNeeded: room)
    }
    buffer.replaceSubrange(Int(start) + Int(count)..<Int(start) + needed, with: elements)
    count = UInt32(truncatingIfNeeded: needed)
    return left
  }

  /// Puts `bytes` at the end of the buffer, for an extent that is still empty.
  mutating func append(_ bytes: borrowing Span<UInt8>, to buffer: inout [UInt8]) {
    start = UInt32(truncatingIfNeeded: buffer.count)
    for index in bytes.indices { buffer.append(bytes[index]) }
    count = UInt32(truncatingIfNeeded: bytes.count)
    capacity = count
  }

  /// Moves what is here to the end of another buffer, without the room behind it.
  mutating func move<Element>(from old: [Element], to new: inout [Element]) {
    let range = range
    start = UInt32(truncatingIfNeeded: new.count)
    capacity = count
    new.append(contentsOf: old[range])
  }
}
