/// Where values lie: all in one buffer, which is put together anew when half of it is waste.
extension DeviceTree {
  mutating func store(
    _ bytes: ArraySlice<UInt8>, _ newMarkers: ArraySlice<ValueMarker>, in property: PropertyID
  ) {
    let index = Int(property.index)
    propertyRecords[index].isRemoved = false
    propertyRecords[index].padding = ValuePadding()
    waste += propertyRecords[index].value.store(bytes, in: &values)
    if let extent = markerExtent(of: index, isNeeded: !newMarkers.isEmpty) {
      waste += markerExtents[extent].store(newMarkers, in: &markers)
    }
    compactIfWorthwhile()
  }

  /// Adds `value` to the end of a property's value; without effect if the tree does not contain the property.
  ///
  /// Complexity: O(length of `value`), spread over many calls.
  public mutating func extend(_ property: PropertyID, by value: PropertyValue) {
    guard contains(property) else { return }
    let index = Int(property.index)
    let old = propertyRecords[index].valueCount
    propertyRecords[index].padding = ValuePadding()
    waste += propertyRecords[index].value.append(value.bytes, filler: 0, in: &values)
    let shifted = value.markers.map { ValueMarker($0.offset + old, $0.kind) }
    if let extent = markerExtent(of: index, isNeeded: !shifted.isEmpty) {
      waste += markerExtents[extent].append(shifted, filler: ValueMarker(0, .string), in: &markers)
    }
    compactIfWorthwhile()
  }

  /// Adds `value` to the end of a node's property of that name, which is made if it is new.
  ///
  /// Without effect where `set(_:to:of:)` is.
  /// Complexity: O(length of name and value), spread over many calls.
  @discardableResult
  public mutating func extend(_ name: String, by value: PropertyValue, of node: NodeID) -> PropertyID {
    guard let property = property(name, of: node) else { return set(name, to: value, of: node) }
    extend(property, by: value)
    return property
  }

  /// Where a property's markers are; nil if it never had any and is not to get some.
  private mutating func markerExtent(of property: Int, isNeeded: Bool) -> Int? {
    if propertyRecords[property].markers < 0 {
      guard isNeeded else { return nil }
      propertyRecords[property].markers = Int32(truncatingIfNeeded: markerExtents.count)
      markerExtents.append(Extent())
    }
    return Int(propertyRecords[property].markers)
  }

  /// Puts the buffers together without waste, if that frees half of them; so edits need no more memory than
  /// the tree, and each its own share of this.
  private mutating func compactIfWorthwhile() {
    guard waste > 1 << 16, 2 * waste > values.count + markers.count, waste > propertyRecords.count else {
      return
    }
    var newValues: [UInt8] = []
    var newMarkers: [ValueMarker] = []
    newValues.reserveCapacity(values.count - min(waste, values.count))
    for index in propertyRecords.indices {
      if propertyRecords[index].isRemoved {
        propertyRecords[index].value = Extent()
      } else {
        propertyRecords[index].value.move(from: values, to: &newValues)
      }
      guard let extent = markerExtent(of: index, isNeeded: false) else { continue }
      if propertyRecords[index].isRemoved { markerExtents[extent] = Extent() }
      markerExtents[extent].move(from: markers, to: &newMarkers)
    }
    values = newValues
    markers = newMarkers
    waste = 0
  }
}

extension Array {
  /// Grows by a quarter rather than to the double, so that adding to a large tree does not take twice its
  /// memory.
  mutating func reserveRoom(for added: Int) {
    if capacity - count < added { reserveCapacity(count + Swift.max(added, count / 4 + 16)) }
  }
}
