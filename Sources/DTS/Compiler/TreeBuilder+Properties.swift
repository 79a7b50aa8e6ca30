import DeviceTree
import SourceDiagnostics

extension TreeBuilder {
  /// Gives a property its value.
  mutating func set(
    _ name: ArraySlice<UInt8>, to bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>,
    of node: DeviceTree.NodeID, as property: PendingProperty, inFreshBlock: Bool
  ) -> DeviceTree.PropertyID {
    let place = tree.firstPlace(named: name, in: node)
    let id: DeviceTree.PropertyID
    if place == nil || inFreshBlock {
      id = tree.appendProperty(named: name, bytes, markers: markers, to: node)
      if place != nil { propertyTwins.append(id) }
    } else {
      id = tree.setProperty(named: name, to: bytes, markers: markers, of: node)
    }
    table.note(
      SourceTable.Definition(
        whole: .init(property.whole), name: .init(property.name), value: .init(property.value),
        firstElement: Int32(truncatingIfNeeded: property.elements.lowerBound),
        elementCount: Int32(truncatingIfNeeded: property.elements.count), previous: -1),
      of: id)
    return id
  }

  /// Removes the first property of that name; one that is removed already hides those behind it, as in dtc.
  mutating func deleteProperty(_ name: ArraySlice<UInt8>, of node: DeviceTree.NodeID) {
    if let property = tree.firstPlace(named: name, in: node) { tree.remove(property) }
  }

  /// `/delete-property/` in the block that makes the node: a place that stays free for later, and nothing to what the
  /// block defines.
  mutating func keepPlace(of name: ArraySlice<UInt8>, at range: Range<Int>, in node: DeviceTree.NodeID) {
    if let property = tree.property(named: name, of: node), let first = table.definition(of: property)?.name {
      report(
        "the property '\(String(decoding: name, as: UTF8.self))' is deleted in the block that defines it, "
          + "which has no effect",
        at: range, notes: [("it is defined here", first.range)], severity: .warning)
    }
    tree.remove(tree.appendProperty(named: name, [], markers: [], to: node))
  }
}
