import DeviceTree

/// Ports and endpoints (Linux, Documentation/devicetree/bindings/graph.txt).
extension NamedCheck {
  static let graph: [NamedCheck] = [
    NamedCheck(
      "graph_nodes", .warning, .nodes(graphNodes),
      finds: """
        The root has an endpoint, or a property `remote-endpoint` stands in a place for none.
        """,
      instead: "Put endpoints into a port of the device."),
    NamedCheck(
      "graph_port", .warning, ["graph_nodes"], .nodes(graphPort),
      finds: """
        A port for endpoints is not named port, or its `reg`, unit address or parent's cells do \
        not fit.
        """,
      instead: """
        Name it port@N with reg = <N>; the parent has #address-cells = <1> and #size-cells = \
        <0>.
        """),
    NamedCheck(
      "graph_endpoint", .warning, ["graph_nodes"], .nodes(graphEndpoint),
      finds: """
        An endpoint is not named so, its `reg` does not fit, or its `remote-endpoint` does not \
        lead back.
        """,
      instead: "Let the two endpoints refer to each other."),
    NamedCheck(
      "always_fail", nil, .nodes { run, node in run.fail(node, nil, "always_fail check") },
      finds: "Every node: for trying out -W and -E.",
      instead: "Leave it switched off."),
  ]

  private static func graphNodes(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    for child in run.tree.children(of: node)
    where run.isNamed(child, "endpoint") || run.has(.remoteEndpoint, child) {
      guard let parent = run.tree.parent(of: node) else {
        run.fail(
          node, nil,
          "root node contains endpoint node '\(run.tree.name(of: child))', potentially misplaced "
            + "remote-endpoint property")
        continue
      }
      run.buses[node.ordinal] = .graphPort
      if run.buses[parent.ordinal] == nil,
        run.tree.nameBytes(of: parent).elementsEqual("ports".utf8) || run.has(.reg, node)
      {
        run.buses[parent.ordinal] = .graphPorts
      }
      return
    }
  }

  private static func graphReg(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard let reg = run.property(.reg, of: node), let parent = run.tree.parent(of: node) else {
      return
    }
    guard run.size(of: reg) == 4, let number = run.cell(reg, 0) else {
      return run.fail(node, nil, "graph node malformed 'reg' property")
    }
    let expected = CheckRun.hex(number)
    if !run.unitName(node).elementsEqual(expected.utf8) {
      run.fail(node, nil, "graph node unit address error, expected \"\(expected)\"")
    }
    let (address, size) = (run.storedCells(run.addressCells, parent), run.storedCells(run.sizeCells, parent))
    if address != 1 {
      run.fail(
        node, run.property(.addressCells, of: node),
        "graph node '#address-cells' is \(address), must be 1")
    }
    if size != 0 {
      run.fail(
        node, run.tree.property("#size-cells", of: node), "graph node '#size-cells' is \(size), must be 0")
    }
  }

  private static func graphPort(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard run.buses[node.ordinal] == .graphPort else { return }
    graphReg(&run, node)
    if !run.isPlugin, !run.isNamed(node, "port") {
      run.fail(node, nil, "graph port node name should be 'port'")
    }
  }

  private static func remote(
    of endpoint: DeviceTree.NodeID, _ run: inout CheckRun
  ) -> DeviceTree.NodeID? {
    guard let property = run.property(.remoteEndpoint, of: endpoint),
      let phandle = run.cell(property, 0), phandle != 0, phandle != .max
    else { return nil }
    let target = run.phandles[phandle]
    if target == nil { run.fail(endpoint, property, "graph phandle is not valid") }
    return target
  }

  private static func graphEndpoint(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard run.bus(above: node) == .graphPort else { return }
    graphReg(&run, node)
    guard !run.isPlugin else { return }
    if !run.isNamed(node, "endpoint") {
      run.fail(node, nil, "graph endpoint node name should be 'endpoint'")
    }
    guard let other = remote(of: node, &run) else { return }
    if remote(of: other, &run) != node {
      run.fail(
        node, nil, "graph connection to node '\(run.path(of: other))' is not bidirectional")
    }
  }
}
