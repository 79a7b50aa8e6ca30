import DeviceTree

/// What works, and still had better be written otherwise; /chosen and /aliases.
extension NamedCheck {
  static let style: [NamedCheck] = [
    NamedCheck(
      "avoid_default_addr_size", .warning, ["addr_size_cells"], .nodes(defaultCells),
      finds: """
        A node has `reg` or `ranges`, and its parent does not state #address-cells or \
        #size-cells.
        """,
      instead: "State both in the parent; the defaults 2 and 1 are hardly what is meant."),
    NamedCheck(
      "avoid_unnecessary_addr_size", .warning, ["avoid_default_addr_size"], .nodes(unnecessaryCells),
      finds: """
        A node states #address-cells and #size-cells, and neither it nor a child has anything \
        that needs them.
        """,
      instead: "Leave them out, or give the children the `reg` that is missing."),
    NamedCheck(
      "unique_unit_address", .warning, ["avoid_default_addr_size"],
      .nodes { uniqueUnits(&$0, $1, enabledOnly: false) },
      finds: "Two children of one parent have the same unit address.",
      instead: """
        Check the addresses; where only one is enabled at a time, use \
        unique_unit_address_if_enabled instead.
        """),
    NamedCheck(
      "unique_unit_address_if_enabled", nil, ["avoid_default_addr_size"],
      .nodes { uniqueUnits(&$0, $1, enabledOnly: true) },
      finds: "Two children of one parent have the same unit address and neither is disabled.",
      instead: "Give the one that is not there status = \"disabled\", or mend an address."),
  ]

  static let chosen: [NamedCheck] = [
    NamedCheck(
      "obsolete_chosen_interrupt_controller", .warning,
      .nodes { run, node in
        guard node == run.tree.root, let chosen = run.tree.child(named: "chosen", of: node),
          let property = run.tree.property("interrupt-controller", of: chosen)
        else { return }
        run.fail(node, property, "/chosen has obsolete \"interrupt-controller\" property")
      },
      finds: "/chosen has a property `interrupt-controller`.",
      instead: "Leave it out: nothing reads it any more."),
    NamedCheck(
      "chosen_node_is_root", .warning,
      .nodes { run, node in
        guard isChosen(node, run), run.tree.parent(of: node) != run.tree.root else { return }
        run.fail(node, nil, "chosen node must be at root node")
      },
      finds: "A node named chosen is not at the root.",
      instead: "Move it there: /chosen is the only one that is read."),
    NamedCheck(
      "chosen_node_bootargs", .warning,
      .having("bootargs") { run, node, property in
        if isChosen(node, run) { isString(&run, node, property) }
      },
      finds: "`bootargs` of /chosen is no string.",
      instead: "Write the command line as one string."),
    NamedCheck(
      "chosen_node_stdout_path", .warning,
      .nodes { run, node in
        guard isChosen(node, run) else { return }
        if let path = run.tree.property("stdout-path", of: node) {
          isString(&run, node, path)
        } else if let path = run.tree.property("linux,stdout-path", of: node) {
          run.fail(node, path, "Use 'stdout-path' instead")
          isString(&run, node, path)
        }
      },
      finds: "`stdout-path` of /chosen is no string, or has the old name `linux,stdout-path`.",
      instead: "Write stdout-path = &uart, or \"serial0:115200n8\" by its alias."),
  ]

  private static func isChosen(_ node: DeviceTree.NodeID, _ run: CheckRun) -> Bool {
    run.tree.nameBytes(of: node).elementsEqual("chosen".utf8)
  }

  private static func defaultCells(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard let parent = run.tree.parent(of: node),
      run.has(.reg, node) || run.has(.ranges, node)
    else { return }
    if run.addressCells[parent.ordinal] == nil {
      run.fail(node, nil, "Relying on default #address-cells value")
    }
    if run.sizeCells[parent.ordinal] == nil {
      run.fail(node, nil, "Relying on default #size-cells value")
    }
  }

  private static func statesCells(_ run: CheckRun, _ node: DeviceTree.NodeID) -> Bool {
    (run.addressCells[node.ordinal] ?? -1) >= 0 && (run.sizeCells[node.ordinal] ?? -1) >= 0
  }

  private static func unnecessaryCells(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard node != run.tree.root, statesCells(run, node), !run.has(.ranges, node),
      !run.has(.dmaRanges, node)
    else { return }
    for child in run.tree.children(of: node) {
      // Addresses of children need the cells even where they are not mapped into the parent.
      if run.has(.reg, child) || run.has(.ranges, child) { return }
    }
    guard run.everHadChildren(node) else { return }
    run.fail(
      node, nil,
      "unnecessary #address-cells/#size-cells without \"ranges\", \"dma-ranges\" or child \"reg\" "
        + "or \"ranges\" property")
  }

  private static func uniqueUnits(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, enabledOnly: Bool
  ) {
    guard statesCells(run, node), hasTwins(among: run.tree.children(of: node), run) else { return }
    var units = NameTable()
    var users: [[DeviceTree.NodeID]] = []
    for child in run.tree.children(of: node) {
      let unit = run.unitName(child)
      guard !unit.isEmpty, !(enabledOnly && isDisabled(child, run)) else { continue }
      // In dtc's order: each earlier one is told of the later one, so the text grows with the square.
      let number = units.number(adding: unit)
      if number == users.count { users.append([]) }
      if !users[number].isEmpty, !run.isFull {
        let path = run.path(of: child)
        for other in users[number].prefix(CheckRun.findingLimit - run.findings.count) {
          run.fail(other, nil, "duplicate unit-address (also used in node \(path))")
        }
      }
      users[number].append(child)
    }
  }

  /// Whether two of the nodes may have the same unit address; false is certain.
  private static func hasTwins(among nodes: some Sequence<DeviceTree.NodeID>, _ run: CheckRun) -> Bool {
    var hashes: [UInt64] = []
    for node in nodes {
      let unit = run.unitName(node)
      if !unit.isEmpty { hashes.append(IdentifierTable.hash(unit)) }
    }
    hashes.sort()
    return hashes.indices.dropFirst().contains { hashes[$0] == hashes[$0 - 1] }
  }

  private static func isDisabled(_ node: DeviceTree.NodeID, _ run: CheckRun) -> Bool {
    run.property(.status, of: node).map { run.text(of: $0) == "disabled" } ?? false
  }
}
