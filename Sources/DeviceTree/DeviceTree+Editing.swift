extension DeviceTree {
  /// Adds a child behind the others, or returns the one that already has this name; one that was removed
  /// comes back, empty, in its old place.
  ///
  /// Without effect, and the id in no tree (`contains(_:)`), if the parent is not in the tree, or no node can have the
  /// name: "", or one with a `/` or a NUL.
  /// Complexity: O(1) but for the name's length.
  @discardableResult
  public mutating func addNode(_ name: String, to parent: NodeID) -> NodeID {
    guard Self.isNodeName(name.utf8.span) else { return .nowhere }
    return addNode(names.intern(name.utf8.span), to: parent)
  }

  mutating func addNode(name: some Collection<UInt8>, to parent: NodeID) -> NodeID {
    addNode(names.intern(name), to: parent)
  }

  private mutating func addNode(_ number: Int32, to parent: NodeID) -> NodeID {
    guard contains(parent) else { return .nowhere }
    guard let slot = childSlot(number, of: parent) else { return appendNode(number, to: parent) }
    nodes[Int(slot)].isRemoved = false
    return NodeID(index: slot)
  }

  /// Adds a child even if the parent has one of this name, as a blob may.
  mutating func appendNode(_ name: Int32, to parent: NodeID) -> NodeID {
    insertNode(name, at: .back, of: parent)
  }

  /// Adds a child before or behind the others.
  mutating func insertNode(_ name: Int32, at end: ListEnd, of parent: NodeID) -> NodeID {
    let slot = Int32(truncatingIfNeeded: nodes.count)
    let owner = Int(parent.index)
    let (first, last) = (nodes[owner].firstChild, nodes[owner].lastChild)
    nodes.reserveRoom(for: 1)
    nodes.append(NodeRecord(name: name, parent: parent.index))
    switch end {
    case .front:
      nodes[Int(slot)].nextSibling = first
      nodes[owner].firstChild = slot
      if last < 0 { nodes[owner].lastChild = slot }
    case .back:
      if last >= 0 { nodes[Int(last)].nextSibling = slot } else { nodes[owner].firstChild = slot }
      nodes[owner].lastChild = slot
    }
    nodes[owner].countChild()
    let (count, start) = (nodes[owner].childSlots, nodes[owner].firstChild)
    children.note(slot, at: end, of: count, from: start, in: nodes)
    return NodeID(index: slot)
  }

  /// Gives a node's property this value, adding it behind the others if it is new; one that was removed
  /// comes back in its old place.
  ///
  /// Without effect, and the id in no tree (`contains(_:)`), if the node is not in the tree, or the name is "" or has a
  /// NUL. As with dtc a name may be longer than readers take, which is `FlattenedTree.longestPropertyName`.
  /// Complexity: O(1) but for the lengths of name and value.
  @discardableResult
  public mutating func set(_ name: String, to value: PropertyValue, of node: NodeID) -> PropertyID {
    guard Self.isPropertyName(name.utf8.span) else { return .nowhere }
    return set(names.intern(name.utf8.span), to: value.bytes[...], markers: value.markers[...], of: node)
  }

  @discardableResult
  mutating func set(
    name: some Collection<UInt8>, to bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>,
    of node: NodeID
  ) -> PropertyID {
    set(names.intern(name), to: bytes, markers: markers, of: node)
  }

  private mutating func set(
    _ number: Int32, to bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>, of node: NodeID
  ) -> PropertyID {
    guard contains(node) else { return .nowhere }
    let property =
      propertySlot(number, of: node).map { PropertyID(index: $0) } ?? appendProperty(number, to: node)
    store(bytes, markers, in: property)
    return property
  }

  /// Replaces the value of a property; without effect if the tree does not contain it.
  ///
  /// Complexity: O(length), spread over many calls.
  public mutating func set(_ property: PropertyID, to value: PropertyValue) {
    guard contains(property) else { return }
    store(value.bytes[...], value.markers[...], in: property)
  }

  /// Adds a property even if the node has one of this name, as a blob may.
  mutating func appendProperty(_ name: Int32, to node: NodeID) -> PropertyID {
    insertProperty(name, at: .back, of: node)
  }

  /// Adds a property before or behind the others.
  mutating func insertProperty(_ name: Int32, at end: ListEnd, of node: NodeID) -> PropertyID {
    let slot = Int32(truncatingIfNeeded: propertyRecords.count)
    let owner = Int(node.index)
    let (first, last) = (nodes[owner].firstProperty, nodes[owner].lastProperty)
    propertyRecords.reserveRoom(for: 1)
    propertyRecords.append(PropertyRecord(name: name, node: node.index))
    switch end {
    case .front:
      propertyRecords[Int(slot)].next = first
      nodes[owner].firstProperty = slot
      if last < 0 { nodes[owner].lastProperty = slot }
    case .back:
      if last >= 0 { propertyRecords[Int(last)].next = slot } else { nodes[owner].firstProperty = slot }
      nodes[owner].lastProperty = slot
    }
    nodes[owner].countProperty()
    let (count, start) = (nodes[owner].propertySlots, nodes[owner].firstProperty)
    propertySlots.note(slot, at: end, of: count, from: start, in: propertyRecords)
    return PropertyID(index: slot)
  }

  /// Removes a property; its labels go with it.
  ///
  /// Without effect if the tree does not contain it.
  ///
  /// Complexity: O(1), spread over many calls.
  public mutating func remove(_ property: PropertyID) {
    guard contains(property) else { return }
    propertyRecords[Int(property.index)].isRemoved = true
    propertySlots.noteRemoval(of: property.index, in: propertyRecords)
    labels.removeAll(of: .property(property))
  }

  /// Removes a node with all below it, their properties and labels.
  ///
  /// The root stays and is emptied. Without effect if the tree does not contain the node.
  ///
  /// Complexity: O(n) in what is removed, and its places that were removed before; no recursion.
  public mutating func remove(_ node: NodeID) {
    let top = Int(node.index)
    guard contains(node) else { return }
    var current = top
    while true {
      // Below a removed node everything is removed.
      var next: Int32 = -1
      if !nodes[current].isRemoved {
        empty(current)
        if current != 0 {
          nodes[current].isRemoved = true
          children.noteRemoval(of: Int32(truncatingIfNeeded: current), in: nodes)
        }
        next = nodes[current].firstChild
      }
      // Down if there is a child, else to the next sibling of the nearest node that has one.
      while next < 0, current != top {
        next = nodes[current].nextSibling
        current = Int(nodes[current].parent)
      }
      guard next >= 0 else { return }
      current = Int(next)
    }
  }

  /// Removes the properties and labels of a node.
  private mutating func empty(_ node: Int) {
    var property = nodes[node].firstProperty
    while property >= 0 {
      remove(PropertyID(index: property))
      property = propertyRecords[Int(property)].next
    }
    labels.removeAll(of: .node(NodeID(index: Int32(truncatingIfNeeded: node))))
  }
}
