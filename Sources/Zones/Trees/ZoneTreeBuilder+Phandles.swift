import DeviceTree

extension ZoneTreeBuilder {
  /// Whether the compiler gave this phandle out for the board: nobody wrote it, so it has no markers.
  ///
  /// A zone's tree gets numbers of its own, in the order in which dtc would give them: then its printed source can
  /// leave them out, and adding a device to the board does not change the trees of zones without it.
  func isGivenOut(_ property: DeviceTree.PropertyID) -> Bool {
    board.name(of: property) == "phandle" && board.markers(of: property).isEmpty
  }

  /// Gives every node that something refers to a phandle, and writes it into the references.
  ///
  /// Complexity: O(n).
  mutating func assignPhandles() {
    var used = Set(tree.allNodes.compactMap { tree.phandle(of: $0) })
    var next: UInt32 = 1
    for node in Array(tree.allNodes) {
      for property in Array(tree.properties(of: node)) {
        for marker in Array(tree.markers(of: property)) {
          guard case .phandle(let reference) = marker.kind, let target = target(of: reference, in: tree)
          else { continue }
          if tree.phandle(of: target) == nil {
            while used.contains(next) { next += 1 }
            used.insert(next)
            tree.append("phandle", PropertyValue(bytes: PropertyValue.cells([next]).bytes), to: target)
          }
          tree.overwrite(cell: tree.phandle(of: target) ?? 0, at: marker.offset, of: property)
        }
      }
    }
  }

  /// The node of a tree, the board's or the zone's, that a reference means; zones keep the board's paths.
  func target(of reference: Reference, in tree: DeviceTree) -> DeviceTree.NodeID? {
    switch reference {
    case .label(let label): tree.node(labelled: label)
    case .path(let path): tree.node(at: path)
    case .labelAndPath(let label, let path):
      tree.node(labelled: label).flatMap { tree.node(at: path, below: $0) }
    }
  }
}
