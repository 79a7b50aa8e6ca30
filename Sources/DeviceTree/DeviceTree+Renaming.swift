extension DeviceTree {
  /// Gives a node another name, and says whether it has it now: false for the root, if a sibling has the name, if no
  /// node can have it ("", or one with a `/` or a NUL), and if the tree does not contain the node.
  ///
  /// A sibling of that name that was removed makes way: it will not come back in its old place.
  ///
  /// Complexity: O(1) but for the name's length.
  @discardableResult
  public mutating func rename(_ node: NodeID, to name: String) -> Bool {
    let index = Int(node.index)
    guard index != 0, contains(node), Self.isNodeName(name.utf8.span) else { return false }
    let number = names.intern(name.utf8)
    let old = nodes[index].name
    guard number != old else { return true }
    let parent = nodes[index].parent
    if let other = childSlot(number, of: NodeID(index: parent)) {
      guard nodes[Int(other)].isRemoved else { return false }
      forget(other, below: parent)
      // No name of a blob is as this one, so nobody asks for it.
      nodes[Int(other)].name = names.intern([0])
    }
    forget(node.index, below: parent)
    nodes[index].name = number
    if nodes[Int(parent)].childSlots > SlotIndex.threshold {
      children.add(node.index, in: nodes)
    }
    return true
  }

  /// Takes a child out of the table, before its name changes.
  private mutating func forget(_ slot: Int32, below parent: Int32) {
    guard nodes[Int(parent)].childSlots > SlotIndex.threshold else { return }
    children.remove(slot, in: nodes)
  }
}
