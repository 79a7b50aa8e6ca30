import DeviceTree

/// Interrupts and the way to their controllers; aliases.
extension NamedCheck {
  static let interrupts: [NamedCheck] = [
    NamedCheck(
      "interrupts_property", .warning, ["phandle_references"], .having("interrupts", interruptList),
      finds: """
        `interrupts` does not consist of entries of #interrupt-cells cells, or no controller can \
        be found for it.
        """,
      instead: """
        Write as many cells as the controller's #interrupt-cells says, and an interrupt-parent \
        here or above.
        """),
    NamedCheck(
      "interrupt_provider", .warning, ["interrupts_extended_is_cell"], .nodes(interruptProvider),
      finds: """
        A node has `interrupt-controller` or `interrupt-map` and no #interrupt-cells, or the \
        other way round.
        """,
      instead: "Write both, or neither."),
    NamedCheck(
      "interrupt_map", .warning, ["phandle_references", "addr_size_cells", "interrupt_provider"],
      .having("interrupt-map", interruptMap),
      finds: """
        An entry of `interrupt-map` does not fit the cells of this node and of the controller \
        that it names.
        """,
      instead: """
        Write child address, child interrupt, &controller, its address and its interrupt, each \
        in the cells that the two nodes state; a controller needs #address-cells too, <0> if it \
        has none.
        """),
    NamedCheck(
      "alias_paths", .warning, .nodes(aliases),
      finds: "A property of /aliases is no path of a node, or its name has capitals or signs.",
      instead: "Write alias = &label, with small letters, digits and - in the name."),
  ]

  private static func isProvider(_ node: DeviceTree.NodeID, _ run: CheckRun) -> Bool {
    run.has(.interruptController, node) || run.has(.interruptMap, node)
  }

  private static func interruptProvider(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    let hasCells = run.has(.interruptCells, node)
    let isProvider = isProvider(node, run)
    guard isProvider != hasCells else { return }
    run.fail(
      node, nil,
      isProvider
        ? "Missing '#interrupt-cells' in interrupt provider"
        : "'#interrupt-cells' found, but node is not an interrupt provider")
  }

  /// The node that a node's interrupts go to; nil, with a finding where dtc has one, if there is none.
  private static func controller(
    of node: DeviceTree.NodeID, _ run: inout CheckRun
  ) -> (node: DeviceTree.NodeID?, isOver: Bool) {
    var current: DeviceTree.NodeID? = node
    while let next = current {
      if next != node, isProvider(next, run) { return (next, false) }
      guard let property = run.property(.interruptParent, of: next) else {
        current = run.tree.parent(of: next)
        continue
      }
      let phandle = run.cell(property, 0) ?? 0
      guard phandle != 0, phandle != .max else {
        if run.isPlugin { return (nil, true) }
        run.fail(next, property, "Invalid phandle")
        return (nil, false)
      }
      guard let target = run.phandles[phandle] else {
        run.fail(next, property, "Bad phandle")
        return (nil, true)
      }
      if !isProvider(target, run) {
        run.fail(target, nil, "Missing interrupt-controller or interrupt-map property")
      }
      return (target, false)
    }
    return (nil, false)
  }

  private static func interruptList(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ list: DeviceTree.PropertyID
  ) {
    let size = run.size(of: list)
    if size % 4 != 0 { run.fail(node, list, "size (\(size)) is invalid, expected multiple of 4") }
    let (controller, isOver) = controller(of: node, &run)
    guard let controller else {
      if !isOver { run.fail(node, nil, "Missing interrupt-parent") }
      return
    }
    guard let cells = run.property(.interruptCells, of: controller) else { return }
    let entry = 4 * Int(run.cell(cells, 0) ?? 0)
    if !CheckRun.isMultiple(size, of: entry) {
      run.fail(node, cells, "size is (\(size)), expected multiple of \(entry)")
    }
  }

  private static func interruptMap(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ map: DeviceTree.PropertyID
  ) {
    guard let addressCells = run.addressCells[node.ordinal], addressCells >= 0 else {
      return run.fail(node, nil, "Missing '#address-cells' in interrupt-map provider")
    }
    let own = run.property(.interruptCells, of: node).flatMap { run.cell($0, 0) } ?? 0
    let specifier = addressCells + Int(own)
    if let mask = run.tree.property("interrupt-map-mask", of: node), run.size(of: mask) != 4 * specifier {
      run.fail(
        node, mask, "property size (\(run.size(of: mask))) is invalid, expected \(4 * specifier)")
    }
    let size = run.size(of: map)
    guard size % 4 == 0 else {
      return run.fail(node, map, "property size (\(size)) is invalid, expected multiple of 4")
    }
    var cell = 0
    while cell < size / 4 {
      guard cell + specifier < size / 4 else {
        return run.fail(
          node, map, "property size (\(size)) too small, expected > \(4 * (cell + specifier))")
      }
      cell += specifier
      guard let count = parentCells(at: cell, of: map, node, &run) else { return }
      cell += 1 + count
      if cell > size / 4 {
        run.fail(node, map, "property size (\(size)) mismatch, expected \(4 * cell)")
      }
    }
  }

  /// How many cells follow the phandle in an entry of an interrupt map; nil, with a finding, if that cannot
  /// be told.
  private static func parentCells(
    at cell: Int, of map: DeviceTree.PropertyID, _ node: DeviceTree.NodeID, _ run: inout CheckRun
  ) -> Int? {
    let phandle = run.cell(map, cell) ?? 0
    let number = Int32(bitPattern: phandle)
    guard phandle != 0, phandle != .max else {
      if !run.isPlugin { run.fail(node, map, "Cell \(cell) is not a phandle(\(number))") }
      return nil
    }
    guard let target = run.phandles[phandle] else {
      run.fail(node, map, "Could not get phandle(\(number)) node for (cell \(cell))")
      return nil
    }
    guard let cells = run.property(.interruptCells, of: target) else {
      run.fail(
        node, nil,
        "Missing property '#interrupt-cells' in node \(run.path(of: target)) or bad phandle "
          + "(referred from interrupt-map[\(cell)])")
      return nil
    }
    let count = Int(run.cell(cells, 0) ?? 0)
    if let address = run.property(.addressCells, of: target) {
      return count + Int(run.cell(address, 0) ?? 0)
    }
    run.fail(
      node, map,
      "Missing property '#address-cells' in node \(run.path(of: target)), using 0 as fallback")
    return count
  }

  private static func aliases(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard run.tree.nameBytes(of: node).elementsEqual("aliases".utf8) else { return }
    for property in run.tree.properties(of: node) {
      let name = run.tree.nameBytes(of: property)
      if name.elementsEqual("phandle".utf8) || name.elementsEqual("linux,phandle".utf8) { continue }
      let bytes = run.tree.bytes(of: property)
      if !run.isPlugin, bytes.isEmpty || run.tree.node(atWholePath: bytes.prefix { $0 != 0 }) == nil {
        let text = bytes.isEmpty ? "(null)" : run.text(of: property)
        run.fail(node, property, "aliases property is not a valid node (\(text))")
      } else if !name.allSatisfy({ NameCharacters.isOfAlias($0) }) {
        run.fail(node, nil, "aliases property name must include only lowercase and '-'")
      }
    }
  }
}
