import DeviceTree

/// Buses whose children have unit addresses of a form of their own: PCI and simple buses.
extension NamedCheck {
  static let buses: [NamedCheck] =
    [
      NamedCheck(
        "pci_bridge", .warning, ["device_type_is_string", "addr_size_cells"],
        .having("device_type", pciBridge),
        finds: """
          A node with device_type "pci" is not named pci or pcie, lacks `ranges`, has not 3 \
          address and 2 size cells, or has a malformed `bus-range`.
          """,
        instead: """
          Write #address-cells = <3>, #size-cells = <2> and a `ranges`, and name the node pci or \
          pcie.
          """),
      NamedCheck(
        "pci_device_reg", .warning, ["reg_format", "pci_bridge"], .having("reg", pciDevice),
        finds: """
          The `reg` of a PCI device is no address of the configuration space, or its unit address \
          is not device,function.
          """,
        instead: """
          Write <(bus << 16 | device << 11 | function << 8) 0 0 0 0> and name the node by it, such \
          as @1,0 or @1.
          """),
      NamedCheck(
        "pci_device_bus_num", .warning, ["reg_format", "pci_bridge"], .having("reg", pciBusNumber),
        finds: "The bus number in a PCI device's `reg` is outside of the `bus-range` of its bridge.",
        instead: "Mend the number, or widen the bridge's `bus-range`."),
      NamedCheck(
        "simple_bus_bridge", .warning, ["addr_size_cells", "compatible_is_string_list"],
        .having("compatible") { run, node, property in
          if run.lists("simple-bus", in: property) { run.buses[node.ordinal] = .simple }
        },
        finds: "Nothing: this step finds the nodes that are compatible with simple-bus.",
        instead: "Mend the checks it needs if they are told."),
      NamedCheck(
        "simple_bus_reg", .warning, ["reg_format", "simple_bus_bridge"], .nodes(simpleBusDevice),
        finds: """
          A child of a simple-bus has no address, or its unit address is not the first of its \
          `reg` or `ranges`.
          """,
        instead: "Name it by its first address, or move a node without one to the root."),
    ] + serialBuses

  private static func pciBridge(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ type: DeviceTree.PropertyID
  ) {
    guard run.text(of: type) == "pci" else { return }
    run.buses[node.ordinal] = .pci
    if !run.isNamed(node, "pci"), !run.isNamed(node, "pcie") {
      run.fail(node, nil, "node name is not \"pci\" or \"pcie\"")
    }
    if !run.has(.ranges, node) {
      run.fail(node, nil, "missing ranges for PCI bridge (or not a bridge)")
    }
    if run.addressCells(node) != 3 { run.fail(node, nil, "incorrect #address-cells for PCI bridge") }
    if run.sizeCells(node) != 2 { run.fail(node, nil, "incorrect #size-cells for PCI bridge") }
    guard let range = run.tree.property("bus-range", of: node) else { return }
    guard run.size(of: range) == 8, let first = run.cell(range, 0), let last = run.cell(range, 1) else {
      return run.fail(node, range, "value must be 2 cells")
    }
    if first > last { run.fail(node, range, "1st cell must be less than or equal to 2nd cell") }
    if last > 0xff { run.fail(node, range, "maximum bus number must be less than 256") }
  }

  private static func pciDevice(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ reg: DeviceTree.PropertyID
  ) {
    guard run.bus(above: node) == .pci, let high = run.cell(reg, 0) else { return }
    if run.cell(reg, 1) ?? 0 != 0 || run.cell(reg, 2) ?? 0 != 0 {
      run.fail(node, reg, "PCI reg config space address cells 2 and 3 must be 0")
    }
    if high & 0xff00_0000 != 0 { run.fail(node, reg, "PCI reg address is not configuration space") }
    if high & 0xff != 0 {
      run.fail(node, reg, "PCI reg config space address register number must be 0")
    }
    let (device, function) = ((high & 0xf800) >> 11, (high & 0x700) >> 8)
    let unit = String(decoding: run.unitName(node), as: UTF8.self)
    if function == 0, unit == CheckRun.hex(device) { return }
    let expected = "\(CheckRun.hex(device)),\(CheckRun.hex(function))"
    if unit != expected {
      run.fail(node, nil, "PCI unit address format error, expected \"\(expected)\"")
    }
  }

  private static func pciBusNumber(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ reg: DeviceTree.PropertyID
  ) {
    guard let parent = run.tree.parent(of: node), run.buses[parent.ordinal] == .pci,
      let high = run.cell(reg, 0)
    else { return }
    let number = (high & 0xff_0000) >> 16
    var (first, last): (UInt32, UInt32) = (0, 0)
    let range = run.tree.property("bus-range", of: parent)
    if let range {
      (first, last) = (run.cell(range, 0) ?? 0, run.cell(range, 1) ?? 0)
    }
    if number < first || number > last {
      // The finding names the parent's range, as if it were the node's own (dtc 1.8.1).
      run.fail(
        node, range,
        "PCI bus number \(number) out of range, expected (\(Int32(bitPattern: first)) - "
          + "\(Int32(bitPattern: last)))")
    }
  }

  private static func simpleBusDevice(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard let parent = run.tree.parent(of: node), run.buses[parent.ordinal] == .simple else { return }
    var place: (property: DeviceTree.PropertyID, cell: Int)?
    if let reg = run.property(.reg, of: node) {
      place = (reg, 0)
    } else if let ranges = run.property(.ranges, of: node), run.size(of: ranges) > 0 {
      // The child's address comes first.
      place = (ranges, run.addressCells(node))
    }
    guard let place else {
      if run.tree.parent(of: parent) != nil, run.buses[node.ordinal] != .simple {
        run.fail(node, nil, "missing or empty reg/ranges property")
      }
      return
    }
    var address: UInt64 = 0
    for index in 0..<min(8, max(0, run.addressCells(parent))) {
      guard let cell = run.cell(place.property, place.cell + index) else { break }
      address = address << 32 | UInt64(cell)
    }
    let expected = CheckRun.hex(address)
    if !run.unitName(node).elementsEqual(expected.utf8) {
      run.fail(node, nil, "simple-bus unit address format error, expected \"\(expected)\"")
    }
  }
}
