extension DeviceTree {
  /// Puts a node directly before one of its siblings; false where they are no siblings, the same, or not in the tree.
  ///
  /// Complexity: O(siblings).
  @discardableResult
  public mutating func move(_ node: NodeID, before sibling: NodeID) -> Bool {
    guard node != sibling, contains(node), contains(sibling), let parent = parent(of: node),
      parent == self.parent(of: sibling)
    else { return false }
    unlink(node, from: Int(parent.index))
    nodes[Int(node.index)].nextSibling = sibling.index
    if let before = slot(before: sibling.index, in: Int(parent.index)) {
      nodes[Int(before)].nextSibling = node.index
    } else {
      nodes[Int(parent.index)].firstChild = node.index
    }
    children.noteMove(of: node.index, from: nodes[Int(parent.index)].firstChild, in: nodes)
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
