extension DeviceTree.NodeID {
  /// The node's number: nodes are counted from 0 in the order they were made, removed ones included.
  ///
  /// For tables that stand beside a tree, such as one of source positions.
  public var ordinal: Int { Int(index) }
}

extension DeviceTree.PropertyID {
  /// The property's number: properties are counted from 0 in the order they were made, removed ones
  /// included.
  ///
  /// For tables that stand beside a tree, such as one of source positions.
  public var ordinal: Int { Int(index) }
}

/// Editing by place: what a compiler needs that must put things exactly where dtc puts them.
///
/// Names given as bytes are taken as they are: what a blob may have can be copied. What is added to a node that is not
/// in the tree has no effect, and the id returned is in no tree.
extension DeviceTree {
  /// The node whose place is the first below `node`, even if it was removed.
  ///
  /// dtc takes the boot cpu from the first place below `/cpus` (`guess_boot_cpuid`, 1.6.1 to 1.8.1).
  ///
  /// Complexity: O(1).
  public func firstPlace(below node: NodeID) -> NodeID? {
    let first = record(node).firstChild
    return first < 0 ? nil : NodeID(index: first)
  }

  /// The child of exactly this name, given as bytes; the first of several.
  ///
  /// Complexity: O(1) but for the name's length.
  public func child(named name: ArraySlice<UInt8>, of node: NodeID) -> NodeID? {
    names.find(name.span).flatMap { presentChild($0, of: node) }
  }

  /// The property of exactly this name, given as bytes; the first of several.
  ///
  /// Complexity: O(1) but for the name's length.
  public func property(named name: ArraySlice<UInt8>, of node: NodeID) -> PropertyID? {
    names.find(name.span).flatMap { presentProperty($0, of: node) }
  }

  /// The first place of that name below `node`, even if its node was removed: where a source's next block of the name
  /// goes (dtc's `merge_nodes`, 1.8.1).
  ///
  /// Complexity: O(1) but for the name's length.
  public func firstPlace(named name: ArraySlice<UInt8>, below node: NodeID) -> NodeID? {
    guard let number = names.find(name.span) else { return nil }
    let record = record(node)
    let slot =
      record.childSlots > SlotIndex.threshold
      ? children.findFirst(parent: node.index, name: number, in: nodes)
      : nodes.firstSlot(of: number, from: record.firstChild)
    return slot.map { NodeID(index: $0) }
  }

  /// The first place of that name among the properties of `node`, even if the property was removed.
  ///
  /// Complexity: O(1) but for the name's length.
  public func firstPlace(named name: ArraySlice<UInt8>, in node: NodeID) -> PropertyID? {
    guard let number = names.find(name.span) else { return nil }
    let record = record(node)
    let slot =
      record.propertySlots > SlotIndex.threshold
      ? propertySlots.findFirst(parent: node.index, name: number, in: propertyRecords)
      : propertyRecords.firstSlot(of: number, from: record.firstProperty)
    return slot.map { PropertyID(index: $0) }
  }

  /// Adds a node behind the other children, even if one of them has the name.
  ///
  /// Complexity: O(1) but for the name's length.
  public mutating func appendNode(named name: ArraySlice<UInt8>, to parent: NodeID) -> NodeID {
    guard contains(parent) else { return .nowhere }
    return appendNode(names.intern(name.span), to: parent)
  }

  /// Adds a property behind the others, even if one of them has the name.
  ///
  /// Complexity: O(1) but for the lengths of name and value.
  public mutating func appendProperty(
    named name: ArraySlice<UInt8>, _ bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>,
    to node: NodeID
  ) -> PropertyID {
    guard contains(node) else { return .nowhere }
    let property = appendProperty(names.intern(name.span), to: node)
    store(bytes, markers, in: property)
    return property
  }

  /// `addNode(_:to:)` with the name as bytes.
  ///
  /// Complexity: O(1) but for the name's length.
  public mutating func addNode(named name: ArraySlice<UInt8>, to parent: NodeID) -> NodeID {
    addNode(name: name, to: parent)
  }

  /// `set(_:to:of:)` with the name as bytes and the value as slices of larger buffers.
  ///
  /// Complexity: O(1) but for the lengths of name and value.
  public mutating func setProperty(
    named name: ArraySlice<UInt8>, to bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>,
    of node: NodeID
  ) -> PropertyID {
    set(name: name, to: bytes, markers: markers, of: node)
  }

  /// Adds a property behind all others of the node, even if one of this name has a place there already.
  ///
  /// dtc puts the phandles it gives out behind everything else in this way. Without effect where `set(_:to:of:)` is.
  /// Complexity: O(1) but for the lengths of name and value.
  @discardableResult
  public mutating func append(_ name: String, _ value: PropertyValue, to node: NodeID) -> PropertyID {
    guard contains(node), Self.isPropertyName(name.utf8.span) else { return .nowhere }
    let property = appendProperty(names.intern(name.utf8), to: node)
    store(value.bytes[...], value.markers[...], in: property)
    return property
  }

  /// Writes `cell` over the four bytes at `offset` of a property's value; nothing happens if they, or the property,
  /// are not there.
  ///
  /// Complexity: O(1).
  public mutating func overwrite(cell: UInt32, at offset: Int, of property: PropertyID) {
    let record = record(property)
    guard !record.isRemoved, offset >= 0, offset <= record.valueCount - 4 else { return }
    let start = record.valueStart + offset
    for index in 0..<4 {
      values[start + index] = UInt8(truncatingIfNeeded: cell >> UInt32(24 - 8 * index))
    }
  }
}
