extension Array where Element: Slotted {
  /// The first of a slot and those behind it that has this name and is in use; if there is none, the first that was
  /// removed.
  ///
  /// Complexity: O(slots of the parent), which must be few.
  func slot(of name: Int32, from first: Int32) -> Int32? {
    var (slot, removed) = (first, nil as Int32?)
    while slot >= 0 {
      let record = self[Int(slot)]
      if record.name == name {
        if !record.isRemoved { return slot }
        removed = removed ?? slot
      }
      slot = record.next
    }
    return removed
  }

  /// The first slot of that name in the list that begins at `first`, whether it was removed or not.
  ///
  /// Complexity: O(slots of the parent), which must be few.
  func firstSlot(of name: Int32, from first: Int32) -> Int32? {
    var slot = first
    while slot >= 0, self[Int(slot)].name != name { slot = self[Int(slot)].next }
    return slot < 0 ? nil : slot
  }
}
