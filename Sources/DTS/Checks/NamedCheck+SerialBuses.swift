import DeviceTree

/// I2C and SPI, whose children's addresses are numbers of chips.
extension NamedCheck {
  static let serialBuses: [NamedCheck] = [
    NamedCheck(
      "i2c_bus_bridge", .warning, ["addr_size_cells"], .nodes(i2cBus),
      finds: "A node named i2c has not #address-cells = <1> and #size-cells = <0>.",
      instead: "Write both where the bus has children."),
    NamedCheck(
      "i2c_bus_reg", .warning, ["reg_format", "i2c_bus_bridge"], .nodes(i2cDevice),
      finds: """
        A child of an I2C bus has no `reg`, a unit address that differs from it, or an address \
        of more than 7 bits.
        """,
      instead: """
        Write the chip's address into `reg` and the name; for ten bits set I2C_TEN_BIT_ADDRESS.
        """),
    NamedCheck(
      "spi_bus_bridge", .warning, ["addr_size_cells"], .nodes(spiBus),
      finds: """
        A node named spi, or with children for SPI, has not #address-cells = <1> and #size-cells \
        = <0>, or another name.
        """,
      instead: "Name the bus spi and write both; with `spi-slave` #address-cells is 0."),
    NamedCheck(
      "spi_bus_reg", .warning, ["reg_format", "spi_bus_bridge"], .nodes(spiDevice),
      finds: """
        A child of an SPI bus has no `reg`, or its unit address is not the chip select in it.
        """,
      instead: "Write the chip select into `reg` and the name."),
  ]

  private static func i2cBus(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    let isBus =
      run.isNamed(node, "i2c-bus") || run.isNamed(node, "i2c-arb")
      || run.isNamed(node, "i2c") && !run.tree.children(of: node).contains { run.isNamed($0, "i2c-bus") }
    guard isBus else { return }
    run.buses[node.ordinal] = .i2c
    guard run.everHadChildren(node) else { return }
    if run.addressCells(node) != 1 { run.fail(node, nil, "incorrect #address-cells for I2C bus") }
    if run.sizeCells(node) != 0 { run.fail(node, nil, "incorrect #size-cells for I2C bus") }
  }

  private static func i2cDevice(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    // Flags of include/dt-bindings/i2c/i2c.h: an address of the bus's own, and a ten-bit one.
    let (ownAddress, tenBits): (UInt32, UInt32) = (1 << 30, 1 << 31)
    guard run.bus(above: node) == .i2c else { return }
    guard let reg = run.property(.reg, of: node), let first = run.cell(reg, 0) else {
      return run.fail(node, nil, "missing or empty reg property")
    }
    let expected = CheckRun.hex(first & ~ownAddress)
    if !run.unitName(node).elementsEqual(expected.utf8) {
      run.fail(node, nil, "I2C bus unit address format error, expected \"\(expected)\"")
    }
    for index in 0..<run.size(of: reg) / 4 {
      let address = (run.cell(reg, index) ?? 0) & ~ownAddress
      if address & tenBits != 0, address & ~tenBits > 0x3ff {
        run.fail(
          node, reg, "I2C address must be less than 10-bits, got \"0x\(CheckRun.hex(address))\"")
      } else if address & tenBits == 0, address > 0x7f {
        run.fail(
          node, reg,
          "I2C address must be less than 7-bits, got \"0x\(CheckRun.hex(address))\". "
            + "Set I2C_TEN_BIT_ADDRESS for 10 bit addresses or fix the property")
      }
    }
  }

  private static func spiBus(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    let children = run.tree.children(of: node)
    if run.isNamed(node, "spi") {
      run.buses[node.ordinal] = .spi
    } else {
      // A bus that is not named so shows by what its children have.
      guard run.addressCells(node) == 1, run.sizeCells(node) == 0 else { return }
      let tree = run.tree
      guard
        children.contains(where: { child in
          tree.properties(of: child).contains { tree.nameBytes(of: $0).starts(with: "spi-".utf8) }
        })
      else { return }
      run.buses[node.ordinal] = .spi
      if run.has(.reg, node) { run.fail(node, nil, "node name for SPI buses should be 'spi'") }
    }
    guard run.everHadChildren(node) else { return }
    let cells = run.tree.property("spi-slave", of: node) == nil ? 1 : 0
    if run.addressCells(node) != cells { run.fail(node, nil, "incorrect #address-cells for SPI bus") }
    if run.sizeCells(node) != 0 { run.fail(node, nil, "incorrect #size-cells for SPI bus") }
  }

  private static func spiDevice(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard let parent = run.tree.parent(of: node), run.buses[parent.ordinal] == .spi,
      run.tree.property("spi-slave", of: parent) == nil
    else { return }
    guard let reg = run.property(.reg, of: node), let first = run.cell(reg, 0) else {
      return run.fail(node, nil, "missing or empty reg property")
    }
    let expected = CheckRun.hex(first)
    if !run.unitName(node).elementsEqual(expected.utf8) {
      run.fail(node, nil, "SPI bus unit address format error, expected \"\(expected)\"")
    }
  }
}
