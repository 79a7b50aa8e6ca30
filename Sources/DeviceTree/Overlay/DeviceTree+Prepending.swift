/// Editing as libfdt does it: what is new stands first.
extension DeviceTree {
  /// Adds a child before the others, where `fdt_add_subnode` puts it; the caller knows that none has this name.
  ///
  /// Complexity: O(1) but for the name's length.
  mutating func prependNode(name: some Collection<UInt8>, to parent: NodeID) -> NodeID {
    insertNode(names.intern(name), at: .front, of: parent)
  }

  /// Gives a node's property this value; a new one stands before the others, where `fdt_setprop` puts it,
  /// and what that leaves behind the value is noted.
  ///
  /// Complexity: O(1) but for the lengths of name and value.
  mutating func setInFront(
    name: some Collection<UInt8>, to bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>,
    of node: NodeID, noting journal: inout EditJournal
  ) {
    let number = names.intern(name)
    let hasPadding = bytes.count % 4 != 0
    if let slot = propertySlot(number, of: node), !propertyRecords[Int(slot)].isRemoved {
      let property = PropertyID(index: slot)
      let old = hasPadding ? BlobWords.word(bytes.count / 4, fromValueOf: property, in: self) : nil
      journal.note(property, of: self)
      store(bytes, markers, in: property)
      if let old { leave(old, behind: property) }
    } else {
      // Its token, length and name come first.
      let old = hasPadding ? BlobWords.word(3 + bytes.count / 4, fromContentsOf: node, in: self) : nil
      let property = insertProperty(number, at: .front, of: node)
      store(bytes, markers, in: property)
      if let old { leave(old, behind: property) }
    }
  }

  /// Gives back the memory that it takes to find nodes by name but for those right below the root, and leaves what
  /// finds the properties of a fragment.
  ///
  /// Nothing may be added to the tree from here on.
  mutating func forgetNamesBelowRoot() {
    let top = record(root)
    children = SlotIndex(top.childSlots > SlotIndex.threshold ? [top.firstChild] : [], in: nodes)
    let properties = [OverlayNames.target, OverlayNames.targetPath].compactMap { names.find($0) }
    names.findOnly(properties + children(of: root).map { record($0).name })
  }
}
