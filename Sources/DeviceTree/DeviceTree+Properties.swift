extension DeviceTree {
  /// The property's name; bytes that are no UTF-8 are replaced.
  ///
  /// Complexity: O(length).
  public func name(of property: PropertyID) -> String {
    String(decoding: nameBytes(of: property), as: UTF8.self)
  }

  /// The property's name as it stands in the blob.
  ///
  /// Complexity: O(1): they are not copied.
  public func nameBytes(of property: PropertyID) -> ArraySlice<UInt8> { names[record(property).name] }

  /// The node that has it.
  ///
  /// Complexity: O(1).
  public func node(of property: PropertyID) -> NodeID { NodeID(index: record(property).node) }

  /// The properties of a node, in order.
  ///
  /// Complexity: O(1) to make, O(n) to go through, places that were removed included.
  public func properties(of node: NodeID) -> PropertySequence { PropertySequence(tree: self, node: node) }

  /// The node's property of that name; the first of several.
  ///
  /// Complexity: O(1) but for the name's length.
  public func property(_ name: String, of node: NodeID) -> PropertyID? {
    names.find(name.utf8.span).flatMap { presentProperty($0, of: node) }
  }

  /// The value's bytes, not copied.
  ///
  /// Complexity: O(1).
  public func bytes(of property: PropertyID) -> ArraySlice<UInt8> {
    let record = record(property)
    return values[record.valueStart..<record.valueStart + record.valueCount]
  }

  /// The value's bytes, or nil if the node has no such property.
  ///
  /// Complexity: O(1) but for the name's length.
  public func bytes(_ name: String, of node: NodeID) -> ArraySlice<UInt8>? {
    property(name, of: node).map { bytes(of: $0) }
  }

  /// What is known of how the value was written, in order of offset.
  ///
  /// Complexity: O(1): they are not copied.
  public func markers(of property: PropertyID) -> ArraySlice<ValueMarker> {
    let extent = record(property).markers
    return extent < 0 ? [] : markers[markerExtents[Int(extent)].range]
  }

  /// The value with its markers.
  ///
  /// Complexity: O(n) in bytes and markers.
  public func value(of property: PropertyID) -> PropertyValue {
    PropertyValue(bytes: Array(bytes(of: property)), markers: Array(markers(of: property)))
  }

  /// The property of that name, the first of several.
  func presentProperty(_ name: Int32, of node: NodeID) -> PropertyID? {
    guard let slot = propertySlot(name, of: node), !propertyRecords[Int(slot)].isRemoved else { return nil }
    return PropertyID(index: slot)
  }

  /// What is known of a property; of one that the tree never had, that it is empty.
  func record(_ property: PropertyID) -> PropertyRecord {
    let index = Int(property.index)
    return propertyRecords.indices.contains(index) ? propertyRecords[index] : .nowhere
  }

  /// The first slot of that name in `node` that is in use; if there is none, the first that was removed.
  func propertySlot(_ name: Int32, of node: NodeID) -> Int32? {
    let record = record(node)
    if record.propertySlots > SlotIndex.threshold {
      return propertySlots.find(parent: node.index, name: name, in: propertyRecords)
    }
    return propertyRecords.slot(of: name, from: record.firstProperty)
  }
}

/// The properties of one node, in order.
public struct PropertySequence: Sequence, IteratorProtocol, Sendable {
  private let records: [PropertyRecord]
  private var slot: Int32

  init(tree: DeviceTree, node: DeviceTree.NodeID) {
    records = tree.propertyRecords
    slot = tree.record(node).firstProperty
  }

  /// The next property, or nil behind the last.
  ///
  /// Complexity: O(1), spread over all, places that were removed included.
  public mutating func next() -> DeviceTree.PropertyID? {
    while slot >= 0 {
      let current = slot
      slot = records[Int(current)].next
      if !records[Int(current)].isRemoved { return DeviceTree.PropertyID(index: current) }
    }
    return nil
  }
}
