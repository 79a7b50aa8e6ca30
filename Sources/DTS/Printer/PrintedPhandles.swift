import DeviceTree

/// Which phandles a source must state, and which the compiler gives out again just so.
struct PrintedPhandles {
  private var implied: Set<DeviceTree.PropertyID> = []

  /// Looks through a tree: a phandle can be left out if it stands last in its node and has no markers
  /// (nobody wrote it), if a reference asks for it, and if giving numbers out in the tree's order makes it the same.
  ///
  /// With `labelsAsk`, labels ask for phandles as well, behind all references (`dtc -@`).
  /// Complexity: O(n).
  init(of tree: DeviceTree, labelsAsk: Bool = false) {
    var candidates: [DeviceTree.NodeID: Candidate] = [:]
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
        candidates[node] = Candidate(property: last, number: number)
      } else {
        stated.insert(number)
      }
    }
    if labelsAsk { targets += tree.allNodes.filter { !tree.labels(of: $0).isEmpty } }
    settle(candidates, stated, targets)
  }

  /// A phandle that may be left out.
  private struct Candidate {
    var property: DeviceTree.PropertyID
    var number: UInt32
    var isSettled = false
  }

  /// Gives numbers out as the compiler will.
  ///
  /// Where the next number is another node's, something that is not seen as a reference asked for that node first:
  /// that number has to be stated, and all behind it can be left out again.
  private mutating func settle(
    _ candidates: [DeviceTree.NodeID: Candidate], _ stated: Set<UInt32>, _ targets: [DeviceTree.NodeID]
  ) {
    var candidates = candidates
    var used = stated
    var owners: [UInt32: DeviceTree.NodeID] = [:]
    let asked = Set(targets)
    for (node, candidate) in candidates {
      if !asked.contains(node) {
        used.insert(candidate.number)
      } else if let other = owners[candidate.number], other < node {
        // Two nodes with one number: no compiler gives that out.
        candidates[node]?.isSettled = true
      } else {
        if let other = owners[candidate.number] { candidates[other]?.isSettled = true }
        owners[candidate.number] = node
      }
    }
    var next: UInt32 = 1
    for target in targets {
      while let candidate = candidates[target], !candidate.isSettled {
        while used.contains(next), next < .max { next += 1 }
        if candidate.number == next {
          implied.insert(candidate.property)
          candidates[target]?.isSettled = true
          used.insert(next)
        } else if candidate.number > next, let other = owners[next], candidates[other]?.isSettled == false {
          candidates[other]?.isSettled = true
          used.insert(next)
        } else {
          candidates[target]?.isSettled = true
          used.insert(candidate.number)
        }
      }
    }
  }

  func isPrinted(_ property: DeviceTree.PropertyID) -> Bool { !implied.contains(property) }
}
