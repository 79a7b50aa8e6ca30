/// Finds a child by its parent and name: a table with open addressing over the names in the blob.
///
/// Each node is there under its whole name and, if that has a unit address, under the name without it; the
/// first of several that answer to one name keeps the place.
struct NameSlots: Sendable {
  /// The node's number times two, one more for the name without unit address, and one more for "taken".
  private var slots: [UInt32]
  private let seed: UInt64

  init(nodeCount: Int, seed: UInt64) {
    var count = 8
    while count < 3 * nodeCount { count *= 2 }
    slots = Array(repeating: 0, count: count)
    self.seed = seed
  }

  /// Adds node `number`, whose name stands at `name` of the blob.
  mutating func add(
    _ number: UInt32, named name: Range<Int>, below parent: UInt32, in blob: borrowing Blob,
    offsets: [UInt32],
    parents: [UInt32]
  ) {
    let whole = blob.bytes.extracting(name)
    insert(2 * number + 1, whole, below: parent, in: blob, offsets: offsets, parents: parents)
    if let at = whole.firstOffset(of: UInt8(ascii: "@")) {
      insert(
        2 * number + 2, whole.extracting(0..<at), below: parent, in: blob, offsets: offsets, parents: parents)
    }
  }

  /// The first child of `parent` that answers to `name`.
  @inline(__always)
  func find(
    _ name: borrowing Span<UInt8>, below parent: UInt32, in blob: borrowing Blob, offsets: [UInt32],
    parents: [UInt32]
  ) -> UInt32? {
    let slot = place(of: name, below: parent, in: blob, offsets: offsets, parents: parents)
    return slots[slot] == 0 ? nil : (slots[slot] - 1) / 2
  }

  private mutating func insert(
    _ entry: UInt32, _ name: borrowing Span<UInt8>, below parent: UInt32, in blob: borrowing Blob,
    offsets: [UInt32], parents: [UInt32]
  ) {
    let slot = place(of: name, below: parent, in: blob, offsets: offsets, parents: parents)
    if slots[slot] == 0 { slots[slot] = entry }
  }

  /// The slot that has the name, or the free one where it would go.
  private func place(
    of name: borrowing Span<UInt8>, below parent: UInt32, in blob: borrowing Blob, offsets: [UInt32],
    parents: [UInt32]
  ) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(name, parent)) & mask
    while slots[slot] != 0 {
      let entry = slots[slot] - 1
      let number = Int(entry / 2)
      if parents[number] == parent,
        holds(name, at: blob.nameStart(ofNodeAt: Int(offsets[number])), isWhole: entry & 1 == 0, in: blob)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// Whether the stored name that starts at `offset` is `name`, up to its end or up to the unit address.
  private func holds(
    _ name: borrowing Span<UInt8>, at offset: Int, isWhole: Bool, in blob: borrowing Blob
  ) -> Bool {
    let end = offset + name.count
    return end < blob.bytes.count && blob.bytes[end] == (isWhole ? 0 : UInt8(ascii: "@"))
      && blob.bytes.holds(name, at: offset, before: blob.bytes.count)
      && (isWhole || name.firstOffset(of: UInt8(ascii: "@")) == nil)
  }

  private func hash(_ name: borrowing Span<UInt8>, _ parent: UInt32) -> UInt64 {
    var hash = ByteHash(seed: seed)
    // By itself: combined with the name's bytes it could be made up for.
    hash.add(UInt64(parent))
    hash.add(name)
    return hash.value
  }
}

extension Blob {
  /// Where the name of the node at `offset` starts, for versions below 16 behind the last slash.
  @inline(__always)
  func nameStart(ofNodeAt offset: Int) -> Int {
    isLegacy ? nameRange(ofNodeAt: offset).lowerBound : offset + 4
  }
}
