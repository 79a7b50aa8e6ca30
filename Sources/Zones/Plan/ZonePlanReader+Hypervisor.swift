import DTS
import DeviceTree
import SourceDiagnostics

extension ZonePlanReader {
  /// The one domain of the hypervisor; nil, with an error, if there is none that can be used.
  mutating func readHypervisors(
    _ nodes: [DeviceTree.NodeID], below domains: DeviceTree.NodeID
  ) -> Hypervisor? {
    guard let node = nodes.first else {
      diagnostics.append(
        .error(
          "the plan has no domain for the hypervisor itself", at: positions.range(of: domains),
          help: "add a node with compatible = \"hvisor,hypervisor\" and its memory, or nobody keeps off it"))
      return nil
    }
    for extra in nodes.dropFirst() {
      diagnostics.append(
        .error(
          "'\(tree.name(of: extra))' is a second domain of the hypervisor", at: positions.range(of: extra),
          notes: [.init("the first is '\(tree.name(of: node))'", at: positions.range(of: node))],
          help: "put all its memory into one node: memory = \(exampleRange), \(exampleRange);"))
    }
    // Of several, the one that says most is read, so that the others' gaps are not reported as well.
    return readHypervisor(nodes.first { tree.property("hvisor,virtio-base", of: $0) != nil } ?? node)
  }

  private mutating func readHypervisor(_ node: DeviceTree.NodeID) -> Hypervisor {
    let before = diagnostics.count
    checkNames(of: node, as: .hypervisor)
    for child in tree.children(of: node) { reportUnreadChild(child, of: .hypervisor) }
    let memory = ranges("memory", of: node) ?? []
    if memory.isEmpty, !hasErrors(since: before) {
      diagnostics.append(
        .error(
          "the hypervisor's domain '\(tree.name(of: node))' has no memory", at: positions.range(of: node),
          help: "say which memory is hvisor's own, so that everybody keeps off it: memory = \(exampleRange);")
      )
    }
    var hypervisor = Hypervisor(
      range: positions.range(of: node), memory: memory,
      interruptController: tree.cell("interrupt-parent", of: node).flatMap { board.phandles[$0] },
      virtioBase: address("hvisor,virtio-base", of: node), guestMemory: guestMemory(of: node),
      guestIO: ranges("hvisor,guest-io", of: node) ?? [])
    hypervisor.isFaulty = hasErrors(since: before)
    return hypervisor
  }

  private mutating func guestMemory(of node: DeviceTree.NodeID) -> [Located<Hypervisor.GuestMemory>] {
    guard let property = tree.property("hvisor,guest-ram", of: node) else { return [] }
    let (address, size) = (format.addressCells, format.sizeCells)
    let entry = 2 * address + size
    guard let cells = tree.cells(of: property), cells.count % entry == 0 else {
      reportLength(
        property, "entries of a physical address, the guest's address and a size, \(entry) cells each",
        example: "<0x0 0x1000 0x0 0x0 0x0 0x10000>")
      return []
    }
    var list: [Located<Hypervisor.GuestMemory>] = []
    for start in stride(from: 0, to: cells.count, by: entry) {
      let parts = [start, start + address, start + 2 * address, start + entry]
      let numbers = zip(parts, parts.dropFirst()).compactMap { DeviceTree.number(cells[$0..<$1]) }
      guard numbers.count == 3 else { continue }
      list.append(
        Located(
          Hypervisor.GuestMemory(physical: numbers[0], guest: numbers[1], size: numbers[2]),
          at: place(of: property, offset: 4 * start, count: 4 * entry)))
    }
    return list
  }
}
