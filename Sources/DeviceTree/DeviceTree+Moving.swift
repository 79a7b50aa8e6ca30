extension DeviceTree {
  /// Gives a node another name, unit address included, in its old place; false where a sibling has that name, and
  /// for the root.
  ///
  /// Labels and phandles stay; strings that hold the node's path do not follow.
  ///
  /// Complexity: O(1) but for the name's length, O(siblings) for few of them.
  @discardableResult
  public mutating func rename(_ node: NodeID, to name: String) -> Bool {
    guard let parent = parent(of: node) else { return false }
    let number = names.intern(name.utf8)
    if let slot = childSlot(number, of: parent) {
      if slot == node.index { return true }
      guard nodes[Int(slot)].isRemoved else { return false }
      // What was removed gives its name up, or it would be found instead.
      setName(of: slot, to: names.intern([]), parent)
    }
    setName(of: node.index, to: number, parent)
    return true
  }

  private mutating func setName(of slot: Int32, to name: Int32, _ parent: NodeID) {
    let old = nodes[Int(slot)].name
    nodes[Int(slot)].name = name
    guard record(parent).childSlots > SlotIndex.threshold else { return }
    children.remove(parent: parent.index, name: old, slot: slot)
    children.add(parent: parent.index, name: name, slot: slot)
  }

  /// Puts a node directly before one of its siblings; false where they are no siblings or the same.
  ///
  /// Complexity: O(siblings).
  @discardableResult
  public mutating func move(_ node: NodeID, before sibling: NodeID) -> Bool {
    guard node != sibling, let parent = parent(of: node), parent == self.parent(of: sibling) else {
      return false
    }
    unlink(node, from: Int(parent.index))
    nodes[Int(node.index)].nextSibling = sibling.index
    if let before = slot(before: sibling.index, in: Int(parent.index)) {
      nodes[Int(before)].nextSibling = node.index
    } else {
      nodes[Int(parent.index)].firstChild = node.index
    }
    return true
  }

  private mutating func unlink(_ node: NodeID, from parent: Int) {
    let next = nodes[Int(node.index)].nextSibling
    let before = slot(before: node.index, in: parent)
    if let before { nodes[Int(before)].nextSibling = next } else { nodes[parent].firstChild = next }
    if nodes[parent].lastChild == node.index { nodes[parent].lastChild = before ?? -1 }
  }

  /// The slot whose next sibling is `slot`; nil for the first.
  private func slot(before slot: Int32, in parent: Int) -> Int32? {
    var current = nodes[parent].firstChild
    while current >= 0, current != slot {
      let next = nodes[Int(current)].nextSibling
      if next == slot { return current }
      current = next
    }
    return nil
  }
}
