/// The slots of one parent and name behind the first of them, in order.
///
/// One whose name changed stays until it would be next.
struct SlotFollowers: Sendable {
  private var slots: ArraySlice<Int32>
  /// Where the first that is in use stands; behind the last if none is.
  private var present: Int

  init(_ slots: ArraySlice<Int32> = []) {
    self.slots = slots
    present = slots.startIndex
  }

  /// The first that is in use.
  var firstPresent: Int32? { present < slots.endIndex ? slots[present] : nil }

  /// Puts a slot behind the others.
  mutating func append(_ slot: Int32, in records: [some Slotted]) {
    slots.append(slot)
    advance(name: records[Int(slot)].name, in: records)
  }

  /// Puts a slot before the others.
  ///
  /// Complexity: O(n).
  mutating func prepend(_ slot: Int32, in records: [some Slotted]) {
    slots.insert(slot, at: slots.startIndex)
    present = records[Int(slot)].isRemoved ? present + 1 : slots.startIndex
  }

  /// Takes out the first that has the name and is not `slot`.
  ///
  /// Complexity: O(1), spread over all slots.
  mutating func removeFirst(butNot slot: Int32, name: Int32, in records: [some Slotted]) -> Int32? {
    while let first = slots.popFirst() {
      present = max(present, slots.startIndex)
      guard first != slot, records[Int(first)].name == name else { continue }
      advance(past: slot, name: name, in: records)
      return first
    }
    return nil
  }

  /// Goes on to the first in use, where the one that was it is not any more; `slot` counts as not in use.
  ///
  /// Complexity: O(1), spread over all slots.
  mutating func advance(past slot: Int32 = -1, name: Int32, in records: [some Slotted]) {
    while present < slots.endIndex {
      let candidate = slots[present]
      let record = records[Int(candidate)]
      if candidate != slot, !record.isRemoved, record.name == name { return }
      present += 1
    }
  }
}
