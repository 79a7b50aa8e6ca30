import DeviceTree

/// Which phandles a source must state, and which the compiler gives out again just so.
struct PrintedPhandles {
  private var implied: Set<DeviceTree.PropertyID> = []

  /// Looks through a tree: a phandle can be left out if it stands last in its node and has no markers
  /// (nobody wrote it), if a reference asks for it, and if giving numbers out anew in the tree's order
  /// makes every one the same.
  ///
  /// Complexity: O(n).
  init(of tree: DeviceTree) {
    var candidates: [DeviceTree.NodeID: (property: DeviceTree.PropertyID, number: UInt32)] = [:]
    var stated: Set<UInt32> = []
    var targets: [DeviceTree.NodeID] = []
    for node in tree.allNodes {
      var last: DeviceTree.PropertyID?
      for property in tree.properties(of: node) {
        last = property
        for marker in tree.markers(of: property) {
          guard case .phandle(let reference) = marker.kind,
            let target = ValueParts.target(of: reference, phandleAt: marker.offset, of: property, in: tree)
          else { continue }
          targets.append(target)
        }
      }
      guard let number = tree.phandle(of: node) else { continue }
      if let last, tree.property("phandle", of: node) == last, tree.cell("linux,phandle", of: node) == nil,
        tree.markers(of: last).isEmpty, tree.labels(of: last).isEmpty
      {
        candidates[node] = (last, number)
      } else {
        stated.insert(number)
      }
    }
    settle(candidates, stated, targets)
  }

  private mutating func settle(
    _ candidates: [DeviceTree.NodeID: (property: DeviceTree.PropertyID, number: UInt32)],
    _ stated: Set<UInt32>, _ targets: [DeviceTree.NodeID]
  ) {
    let asked = Set(targets)
    var used = stated
    for (node, candidate) in candidates where !asked.contains(node) { used.insert(candidate.number) }
    var next: UInt32 = 1
    for target in targets {
      guard let candidate = candidates[target], !implied.contains(candidate.property) else { continue }
      while used.contains(next), next < .max { next += 1 }
      guard candidate.number == next else {
        implied.removeAll()
        return
      }
      used.insert(next)
      implied.insert(candidate.property)
    }
  }

  func isPrinted(_ property: DeviceTree.PropertyID) -> Bool { !implied.contains(property) }
}
