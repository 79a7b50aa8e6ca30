import DeviceTree

/// `reg`, `ranges` and the unit addresses that follow from them.
extension NamedCheck {
  static let addresses: [NamedCheck] = [
    NamedCheck(
      "addr_size_cells", .warning, ["address_cells_is_cell", "size_cells_is_cell"],
      .nodes { run, node in
        run.addressCells[node.ordinal] = run.count(.addressCells, of: node)
        run.sizeCells[node.ordinal] = run.count(.sizeCells, of: node)
      },
      finds: "Nothing: this step reads #address-cells and #size-cells for the checks behind it.",
      instead: "Mend address_cells_is_cell and size_cells_is_cell if they are told."),
    NamedCheck(
      "reg_format", .warning, ["addr_size_cells"], .having("reg", regFormat),
      finds: """
        The length of `reg` is no multiple of the parent's #address-cells + #size-cells, or the \
        root has one.
        """,
      instead: "Write address and size of each entry in as many cells as the parent says."),
    NamedCheck(
      "ranges_format", .warning, ["addr_size_cells"],
      .having("ranges") { rangesFormat(&$0, $1, $2, "ranges") },
      finds: """
        The length of `ranges` does not fit the #address-cells and #size-cells of the node and \
        its parent; an empty one asks for the same on both sides.
        """,
      instead: """
        Write child address, parent address and size in each entry, or make the numbers of cells \
        the same.
        """),
    NamedCheck(
      "dma_ranges_format", .warning, ["addr_size_cells"],
      .having("dma-ranges") { rangesFormat(&$0, $1, $2, "dma-ranges") },
      finds: """
        The length of `dma-ranges` does not fit the #address-cells and #size-cells of the node \
        and its parent; an empty one asks for the same on both sides.
        """,
      instead: """
        Write child address, parent address and size in each entry, or make the numbers of cells \
        the same.
        """),
    NamedCheck(
      "unit_address_vs_reg", .warning, .nodes(unitAddressAndReg),
      finds: """
        A node has a unit address (name@address) and no `reg` or `ranges`, or one of these and \
        no unit address.
        """,
      instead: """
        Add the first address of `reg` to the name, or take the @... away where the node has no \
        address.
        """),
    NamedCheck(
      "unit_address_format", .warning, ["node_name_format", "pci_bridge", "simple_bus_bridge"],
      .nodes(unitAddressFormat),
      finds: "A unit address begins with 0x or with zeros.",
      instead: "Write it in plain hexadecimal digits, such as @1000."),
  ]

  private static func regFormat(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ reg: DeviceTree.PropertyID
  ) {
    guard let parent = run.tree.parent(of: node) else {
      return run.fail(node, nil, "Root node has a \"reg\" property")
    }
    let size = run.size(of: reg)
    if size == 0 { run.fail(node, reg, "property is empty") }
    let (address, length) = (run.addressCells(parent), run.sizeCells(parent))
    guard !CheckRun.isMultiple(size, of: (address + length) * 4) else { return }
    run.fail(
      node, reg,
      "property has invalid length (\(size) bytes) (#address-cells == \(address), #size-cells == \(length))")
  }

  private static func rangesFormat(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ ranges: DeviceTree.PropertyID, _ name: String
  ) {
    guard let parent = run.tree.parent(of: node) else {
      return run.fail(node, ranges, "Root node has a \"\(name)\" property")
    }
    let (above, own) = (run.addressCells(parent), run.addressCells(node))
    let (sizeAbove, ownSize) = (run.sizeCells(parent), run.sizeCells(node))
    let size = run.size(of: ranges)
    if size == 0 {
      let path = run.path(of: parent)
      if above != own {
        run.fail(
          node, ranges,
          "empty \"\(name)\" property but its #address-cells (\(own)) differs from \(path) (\(above))")
      }
      if sizeAbove != ownSize {
        run.fail(
          node, ranges,
          "empty \"\(name)\" property but its #size-cells (\(ownSize)) differs from \(path) (\(sizeAbove))")
      }
    } else if !CheckRun.isMultiple(size, of: (above + own + ownSize) * 4) {
      run.fail(
        node, ranges,
        "\"\(name)\" property has invalid length (\(size) bytes) (parent #address-cells == \(above), "
          + "child #address-cells == \(own), #size-cells == \(ownSize))")
    }
  }

  private static func unitAddressAndReg(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    let hasUnit = !run.unitName(node).isEmpty
    let hasAddress =
      run.has(.reg, node)
      || run.property(.ranges, of: node).map { run.size(of: $0) > 0 } ?? false
    guard hasUnit != hasAddress, run.tree.child(named: "__overlay__", of: node) == nil else { return }
    run.fail(
      node, nil,
      hasUnit
        ? "node has a unit name, but no reg or ranges property"
        : "node has a reg or ranges property, but no unit name")
  }

  private static func unitAddressFormat(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard run.bus(above: node) == nil else { return }
    var unit = run.unitName(node)
    if unit.starts(with: "0x".utf8) {
      run.fail(node, nil, "unit name should not have leading \"0x\"")
      unit = unit.dropFirst(2)
    }
    guard unit.first == UInt8(ascii: "0"), let next = unit.dropFirst().first,
      Unicode.Scalar(next).properties.isASCIIHexDigit
    else { return }
    run.fail(node, nil, "unit name should not have leading 0s")
  }
}
