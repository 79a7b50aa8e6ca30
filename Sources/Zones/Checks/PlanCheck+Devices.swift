import DTS
import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Devices that two zones have, one inside the other's, or with registers that lie nowhere.
  mutating func checkDevices() {
    let tree = board.tree
    reportRepeats(
      plan.zones.flatMap { zone in
        zone.access.filter { !board.isShareable($0.value) }.map { ($0.value, zone, $0.range) }
      },
      what: { "device \(tree.path(of: $0))" },
      help: { _ in
        "remove it from one access list; only devices the board marks hvisor,shareable may be in several"
      })
    for (zone, contents) in zip(plan.zones, contents) {
      diagnostics += contents.diagnostics
      var seen: [DeviceTree.NodeID: SourceRange?] = [:]
      for device in zone.access {
        if let first = seen[device.value], board.isShareable(device.value) {
          error(
            "device \(tree.path(of: device.value)) is listed twice", at: device.range,
            notes: [.init("listed here first", at: first)], help: "remove one entry")
        }
        seen[device.value] = .some(device.range)
        checkOutside(device, of: zone)
      }
    }
    checkRegisters()
  }

  /// A device inside another zone's device cannot be given away from it.
  private mutating func checkOutside(_ device: Located<DeviceTree.NodeID>, of zone: Zone) {
    guard !board.isShareable(device.value) else { return }
    var current = device.value
    while let parent = board.tree.parent(of: current) {
      current = parent
      guard owners.isListed(current, outside: zone.node), !board.isShareable(current),
        let owner = owners.place(of: current)
      else { continue }
      error(
        "device \(board.tree.path(of: device.value)) is a part of \(board.tree.path(of: current)), which zone "
          + "'\(owner.name)' has", at: device.range,
        notes: [.init("given to '\(owner.name)' here", at: owner.range)],
        help: "give both to one zone")
      return
    }
  }

  /// Registers that cannot be translated to addresses of the cpu cannot be given to a zone.
  private mutating func checkRegisters() {
    var told: Set<DeviceTree.NodeID> = []
    for contents in contents {
      for (node, entry) in contents.nodes.sorted(by: { $0.key < $1.key }) {
        guard board.topLevel(of: node) != board.cluster,
          let fault = fault(of: node, isListed: entry.isListed),
          told.insert(fault.node).inserted
        else { continue }
        let reg = board.tree.property("reg", of: node).flatMap { positions.range(of: $0) }
        error(
          "the registers of \(board.tree.path(of: node)) \(fault.what)", at: contents.place(of: node),
          notes: [.init("its reg", at: reg)], help: fault.help)
      }
    }
  }

  /// What is wrong with the registers of a node, and which node is to be mended.
  private func fault(
    of node: DeviceTree.NodeID, isListed: Bool
  ) -> (node: DeviceTree.NodeID, what: String, help: String)? {
    switch board.registers(of: node) {
    case .none, .pages: nil
    case .unmapped(let bus):
      isListed
        ? (
          bus, "cannot be reached: \(board.tree.path(of: bus)) has no 'ranges'",
          "add ranges; to the bus, or list the bus itself"
        )
        : nil
    case .unreadable: (node, "are no list of addresses and sizes", "write them in the cells of the bus above")
    case .outside(let address):
      (
        node, "at \(AddressText.hex(address)) are in none of the 'ranges' of a bus above it",
        "correct the reg, or add its addresses to the ranges"
      )
    case .badRanges(let error):
      (
        error.node, "cannot be reached: '\(error.property)' of \(error.path) \(error.problem)",
        "correct the \(error.property) of that bus"
      )
    case .pastEnd(let address):
      (node, "at \(AddressText.hex(address)) reach past the last address", "correct the reg")
    }
  }
}
