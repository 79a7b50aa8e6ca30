import DeviceTree
import SourceDiagnostics

extension TreeBuilder {
  /// Gives a property its value.
  mutating func set(
    _ name: ArraySlice<UInt8>, to bytes: ArraySlice<UInt8>, markers: ArraySlice<ValueMarker>,
    of node: DeviceTree.NodeID, as property: PendingProperty, inFreshBlock: Bool
  ) -> DeviceTree.PropertyID {
    if inFreshBlock, let old = tree.property(named: name, of: node), let first = table.definition(of: old) {
      report(
        Failure(
          check: "duplicate_property_names", node: node, property: old, text: "Duplicate property name"),
        "the property '\(String(decoding: name, as: UTF8.self))' is given twice in this block",
        at: property.name,
        notes: [("the first is here", first.name.range)])
    }
    let isTwin = inFreshBlock && keepsDuplicates && tree.property(named: name, of: node) != nil
    let id =
      isTwin
      ? tree.appendProperty(named: name, bytes, markers: markers, to: node)
      : tree.setProperty(named: name, to: bytes, markers: markers, of: node)
    table.note(
      SourceTable.Definition(
        whole: .init(property.whole), name: .init(property.name), value: .init(property.value),
        firstElement: Int32(truncatingIfNeeded: property.elements.lowerBound),
        elementCount: Int32(truncatingIfNeeded: property.elements.count), previous: -1),
      of: id)
    return id
  }

  /// Removes a property, if it is there.
  mutating func deleteProperty(_ name: ArraySlice<UInt8>, of node: DeviceTree.NodeID) {
    if let property = tree.property(named: name, of: node) { tree.remove(property) }
  }

  /// Keeps a place free for a property that may come later.
  mutating func keepPlace(of name: ArraySlice<UInt8>, in node: DeviceTree.NodeID) {
    guard tree.property(named: name, of: node) == nil else { return }
    tree.remove(tree.setProperty(named: name, to: [], markers: [], of: node))
  }
}
