import DTS
import DeviceTree
import SourceDiagnostics

/// Reads the `/domains` of a system device tree into a `ZonePlan`.
///
/// Faults do not stop it, so that one run shows them all: a zone or window with a fault is reported and left
/// out.
struct ZonePlanReader {
  let tree: DeviceTree
  let positions: SourceTable
  let sources: SourceMap
  let board: BoardIndex
  var diagnostics: [Diagnostic] = []
  /// The cells of addresses and sizes in the plan, those of `/domains`.
  var format = AddressFormat(addressCells: 2, sizeCells: 2)

  init(_ compiled: CompiledTree, board: BoardIndex) {
    tree = compiled.tree
    positions = compiled.positions
    sources = compiled.sources
    self.board = board
  }

  /// Whether an error was found since there were `count` diagnostics.
  func hasErrors(since count: Int) -> Bool {
    diagnostics[count...].contains { $0.severity == .error }
  }

  /// The plan, as far as it can be read; nil if there is nothing to read.
  ///
  /// Complexity: O(n) in the plan's nodes and values.
  mutating func read() -> ZonePlan? {
    guard let domains = tree.child(named: "domains", of: tree.root) else {
      diagnostics.append(
        .error(
          "the plan has no /domains node", at: positions.range(of: tree.root),
          help: "describe the zones as nodes below /domains, with compatible = \"openamp,domain-v1\""))
      return nil
    }
    guard areCellsUsable(of: tree.root), areCellsUsable(of: domains) else { return nil }
    format = tree.addressFormat(of: domains)
    if board.cluster == nil {
      diagnostics.append(
        .error(
          "the board has no /cpus node", at: positions.range(of: tree.root),
          help: "describe its cpus: cpus: cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { … }; };"))
    }
    checkNames(of: domains, as: .domains)
    reportUnusedNodes()
    let parts = sort(tree.children(of: domains))
    guard let hypervisor = readHypervisors(parts.hypervisors, below: domains) else { return nil }
    var plan = ZonePlan(board: tree, hypervisor: hypervisor, zones: [], windows: parts.windows)
    for node in parts.zones {
      if let zone = readZone(node, virtioBase: hypervisor.virtioBase?.value) {
        plan.zones.append(zone)
      } else {
        plan.unreadableZones.append(tree.name(of: node))
        // Without the hypervisor's compatible string, or with the virtio service, it may be meant as the root
        // zone.
        if !tree.isCompatible(node, with: "hvisor,zone")
          || tree.child(named: "virtio-backend", of: node) != nil
        {
          plan.lacksRootZone = true
        }
      }
    }
    return plan
  }

  /// The trees of zones and hvisor's files have addresses of 64 bits at most.
  private mutating func areCellsUsable(of node: DeviceTree.NodeID) -> Bool {
    var areUsable = true
    for name in ["#address-cells", "#size-cells"] {
      guard let property = tree.property(name, of: node) else { continue }
      guard let cell = tree.cell(name, of: node), (1...2).contains(cell) else {
        report(
          property, "of \(tree.path(of: node)) is not 1 or 2",
          help: "say \(name) = <2>; addresses and sizes of memory have one or two cells")
        areUsable = false
        continue
      }
    }
    return areUsable
  }

  /// What a board says of the whole machine reaches no zone.
  private mutating func reportUnusedNodes() {
    for name in ["chosen", "aliases"] {
      guard let node = tree.child(named: name, of: tree.root), let range = positions.range(of: node) else {
        continue
      }
      diagnostics.append(
        Diagnostic(
          .warning, "'/\(name)' of the board reaches no zone", at: range,
          help: "give each zone's node below /domains a '\(name)' of its own"))
    }
  }

  private mutating func sort(
    _ nodes: ChildSequence
  ) -> (hypervisors: [DeviceTree.NodeID], zones: [DeviceTree.NodeID], windows: [SharedWindow]) {
    var hypervisors: [DeviceTree.NodeID] = []
    var zones: [DeviceTree.NodeID] = []
    var windows: [SharedWindow] = []
    for node in nodes {
      if tree.isCompatible(node, with: "hvisor,hypervisor") {
        hypervisors.append(node)
      } else if tree.isCompatible(node, with: "openamp,domain-v1") {
        zones.append(node)
      } else if tree.name(of: node) == "shared-memory" {
        checkNames(of: node, as: .sharedMemory)
        windows = tree.children(of: node).compactMap { readWindow($0) }
      } else {
        reportUnknownDomain(node)
      }
    }
    return (hypervisors, zones, windows)
  }

  private mutating func reportUnknownDomain(_ node: DeviceTree.NodeID) {
    let known = ["openamp,domain-v1", "hvisor,zone", "hvisor,root-zone", "hvisor,hypervisor"]
    let meant = (tree.strings("compatible", of: node) ?? []).lazy
      .compactMap { Self.closest(to: $0, among: known) }.first
    if let meant {
      diagnostics.append(
        .error(
          "'\(tree.name(of: node))' is no domain by its compatible string",
          at: tree.property("compatible", of: node).flatMap { positions.range(of: $0) },
          help: meant.hasPrefix("hvisor,h")
            ? "say compatible = \"hvisor,hypervisor\";"
            : "a zone has compatible = \"openamp,domain-v1\", \"hvisor,zone\";"))
    } else if Self.closest(to: tree.name(of: node), among: ["shared-memory"]) != nil {
      reportUnreadChild(node, of: .domains)
    } else {
      diagnostics.append(
        Diagnostic(
          .warning, "'\(tree.name(of: node))' is no domain and is left out", at: positions.range(of: node),
          help: "a zone has compatible = \"openamp,domain-v1\", \"hvisor,zone\""))
    }
  }

  private mutating func readWindow(_ node: DeviceTree.NodeID) -> SharedWindow? {
    let name = tree.name(of: node)
    let before = diagnostics.count
    guard isOpenedOnce(node, as: "window") else { return nil }
    checkNames(of: node, as: .window)
    checkPlainName(node, as: "window")
    for child in tree.children(of: node) { reportUnreadChild(child, of: .window) }
    let memory = ranges("memory", of: node)
    if !hasErrors(since: before), memory?.count != 1 {
      diagnostics.append(
        .error(
          "the window '\(name)' needs one range of memory, and has \(memory?.count ?? 0)",
          at: positions.range(of: node), help: "say memory = \(exampleRange); in the cells of /domains"))
    }
    let members = strings("members", of: node)
    guard !hasErrors(since: before), let memory else { return nil }
    return SharedWindow(name: name, range: positions.range(of: node), memory: memory[0], members: members)
  }
}
