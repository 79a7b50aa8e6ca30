/// Finds a node by its phandle: a table with open addressing.
struct PhandleSlots: Sendable {
  /// A property that may be a node's phandle.
  struct Entry {
    var node: UInt32
    var property: Int
  }

  /// The phandle in the upper half, the node's number in the lower; 0 is free, since no phandle is 0.
  private var slots: [UInt64]
  private let seed: UInt64
  private(set) var maximum: UInt32 = 0

  /// Makes the table of properties in the order of the blob; of several nodes with one number the first
  /// counts.
  init(_ entries: [Entry], in blob: borrowing Blob, offsets: [UInt32], seed: UInt64) {
    var count = 8
    while count < 2 * entries.count { count *= 2 }
    slots = Array(repeating: 0, count: count)
    self.seed = seed
    var last: UInt32?
    for entry in entries where entry.node != last {
      last = entry.node
      // Which of several properties counts is for the node to say.
      guard let phandle = blob.phandle(ofNodeAt: Int(offsets[Int(entry.node)])) else { continue }
      maximum = max(maximum, phandle)
      let slot = place(of: phandle)
      if slots[slot] == 0 { slots[slot] = UInt64(phandle) << 32 | UInt64(entry.node) }
    }
  }

  /// The number of the node that has `phandle`.
  func find(_ phandle: UInt32) -> UInt32? {
    guard phandle != 0 else { return nil }
    let entry = slots[place(of: phandle)]
    return entry == 0 ? nil : UInt32(truncatingIfNeeded: entry)
  }

  private func place(of phandle: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: ByteHash.of(UInt64(phandle), seed: seed)) & mask
    while slots[slot] != 0, UInt32(truncatingIfNeeded: slots[slot] >> 32) != phandle {
      slot = (slot + 1) & mask
    }
    return slot
  }
}
