import DTS
import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Interrupts of virtio devices: one each, on lines of the zone's cpu that nothing else uses.
  mutating func checkVirtio(of zone: Zone, _ contents: ZoneContents) {
    let lines = usedLines(of: contents)
    var seen: [Int: VirtioDevice] = [:]
    for device in zone.virtioDevices {
      let number = device.interrupt.value
      if let other = seen[number] {
        error(
          "virtio-\(device.kind) and virtio-\(other.kind) of zone '\(zone.name)' have the same interrupt "
            + "\(number)", at: device.interrupt.range,
          notes: [.init("used here first", at: other.interrupt.range)], help: "give each its own")
      } else {
        checkLine(device.interrupt, of: "virtio-\(device.kind)", lines)
      }
      seen[number] = device
    }
    if let backend = zone.backendInterrupt { checkLine(backend, of: "virtio-backend", lines) }
  }

  /// The lines of the controller at which virtio interrupts arrive that nodes of the zone have.
  private func usedLines(of contents: ZoneContents) -> [UInt32: DeviceTree.NodeID] {
    guard let controller = plan.hypervisor.interruptController else { return [:] }
    let tree = board.tree
    let step = Int(clamping: tree.cell("#interrupt-cells", of: controller) ?? 1)
    guard (1...8).contains(step) else { return [:] }
    var lines: [UInt32: DeviceTree.NodeID] = [:]
    for node in contents.nodes.keys.sorted() {
      if let cells = tree.cells("interrupts", of: node), interruptParent(of: node) == controller {
        for index in stride(from: 0, to: cells.count, by: step) { lines[cells[index]] = node }
      }
      for specifier in extendedInterrupts(of: node) where specifier.controller == controller {
        lines[specifier.line] = node
      }
    }
    return lines
  }

  /// The controller of a node's `interrupts`: `interrupt-parent` of the node or of the nearest above that has
  /// one.
  private func interruptParent(of node: DeviceTree.NodeID) -> DeviceTree.NodeID? {
    var current: DeviceTree.NodeID? = node
    while let here = current {
      if let phandle = board.tree.cell("interrupt-parent", of: here) { return board.phandles[phandle] }
      current = board.tree.parent(of: here)
    }
    return nil
  }

  /// The entries of `interrupts-extended`: a controller, and the first cell of what it is told.
  private func extendedInterrupts(
    of node: DeviceTree.NodeID
  ) -> [(controller: DeviceTree.NodeID, line: UInt32)] {
    guard let cells = board.tree.cells("interrupts-extended", of: node) else { return [] }
    var found: [(controller: DeviceTree.NodeID, line: UInt32)] = []
    var index = 0
    while index + 1 < cells.count, let controller = board.phandles[cells[index]] {
      let count = Int(clamping: board.tree.cell("#interrupt-cells", of: controller) ?? 1)
      if count > 0 { found.append((controller, cells[index + 1])) }
      guard count < cells.count else { break }
      index += 1 + count
    }
    return found
  }

  private mutating func checkLine(
    _ interrupt: Located<Int>, of what: String, _ lines: [UInt32: DeviceTree.NodeID]
  ) {
    let number = interrupt.value
    if number >= 1024 {
      error(
        "hvisor-tool takes interrupts below 1024, and \(what) has \(number)", at: interrupt.range,
        help: "use a free line of the cpu, such as 4")
    } else if let node = UInt32(exactly: number).flatMap({ lines[$0] }) {
      error(
        "interrupt \(number) of \(what) is that of \(board.tree.path(of: node))", at: interrupt.range,
        notes: [
          .init(
            "used here", at: board.tree.property("interrupts", of: node).flatMap { positions.range(of: $0) })
        ], help: "use another line")
    } else if let controller = plan.hypervisor.interruptController,
      board.tree.isCompatible(controller, with: "loongson,cpu-interrupt-controller"),
      !(2...9).contains(number)
    {
      // ESTAT.IS: 0 and 1 software, 2 to 9 hardware, 10 performance counter, 11 timer, 12 other cpus
      // (LoongArch Reference Manual, volume 1, section 7.4.6).
      error(
        "interrupt \(number) of \(what) is no hardware line of a LoongArch cpu", at: interrupt.range,
        help:
          "use 2 to 9: 0 and 1 are the cpu's software interrupts, 10 to 12 its counter, timer and other cpus")
    }
  }

  /// Somebody must serve the virtio devices, and their interrupts must arrive somewhere.
  mutating func checkVirtioService() {
    guard let zone = plan.zones.first(where: { !$0.virtioDevices.isEmpty }) else { return }
    if plan.hypervisor.virtioBase == nil, !plan.hypervisor.isFaulty {
      error(
        "there is no place for virtio devices", at: plan.hypervisor.range,
        notes: [.init("the first of them", at: zone.virtioDevices[0].range)],
        help: "say in the hypervisor's domain where they stand: hvisor,virtio-base = <0x0 0x30001000>;")
    }
    if plan.hypervisor.interruptController == nil, !plan.hypervisor.isFaulty {
      error(
        "nothing says where virtio interrupts arrive", at: plan.hypervisor.range,
        notes: [.init("the first virtio device", at: zone.virtioDevices[0].range)],
        help: "add interrupt-parent = <&cpuintc>; to the hypervisor's domain")
    }
    if let root = plan.rootZone, root.backendInterrupt == nil {
      error(
        "zone '\(zone.name)' has virtio devices, but the root zone has no service for them", at: root.range,
        notes: [.init("the first of them", at: zone.virtioDevices[0].range)],
        help: "add virtio-backend { interrupts = <4>; }; to '\(root.name)'")
    }
  }
}
