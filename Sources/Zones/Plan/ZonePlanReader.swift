import DTS
import DeviceTree
import SourceDiagnostics

/// Reads the `/domains` of a system device tree into a `ZonePlan`.
///
/// Faults do not stop it: what cannot be read is reported and left out, so that one run shows them all.
struct ZonePlanReader {
  let tree: DeviceTree
  let positions: SourceTable
  var diagnostics: [Diagnostic] = []
  /// The cells of addresses and sizes in the plan, those of `/domains`.
  private var format = AddressFormat(addressCells: 2, sizeCells: 2)

  init(_ compiled: CompiledTree) {
    tree = compiled.tree
    positions = compiled.positions
  }

  /// The plan, as far as it can be read; nil if there is nothing to read.
  mutating func read() -> ZonePlan? {
    guard let domains = tree.node(at: "/domains") else {
      diagnostics.append(
        .error(
          "the plan has no /domains node", at: positions.range(of: tree.root),
          help: "describe the zones as nodes below /domains, with compatible = \"openamp,domain-v1\""))
      return nil
    }
    format = tree.addressFormat(of: domains)
    var hypervisor: Hypervisor?
    var zoneNodes: [DeviceTree.NodeID] = []
    var windows: [SharedWindow] = []
    for node in tree.children(of: domains) {
      if tree.isCompatible(node, with: "hvisor,hypervisor") {
        hypervisor = readHypervisor(node)
      } else if tree.isCompatible(node, with: "openamp,domain-v1") {
        zoneNodes.append(node)
      } else if tree.name(of: node) == "shared-memory" {
        windows = tree.children(of: node).compactMap { readWindow($0) }
      } else {
        diagnostics.append(
          Diagnostic(
            .warning, "'\(tree.name(of: node))' is no domain and is left out", at: positions.range(of: node),
            help: "a zone has compatible = \"openamp,domain-v1\", \"hvisor,zone\""))
      }
    }
    guard let hypervisor else {
      diagnostics.append(
        .error(
          "the plan has no domain for the hypervisor itself", at: positions.range(of: domains),
          help: "add a node with compatible = \"hvisor,hypervisor\" and its memory, or nobody keeps off it"))
      return nil
    }
    let zones = zoneNodes.compactMap { readZone($0, virtioBase: hypervisor.virtioBase) }
    return ZonePlan(board: tree, hypervisor: hypervisor, zones: zones, windows: windows)
  }

  private mutating func readHypervisor(_ node: DeviceTree.NodeID) -> Hypervisor {
    let controller = tree.cell("interrupt-parent", of: node).flatMap { PhandleTable(of: tree)[$0] }
    return Hypervisor(
      range: positions.range(of: node), memory: ranges("memory", of: node) ?? [],
      interruptController: controller,
      virtioBase: number("hvisor,virtio-base", of: node)?.value,
      guestMemory: guestMemory(of: node),
      guestIO: (ranges("hvisor,guest-io", of: node) ?? []).map(\.value))
  }

  private mutating func guestMemory(of node: DeviceTree.NodeID) -> [Hypervisor.GuestMemory] {
    guard let property = tree.property("hvisor,guest-ram", of: node) else { return [] }
    let (address, size) = (format.addressCells, format.sizeCells)
    let entry = 2 * address + size
    guard let cells = tree.cells(of: property), entry > 0, cells.count % entry == 0 else {
      report(property, "is no list of (physical address, guest's address, size)")
      return []
    }
    return stride(from: 0, to: cells.count, by: entry).compactMap { start in
      let parts = [start, start + address, start + 2 * address, start + entry]
      let numbers = zip(parts, parts.dropFirst()).compactMap { DeviceTree.number(cells[$0..<$1]) }
      guard numbers.count == 3 else { return nil }
      return Hypervisor.GuestMemory(physical: numbers[0], guest: numbers[1], size: numbers[2])
    }
  }

  private mutating func readWindow(_ node: DeviceTree.NodeID) -> SharedWindow? {
    guard let memory = ranges("memory", of: node), memory.count == 1 else {
      diagnostics.append(
        .error(
          "the window '\(tree.name(of: node))' needs one range of memory", at: positions.range(of: node),
          help: "say memory = <address size>; with the cells of /domains"))
      return nil
    }
    return SharedWindow(name: tree.name(of: node), memory: memory[0], members: strings("members", of: node))
  }
}

extension ZonePlanReader {
  /// An (address, size) list with the place of each entry; nil if the node has none or it cannot be read.
  mutating func ranges(_ name: String, of node: DeviceTree.NodeID) -> [Located<MemoryRange>]? {
    guard let property = tree.property(name, of: node) else { return nil }
    do throws(AddressListError) {
      let list = try tree.addressRanges(of: property, format: format)
      return list.enumerated().map { index, range in
        Located(range, at: place(of: property, offset: index * format.entryBytes, count: format.entryBytes))
      }
    } catch {
      report(
        property,
        "is no list of addresses of \(format.addressCells) and sizes of \(format.sizeCells) cells")
      return nil
    }
  }

  /// One number of as many cells as an address has.
  mutating func number(_ name: String, of node: DeviceTree.NodeID) -> Located<UInt64>? {
    guard let property = tree.property(name, of: node) else { return nil }
    guard let cells = tree.cells(of: property), cells.count == format.addressCells,
      let number = DeviceTree.number(cells[...])
    else {
      report(property, "is not one address of \(format.addressCells) cells")
      return nil
    }
    return Located(number, at: place(of: property, offset: 0, count: 4 * format.addressCells))
  }

  /// One cell as a number.
  mutating func integer(_ name: String, of node: DeviceTree.NodeID) -> Located<Int>? {
    guard let property = tree.property(name, of: node) else { return nil }
    guard let cells = tree.cells(of: property), cells.count == 1 else {
      report(property, "is not one cell")
      return nil
    }
    return Located(Int(cells[0]), at: place(of: property, offset: 0))
  }

  /// The strings of a property with the place of each; empty if it has none.
  mutating func strings(_ name: String, of node: DeviceTree.NodeID) -> [Located<String>] {
    guard let property = tree.property(name, of: node) else { return [] }
    guard let list = tree.strings(name, of: node) else {
      report(property, "is no list of strings")
      return []
    }
    var offset = 0
    return list.map { text in
      defer { offset += text.utf8.count + 1 }
      return Located(text, at: place(of: property, offset: offset))
    }
  }

  /// One string.
  mutating func string(_ name: String, of node: DeviceTree.NodeID) -> Located<String>? {
    strings(name, of: node).first
  }

  /// Where `count` bytes of the value from `offset` on are written, or else the property.
  func place(of property: DeviceTree.PropertyID, offset: Int, count: Int = 1) -> SourceRange? {
    positions.range(ofBytes: offset..<offset + count, in: property) ?? positions.range(of: property)
  }

  /// Reports that a property's value cannot be read.
  mutating func report(_ property: DeviceTree.PropertyID, _ what: String, help: String? = nil) {
    diagnostics.append(
      .error("'\(tree.name(of: property))' \(what)", at: positions.range(of: property), help: help))
  }
}
