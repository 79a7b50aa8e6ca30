import DTS
import DeviceTree
import SourceDiagnostics

/// Makes one zone's tree: what the zone takes of the board, and what follows from the plan (memory,
/// reserved-memory, virtio).
///
/// Nodes keep their board names and labels, so that a zone's tree can be read beside the board's; only a
/// guest's cpus are renumbered from 0. Phandles that the compiler gave out for the board are given out anew.
struct ZoneTreeBuilder {
  let plan: ZonePlan
  let zone: Zone
  let board: BoardIndex
  let contents: ZoneContents
  let kernels: [String: ZoneKernel]
  let positions: SourceTable
  var tree = DeviceTree()
  var diagnostics: [Diagnostic] = []
  /// The zone's node for each node of the board or plan that was copied.
  var copies: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  /// The properties copied that refer to nodes, with those that they were copied from.
  var referring: [(copy: DeviceTree.PropertyID, source: DeviceTree.PropertyID)] = []
  /// The numbers that the cpus of a guest get.
  private let guestNumbers: [DeviceTree.NodeID: Int]

  init(
    _ plan: ZonePlan, zone: Zone, board: BoardIndex, contents: ZoneContents, kernels: [String: ZoneKernel],
    positions: SourceTable
  ) {
    self.plan = plan
    self.zone = zone
    self.board = board
    self.contents = contents
    self.kernels = kernels
    self.positions = positions
    var numbers: [DeviceTree.NodeID: Int] = [:]
    if !zone.isRoot {
      for (index, cpu) in zone.cpus.value.enumerated() {
        if let node = board.cpus[cpu] { numbers[node] = index }
      }
    }
    guestNumbers = numbers
  }

  /// The finished tree.
  ///
  /// Complexity: O(n) in the nodes of the board and their values.
  mutating func build() -> DeviceTree {
    copies[board.tree.root] = tree.root
    copyProperties(of: board.tree.root, to: tree.root)
    for name in ["aliases", "chosen"] { copyPlanNode(name) }
    addMemory()
    copyChildren()
    if zone.isRoot {
      addVirtioService()
      tree.reservations = board.tree.reservations
    } else {
      addVirtioDevices()
    }
    resolveReferences()
    assignPhandles()
    if let cpus = tree.child(named: "cpus", of: tree.root), let first = tree.firstPlace(below: cpus) {
      tree.bootCPU = tree.cell("reg", of: first) ?? 0
    }
    return tree
  }

  /// Copies the board's nodes that are in the zone, in the board's order.
  private mutating func copyChildren() {
    for node in board.tree.allNodes where contents.contains(node) {
      guard let parent = board.tree.parent(of: node), let above = copies[parent] else { continue }
      let copy = tree.addNode(targetName(of: node), to: above)
      copies[node] = copy
      copyProperties(of: node, to: copy)
      adjust(copy, from: node)
    }
  }

  /// The cpus of a guest are numbered from 0, whatever physical ones they are; hvisor's JSON has those.
  private func targetName(of node: DeviceTree.NodeID) -> String {
    guard let index = guestNumbers[node] else { return board.tree.name(of: node) }
    return "\(board.tree.baseName(of: node))@\(String(index, radix: 16))"
  }

  /// What a zone's node says otherwise than the board's.
  private mutating func adjust(_ copy: DeviceTree.NodeID, from source: DeviceTree.NodeID) {
    if let index = guestNumbers[source], let cluster = board.cluster {
      let cells = board.tree.addressFormat(of: cluster).addressCells
      var value = PropertyValue(markers: [ValueMarker(0, .cells(bits: 32))])
      value.append(number: UInt64(index), cells: cells)
      tree.set("reg", to: value, of: copy)
    }
    // A board may leave devices disabled; a zone that needs one wants it.
    if let status = tree.property("status", of: copy), contents.nodes[source]?.isNeeded == true {
      tree.remove(status)
    }
    if let vectors = zone.messageVectors?.value, board.tree.property("msi-controller", of: source) != nil {
      tree.set("loongson,msi-base-vec", to: .cells([UInt32(vectors.lowerBound)]), of: copy)
      tree.set("loongson,msi-num-vecs", to: .cells([UInt32(vectors.count)]), of: copy)
    }
  }

  /// Copies properties and labels; what is meant for dtkit alone stays behind.
  private mutating func copyProperties(of source: DeviceTree.NodeID, to target: DeviceTree.NodeID) {
    for label in board.tree.labels(of: source) { tree.addLabel(label, to: .node(target)) }
    for property in board.tree.properties(of: source) {
      let name = board.tree.name(of: property)
      if name.hasPrefix("hvisor,") || isGivenOut(property) { continue }
      var value = board.tree.value(of: property)
      if name == "interrupt-parent", !Self.refers(value.markers[...]),
        let node = board.tree.cell(name, of: source).flatMap({ board.phandles[$0] })
      {
        // A phandle written as a number means that node all the same, and the zone numbers its nodes anew.
        value.markers = [
          ValueMarker(0, .cells(bits: 32)), ValueMarker(0, .phandle(.path(board.tree.path(of: node)))),
        ]
      }
      let copy = tree.set(name, to: value, of: target)
      if Self.refers(value.markers[...]) { referring.append((copy, property)) }
    }
  }

  private static func refers(_ markers: ArraySlice<ValueMarker>) -> Bool {
    markers.contains { marker in
      switch marker.kind {
      case .phandle, .path: true
      default: false
      }
    }
  }

  /// Copies `aliases` or `chosen` of the zone's domain, with all below, to the root.
  private mutating func copyPlanNode(_ name: String) {
    guard let top = board.tree.child(named: name, of: zone.node) else { return }
    for node in board.tree.subtree(of: top) {
      guard let parent = node == top ? tree.root : board.tree.parent(of: node).flatMap({ copies[$0] }) else {
        continue
      }
      let copy = tree.addNode(board.tree.name(of: node), to: parent)
      copies[node] = copy
      copyProperties(of: node, to: copy)
    }
  }
}
