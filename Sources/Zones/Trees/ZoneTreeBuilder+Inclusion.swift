import DeviceTree
import SourceDiagnostics

extension ZoneTreeBuilder {
  /// The board's nodes that belong into the zone's tree: its cpus and devices, the nodes above them, and what any
  /// of these refers to (interrupt controllers, clocks, caches), and so on.
  mutating func includedNodes() -> Set<DeviceTree.NodeID> {
    let cpuNodes = Self.cpuNodes(of: board)
    let foreign = Set(plan.zones.flatMap(\.access).map(\.value)).subtracting(zone.access.map(\.value))
    let others = Set(cpuNodes.filter { !zone.cpus.value.contains($0.key) }.values)
    var included: Set<DeviceTree.NodeID> = []
    var pending: [(node: DeviceTree.NodeID, cause: DeviceTree.NodeID?)] = []
    for cpu in zone.cpus.value { if let node = cpuNodes[cpu] { pending.append((node, nil)) } }
    for device in zone.access { pending.append((device.value, nil)) }
    if let controller = plan.hypervisor.interruptController { pending.append((controller, nil)) }
    while let (node, cause) = pending.popLast() {
      if foreign.contains(node), let cause {
        reportForeign(node, referredToBy: cause)
        continue
      }
      guard !others.contains(node), included.insert(node).inserted else { continue }
      if let parent = board.parent(of: node) { pending.append((parent, cause)) }
      for property in board.properties(of: node) {
        pending += references(of: property).map { ($0, node) }
      }
    }
    return included
  }

  /// The nodes that a property's value refers to: by the references it was written with, and `interrupt-parent`
  /// even as a number.
  private func references(of property: DeviceTree.PropertyID) -> [DeviceTree.NodeID] {
    var found: [DeviceTree.NodeID] = []
    let cells = board.cells(of: property) ?? []
    for marker in board.markers(of: property) {
      guard case .phandle = marker.kind, marker.offset % 4 == 0, marker.offset / 4 < cells.count else {
        continue
      }
      if let node = phandles[cells[marker.offset / 4]] { found.append(node) }
    }
    if board.name(of: property) == "interrupt-parent", let phandle = cells.first, let node = phandles[phandle]
    {
      found.append(node)
    }
    return found
  }

  private mutating func reportForeign(_ node: DeviceTree.NodeID, referredToBy cause: DeviceTree.NodeID) {
    let place = zone.access.first { $0.value == cause }?.range ?? zone.range
    let label = board.labels(of: node).first.map { "<&\($0)>" } ?? board.path(of: node)
    diagnostics.append(
      .error(
        "\(board.path(of: cause)) refers to \(board.path(of: node)), which zone '\(zone.name)' may not use",
        at: place, help: "add \(label) to the zone's access"))
  }
}
