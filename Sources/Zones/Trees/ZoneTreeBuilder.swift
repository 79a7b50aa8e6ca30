import DTS
import DeviceTree
import SourceDiagnostics

/// Makes one zone's tree: what the zone may use of the board, with what those nodes refer to, and what follows
/// from the plan (memory, reserved-memory, virtio).
///
/// Nodes keep their board paths, names, labels and phandles, so that a zone's tree can be read beside the board's.
struct ZoneTreeBuilder {
  let plan: ZonePlan
  let zone: Zone
  let kernels: [String: ZoneKernel]
  let positions: SourceTable
  var tree = DeviceTree()
  var diagnostics: [Diagnostic] = []
  let phandles: PhandleTable

  init(_ plan: ZonePlan, zone: Zone, kernels: [String: ZoneKernel], positions: SourceTable) {
    self.positions = positions
    self.plan = plan
    self.zone = zone
    self.kernels = kernels
    phandles = PhandleTable(of: plan.board)
  }

  var board: DeviceTree { plan.board }

  /// The finished tree.
  mutating func build() -> DeviceTree {
    copyProperties(of: board.root, to: tree.root)
    let included = includedNodes()
    copyPlanNode("aliases", included: included)
    copyPlanNode("chosen", included: included)
    addMemory()
    copyChildren(of: board.root, to: tree.root, included: included)
    if zone.isRoot { addVirtioService() } else { addVirtioDevices() }
    assignPhandles()
    if let cpus = tree.node(at: "/cpus"), let first = tree.children(of: cpus).first(where: { _ in true }) {
      tree.bootCPU = tree.cell("reg", of: first) ?? 0
    }
    return tree
  }

  /// Copies the board's nodes that are in `included`, in the board's order.
  private mutating func copyChildren(
    of source: DeviceTree.NodeID, to target: DeviceTree.NodeID, included: Set<DeviceTree.NodeID>
  ) {
    // Boards are shallow, but a plan is input: an explicit stack, not recursion.
    var pending = [(source, target)]
    while let (from, to) = pending.popLast() {
      for child in board.children(of: from) where included.contains(child) {
        let copy = tree.addNode(targetName(of: child), to: to)
        copyProperties(of: child, to: copy)
        adjust(copy, from: child)
        pending.append((child, copy))
      }
    }
  }

  /// The cpus of a guest are numbered from 0, whatever physical ones they are; hvisor's JSON has those.
  private func targetName(of node: DeviceTree.NodeID) -> String {
    guard let index = guestCPUIndex(of: node) else { return board.name(of: node) }
    return "\(board.baseName(of: node))@\(String(index, radix: 16))"
  }

  private func guestCPUIndex(of node: DeviceTree.NodeID) -> Int? {
    guard !zone.isRoot, let number = Self.cpuNodes(of: board).first(where: { $0.value == node })?.key else {
      return nil
    }
    return zone.cpus.value.firstIndex(of: number)
  }

  /// What a zone's node says otherwise than the board's.
  private mutating func adjust(_ copy: DeviceTree.NodeID, from source: DeviceTree.NodeID) {
    if let index = guestCPUIndex(of: source) {
      tree.set("reg", to: .cells([UInt32(truncatingIfNeeded: index)]), of: copy)
    }
    // A board may leave devices disabled; a zone that lists one wants it.
    if let status = tree.property("status", of: copy), zone.access.contains(where: { $0.value == source }) {
      tree.remove(status)
    }
    if let vectors = zone.messageVectors?.value, board.property("msi-controller", of: source) != nil {
      tree.set("loongson,msi-base-vec", to: .cells([UInt32(vectors.lowerBound)]), of: copy)
      tree.set("loongson,msi-num-vecs", to: .cells([UInt32(vectors.count)]), of: copy)
    }
  }

  /// Copies properties and labels; what is meant for dtkit alone stays behind.
  mutating func copyProperties(of source: DeviceTree.NodeID, to target: DeviceTree.NodeID) {
    for label in board.labels(of: source) { tree.addLabel(label, to: .node(target)) }
    for property in board.properties(of: source) {
      let name = board.name(of: property)
      if name.hasPrefix("hvisor,") || isGivenOut(property) { continue }
      tree.set(name, to: board.value(of: property), of: target)
    }
  }

  /// Copies `aliases` or `chosen` of the zone's domain to the root.
  private mutating func copyPlanNode(_ name: String, included: Set<DeviceTree.NodeID>) {
    guard let source = board.child(named: name, of: zone.node) else { return }
    for property in board.properties(of: source) {
      for marker in board.markers(of: property) {
        guard case .path(let reference) = marker.kind, let target = target(of: reference, in: board),
          !included.contains(target)
        else { continue }
        diagnostics.append(
          .error(
            "'\(board.name(of: property))' of zone '\(zone.name)' names \(board.path(of: target)), which the zone "
              + "may not use", at: positions.range(ofElementAt: marker.offset, in: property) ?? zone.range,
            help: "add \(reference.text) to the zone's access, or name another device"))
      }
    }
    copyProperties(of: source, to: tree.addNode(name, to: tree.root))
  }

  /// The cpu nodes below /cpus by their `reg`.
  static func cpuNodes(of board: DeviceTree) -> [Int: DeviceTree.NodeID] {
    guard let cpus = board.node(at: "/cpus") else { return [:] }
    var found: [Int: DeviceTree.NodeID] = [:]
    for node in board.children(of: cpus) where board.string("device_type", of: node) == "cpu" {
      if let number = board.cell("reg", of: node) { found[Int(number)] = node }
    }
    return found
  }

  /// The msi-controller that a zone's access lists.
  static func messageController(of zone: Zone, in board: DeviceTree) -> DeviceTree.NodeID? {
    zone.access.map(\.value).first { board.property("msi-controller", of: $0) != nil }
  }
}
