public import DeviceTree

extension DeviceTree {
  /// Removes every `name` property that says what its node's name says: versions 1 to 3 of blobs have one in each
  /// node, and dtc leaves them out.
  ///
  /// Complexity: O(n).
  public mutating func removeNodeNames() {
    for node in Array(allNodes) {
      if let property = property("name", of: node), isNodeName(property, of: node) { remove(property) }
    }
  }

  /// Whether a property's value is the node's name without its unit address.
  func isNodeName(_ property: PropertyID, of node: NodeID) -> Bool {
    bytes(of: property).elementsEqual(Array(baseName(of: node).utf8) + [0])
  }
}
