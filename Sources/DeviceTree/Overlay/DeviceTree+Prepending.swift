/// Editing as libfdt does it: what is new stands first.
extension DeviceTree {
  /// Adds a child before the others, where `fdt_add_subnode` puts it; the caller knows that none has this name.
  ///
  /// Complexity: O(1) but for the name's length.
  mutating func prependNode(name: some Collection<UInt8>, to parent: NodeID) -> NodeID {
    let number = names.intern(name)
    let owner = Int(parent.index)
    let slot = Int32(truncatingIfNeeded: nodes.count)
    nodes.append(NodeRecord(name: number, parent: parent.index))
    nodes[Int(slot)].nextSibling = nodes[owner].firstChild
    nodes[owner].firstChild = slot
    if nodes[owner].lastChild < 0 { nodes[owner].lastChild = slot }
    nodes[owner].countChild()
    if nodes[owner].childSlots == SlotIndex.threshold + 1 {
      var child = nodes[owner].firstChild
      while child >= 0 {
        children.add(child, in: nodes)
        child = nodes[Int(child)].nextSibling
      }
    } else if nodes[owner].childSlots > SlotIndex.threshold {
      // In front of one that was removed, which would be found instead.
      children.put(slot, in: nodes)
    }
    return NodeID(index: slot)
  }

  /// Gives a node's property this value; a new one stands before the others, where `fdt_setprop` puts it.
  ///
  /// Complexity: O(1) but for the lengths of name and value.
  mutating func setInFront(
    name: some Collection<UInt8>, to bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>,
    of node: NodeID
  ) {
    let number = names.intern(name)
    if let slot = propertySlot(number, of: node), !propertyRecords[Int(slot)].isRemoved {
      store(bytes, markers, in: PropertyID(index: slot))
    } else {
      store(bytes, markers, in: prependProperty(number, to: node))
    }
  }

  private mutating func prependProperty(_ name: Int32, to node: NodeID) -> PropertyID {
    let owner = Int(node.index)
    let slot = Int32(truncatingIfNeeded: propertyRecords.count)
    propertyRecords.append(PropertyRecord(name: name, node: node.index))
    propertyRecords[Int(slot)].next = nodes[owner].firstProperty
    nodes[owner].firstProperty = slot
    if nodes[owner].lastProperty < 0 { nodes[owner].lastProperty = slot }
    nodes[owner].countProperty()
    if nodes[owner].propertySlots == SlotIndex.threshold + 1 {
      var property = nodes[owner].firstProperty
      while property >= 0 {
        propertySlots.add(property, in: propertyRecords)
        property = propertyRecords[Int(property)].next
      }
    } else if nodes[owner].propertySlots > SlotIndex.threshold {
      propertySlots.put(slot, in: propertyRecords)
    }
    return PropertyID(index: slot)
  }
}
