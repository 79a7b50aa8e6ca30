/// Editing as libfdt does it: what is new stands first.
extension DeviceTree {
  /// Adds a child before the others, where `fdt_add_subnode` puts it; the caller knows that none has this name.
  ///
  /// Complexity: O(1) but for the name's length.
  mutating func prependNode(name: some Collection<UInt8>, to parent: NodeID) -> NodeID {
    insertNode(names.intern(name), at: .front, of: parent)
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
      store(bytes, markers, in: insertProperty(number, at: .front, of: node))
    }
  }
}
