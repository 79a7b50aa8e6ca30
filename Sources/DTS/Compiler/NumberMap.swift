private import FDT

/// Values by 32-bit number, such as nodes by phandle.
///
/// A dictionary would do as well, but see `NodeMap`.
struct NumberMap<Value: Sendable>: Sendable {
  private var entries: [(number: UInt32, value: Value)] = []
  /// Open addressing, places in `entries`; -1 is free.
  private var slots: [Int32] = []
  private let seed = ByteHash.seed

  /// The value of a number, if it has one.
  ///
  /// Complexity: O(1).
  subscript(number: UInt32) -> Value? {
    guard !slots.isEmpty else { return nil }
    let entry = slots[slot(of: number)]
    return entry < 0 ? nil : entries[Int(entry)].value
  }

  /// Gives a number a value, in the place of one that it has; none is ever taken away.
  ///
  /// Complexity: O(1) on average.
  mutating func set(_ value: Value, for number: UInt32) {
    if 2 * entries.count >= slots.count { grow() }
    let slot = slot(of: number)
    if slots[slot] >= 0 {
      entries[Int(slots[slot])].value = value
    } else {
      slots[slot] = Int32(truncatingIfNeeded: entries.count)
      entries.append((number, value))
    }
  }

  /// Where the number is, or else where it would go.
  private func slot(of number: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: ByteHash.of(UInt64(number), seed: seed)) & mask
    while slots[slot] >= 0, entries[Int(slots[slot])].number != number { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: max(16, slots.count * 2))
    for (index, entry) in entries.enumerated() {
      slots[slot(of: entry.number)] = Int32(truncatingIfNeeded: index)
    }
  }
}
