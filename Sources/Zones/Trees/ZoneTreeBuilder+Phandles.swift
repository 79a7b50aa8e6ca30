import DeviceTree
import SourceDiagnostics

extension ZoneTreeBuilder {
  /// Whether the compiler gave this phandle out for the board: nobody wrote it, so it has no markers.
  ///
  /// A zone's tree gets numbers of its own, in the order in which dtc would give them: then its printed
  /// source can leave them out, and adding a device to the board does not change the trees of zones without
  /// it.
  func isGivenOut(_ property: DeviceTree.PropertyID) -> Bool {
    board.tree.name(of: property) == "phandle" && board.tree.markers(of: property).isEmpty
  }

  /// Gives every node that something refers to a phandle, and writes it into the references.
  ///
  /// References to nodes that are not there have been reported; the tree is then not used.
  /// Complexity: O(n).
  mutating func assignPhandles() {
    var used = Set(tree.allNodes.compactMap { tree.phandle(of: $0) })
    var next: UInt32 = 1
    for node in Array(tree.allNodes) {
      for property in Array(tree.properties(of: node)) {
        for marker in Array(tree.markers(of: property)) {
          guard case .phandle(let reference) = marker.kind else { continue }
          guard let target = target(of: reference) else {
            if diagnostics.isEmpty { reportAbsent(reference, from: node) }
            continue
          }
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

  private mutating func reportAbsent(_ reference: Reference, from node: DeviceTree.NodeID) {
    diagnostics.append(
      .error(
        "\(tree.path(of: node)) of zone '\(zone.name)' refers to \(reference.text), which is not in its tree",
        at: zone.range, help: "add \(reference.text) to the zone's access"))
  }

  /// The zone's node that a reference means.
  private func target(of reference: Reference) -> DeviceTree.NodeID? {
    switch reference {
    case .label(let label): tree.node(labelled: label)
    case .path(let path): tree.node(at: path)
    case .labelAndPath(let label, let path):
      tree.node(labelled: label).flatMap { tree.node(at: path, below: $0) }
    }
  }
}
