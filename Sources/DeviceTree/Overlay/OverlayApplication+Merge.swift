/// The fragments reach the base.
extension OverlayApplication {
  /// Merges every fragment into its target, in order: properties are set, nodes merged, and nothing is removed.
  mutating func merge() throws(OverlayError.Reason) {
    for (fragment, content) in fragments() {
      // Where the overlay's node goes; the way through the overlay is gone along in the base.
      var current = try target(of: fragment).node
      for step in overlay.steps(through: content) {
        switch step {
        case .opens(let node):
          if node != content { current = place(of: node, below: current) }
          setProperties(of: node, on: current)
        case .closes: current = base.parent(of: current) ?? base.root
        }
      }
    }
  }

  /// The node of the base for one of the overlay: the one there, as libfdt finds it, or a new one in front.
  private mutating func place(of node: DeviceTree.NodeID, below parent: DeviceTree.NodeID)
    -> DeviceTree.NodeID
  {
    let name = overlay.nameBytes(of: node)
    if let known = basePaths.child(name, of: parent, in: base) { return known }
    let made = base.prependNode(name: name, to: parent)
    basePaths.note(made, inFrontOf: parent, in: base)
    return made
  }

  private mutating func setProperties(of node: DeviceTree.NodeID, on target: DeviceTree.NodeID) {
    var numbersChanged = false
    for property in overlay.properties(of: node) {
      let name = overlay.nameBytes(of: property)
      base.setInFront(
        name: name, to: overlay.bytes(of: property), markers: overlay.markers(of: property), of: target,
        noting: &journal)
      if Self.phandleNames.contains(where: { name.elementsEqual($0.utf8) }) { numbersChanged = true }
    }
    for label in overlay.labels(of: node) { base.addLabel(label, to: .node(target)) }
    guard numbersChanged else { return }
    let phandle = Self.phandle(of: target, in: base)
    if let owner = phandles[phandle], Self.phandle(of: owner, in: base) == phandle { return }
    phandles[phandle] = target
  }
}
