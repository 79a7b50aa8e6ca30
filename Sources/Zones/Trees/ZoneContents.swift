import DTS
import DeviceTree
import SourceDiagnostics

/// What a zone takes of the board: its cpus and devices with what is in them, the buses above, and what any
/// of these refers to (interrupt controllers, clocks, caches), and so on.
struct ZoneContents {
  /// How a node came into the zone.
  enum Reason {
    /// One of its cpus.
    case cpu
    /// Listed in its access.
    case access
    /// Below a listed device or a cpu: all of that is the device.
    case part
    /// Referred to by something in the zone.
    case reference
    /// Below a node referred to, without a compatible string: its contents, as the groups of a pin
    /// controller.
    case content
    /// Above something in the zone.
    case above
  }

  /// What is known of a node in the zone.
  struct Entry {
    /// The index in the zone's access of the entry that brought it in; nil for what comes with the cpus.
    var origin: Int?
    /// The node is needed, so that a `status` that disables it falls away; a part of a device keeps its own.
    var isNeeded: Bool
    /// It was itself listed.
    var isListed: Bool
    /// It has been opened for what is below it.
    var hasParts = false
  }

  /// The board's nodes that are in the zone.
  private(set) var nodes: [DeviceTree.NodeID: Entry] = [:]
  /// References to devices that the zone may not use.
  private(set) var diagnostics: [Diagnostic] = []

  private struct Step {
    var node: DeviceTree.NodeID
    var reason: Reason
    var origin: Int?
    var cause: DeviceTree.NodeID?
  }

  private let board: BoardIndex
  private let zone: Zone
  private let owners: DeviceOwners
  private var pending: [Step] = []
  private var refused: Set<DeviceTree.NodeID> = []

  /// Complexity: O(n) in what the zone takes, times the depth of the board.
  init(of zone: Zone, plan: ZonePlan, board: BoardIndex, owners: DeviceOwners) {
    self.board = board
    self.zone = zone
    self.owners = owners
    if let controller = plan.hypervisor.interruptController {
      pending.append(Step(node: controller, reason: .reference))
    }
    for (index, device) in zone.access.enumerated() {
      pending.append(Step(node: device.value, reason: .access, origin: index))
    }
    for cpu in zone.cpus.value {
      if let node = board.cpus[cpu] { pending.append(Step(node: node, reason: .cpu)) }
    }
    while let step = pending.popLast() { take(step) }
  }

  private mutating func take(_ step: Step) {
    let node = step.node
    switch step.reason {
    case .part: if owners.isListed(node, outside: zone.node) { return }
    case .reference:
      // The tree's builder reports references to what no zone can have, or to another zone's cpu.
      if board.isStructural(node) { return }
      if let cpu = board.cpu(above: node), !zone.cpus.value.contains(cpu) { return }
      if isForeign(node) {
        reportForeign(step)
        return
      }
    case .cpu, .access, .content, .above: break
    }
    let isNew = nodes[node] == nil
    var entry = nodes[node] ?? Entry(origin: step.origin, isNeeded: false, isListed: false)
    switch step.reason {
    case .part, .content: break
    case .access: (entry.isNeeded, entry.isListed) = (true, true)
    case .cpu, .reference, .above: entry.isNeeded = true
    }
    let opens = [.access, .cpu, .part].contains(step.reason) && !entry.hasParts
    if opens { entry.hasParts = true }
    nodes[node] = entry
    if opens {
      for child in board.tree.children(of: node) {
        pending.append(Step(node: child, reason: .part, origin: step.origin, cause: step.cause))
      }
    } else if [.reference, .content].contains(step.reason), isNew {
      addContent(of: node, step)
    }
    guard isNew else { return }
    if let parent = board.tree.parent(of: node) {
      pending.append(Step(node: parent, reason: .above, origin: step.origin, cause: node))
    }
    for target in references(from: node) {
      pending.append(Step(node: target, reason: .reference, origin: step.origin, cause: node))
    }
  }

  private mutating func addContent(of node: DeviceTree.NodeID, _ step: Step) {
    if board.isPureBus(node) || node == board.cluster || node == board.tree.root { return }
    for child in board.tree.children(of: node) where board.tree.property("compatible", of: child) == nil {
      pending.append(Step(node: child, reason: .content, origin: step.origin, cause: node))
    }
  }

  /// Whether the node, or a device that it is in, is another zone's alone.
  private func isForeign(_ node: DeviceTree.NodeID) -> Bool {
    var current = node
    while true {
      if nodes[current]?.isListed == true || owners.isListed(current, by: zone.node) { return false }
      if owners.isListed(current, outside: zone.node) { return !board.isShareable(current) }
      guard let parent = board.tree.parent(of: current) else { return false }
      current = parent
    }
  }

  /// The nodes that a node's values refer to: by the references they were written with, and
  /// `interrupt-parent` even as a number.
  private func references(from node: DeviceTree.NodeID) -> [DeviceTree.NodeID] {
    let tree = board.tree
    var found: [DeviceTree.NodeID] = []
    for property in tree.properties(of: node) {
      for marker in tree.markers(of: property) {
        switch marker.kind {
        case .phandle(let reference), .path(let reference):
          if let target = board.target(of: reference) { found.append(target) }
        default: break
        }
      }
    }
    if let parent = tree.cell("interrupt-parent", of: node), let target = board.phandles[parent] {
      found.append(target)
    }
    return found
  }

  private mutating func reportForeign(_ step: Step) {
    guard let cause = step.cause, refused.insert(step.node).inserted else { return }
    let tree = board.tree
    let label = tree.labels(of: step.node).first.map { "<&\($0)>" } ?? tree.path(of: step.node)
    diagnostics.append(
      .error(
        "\(tree.path(of: cause)) refers to \(tree.path(of: step.node)), which zone '\(zone.name)' may not use",
        at: place(of: step.origin),
        notes: owners.place(of: step.node).map { [.init("'\($0.name)' has it", at: $0.range)] } ?? [],
        help: "add \(label) to the zone's access, and remove it from the other's"))
  }

  /// The place in the plan that brought a node into the zone.
  func place(of origin: Int?) -> SourceRange? {
    origin.flatMap { $0 < zone.access.count ? zone.access[$0].range : nil } ?? zone.range
  }

  /// The place in the plan that brought `node` into the zone.
  func place(of node: DeviceTree.NodeID) -> SourceRange? { place(of: nodes[node]?.origin) }
}

extension ZoneContents {
  /// Whether the board's node is in the zone.
  func contains(_ node: DeviceTree.NodeID) -> Bool { nodes[node] != nil }

  /// The zone's message-signalled interrupt controller: the first that it has, by the order of the board.
  func messageController(in board: BoardIndex) -> DeviceTree.NodeID? {
    nodes.keys.filter { board.tree.property("msi-controller", of: $0) != nil }.min()
  }

  /// The zone's PCI bridge: the first that it has, by the order of the board.
  func bridge(in board: BoardIndex) -> DeviceTree.NodeID? {
    nodes.keys.filter { board.tree.string("device_type", of: $0) == "pci" }.min()
  }

  /// The pages of the devices whose registers the zone works on itself, by the order of the board.
  func devicePages(in board: BoardIndex) -> [(node: DeviceTree.NodeID, range: MemoryRange)] {
    nodes.keys.sorted().flatMap { node -> [(node: DeviceTree.NodeID, range: MemoryRange)] in
      guard !board.isServed(node), board.topLevel(of: node) != board.cluster,
        case .pages(let pages) = board.registers(of: node)
      else { return [] }
      return pages.map { (node, $0) }
    }
  }
}
