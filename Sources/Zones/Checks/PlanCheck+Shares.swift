import DTS
import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Cpus that two zones have, or the board has not.
  mutating func checkCPUs() {
    let present = board.cpus.keys.sorted().map(String.init).joined(separator: ", ")
    for zone in plan.zones {
      for cpu in zone.cpus.value where board.cpus[cpu] == nil {
        error("the board has no cpu \(cpu)", at: zone.cpus.range, help: "its cpus are " + present)
      }
    }
    reportRepeats(
      plan.zones.flatMap { zone in zone.cpus.value.map { ($0, zone, zone.cpus.range) } },
      what: { "cpu \($0)" },
      help: { "clear bit \($0) (0x\(String(1 << $0, radix: 16))) in one of the masks" })
  }

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
          told.insert(node).inserted
        else { continue }
        let reg = board.tree.property("reg", of: node).flatMap { positions.range(of: $0) }
        error(
          "the registers of \(board.tree.path(of: node)) \(fault.what)", at: contents.place(of: node),
          notes: [.init("its reg", at: reg)], help: fault.help)
      }
    }
  }

  private func fault(of node: DeviceTree.NodeID, isListed: Bool) -> (what: String, help: String)? {
    switch board.registers(of: node) {
    case .none, .pages: nil
    case .unmapped:
      isListed
        ? (
          "cannot be reached: a bus above it has no 'ranges'",
          "add ranges; to the bus, or list the bus itself"
        )
        : nil
    case .unreadable: ("are no list of addresses and sizes", "write them in the cells of the bus above")
    case .outside(let address):
      (
        "at \(AddressText.hex(address)) are in none of the 'ranges' of a bus above it",
        "correct the reg, or add its addresses to the ranges"
      )
    case .pastEnd(let address):
      ("at \(AddressText.hex(address)) reach past the last address", "correct the reg")
    }
  }

  /// Message vectors: each zone with an msi-controller has a share of its own.
  mutating func checkVectors() {
    let claims = plan.zones.compactMap { zone in zone.messageVectors.map { (zone, $0) } }
    let sorted = claims.sorted { $0.1.value.lowerBound < $1.1.value.lowerBound }
    for (a, b) in zip(sorted, sorted.dropFirst()) where a.1.value.overlaps(b.1.value) {
      error(
        "message vectors \(text(b.1.value)) of zone '\(b.0.name)' overlap those of zone '\(a.0.name)'",
        at: b.1.range, notes: [.init("'\(a.0.name)' has \(text(a.1.value))", at: a.1.range)],
        help: "start at \(a.1.value.upperBound)")
    }
    for (zone, contents) in zip(plan.zones, contents) {
      let controller = contents.messageController(in: board)
      if let controller, let vectors = zone.messageVectors {
        checkVectors(vectors, of: controller)
      } else if let vectors = zone.messageVectors, contents.diagnostics.isEmpty {
        error(
          "zone '\(zone.name)' is given message vectors, but no msi-controller", at: vectors.range,
          help: "add <&msi> to its access")
      } else if let controller, zone.messageVectors == nil {
        reportMissingVectors(of: zone, controller, contents)
      }
    }
  }

  private mutating func checkVectors(_ vectors: Located<Range<Int>>, of controller: DeviceTree.NodeID) {
    let first = Int(board.tree.cell("loongson,msi-base-vec", of: controller) ?? 0)
    let count = Int(board.tree.cell("loongson,msi-num-vecs", of: controller) ?? 0)
    guard vectors.value.lowerBound < first || vectors.value.upperBound > first + count else { return }
    error(
      "message vectors \(text(vectors.value)) are not among the controller's \(text(first..<first + count))",
      at: vectors.range, notes: [.init("the controller", at: positions.range(of: controller))],
      help:
        "say a first vector from \(first) on, and not more than \(first + count - vectors.value.lowerBound)")
  }

  private mutating func reportMissingVectors(
    of zone: Zone, _ controller: DeviceTree.NodeID, _ contents: ZoneContents
  ) {
    if contents.nodes[controller]?.isListed == true {
      error(
        "zone '\(zone.name)' may use the msi-controller, but no vectors are its own", at: zone.range,
        help: "add hvisor,msi-vectors = <first count>;")
      return
    }
    let tree = board.tree
    let cause = contents.nodes[controller]?.origin.map { zone.access[$0].value }
    let label = tree.labels(of: controller).first.map { "<&\($0)>" } ?? tree.path(of: controller)
    error(
      "\(tree.path(of: cause ?? tree.root)) refers to \(tree.path(of: controller)), which zone '\(zone.name)' may not "
        + "use without vectors of its own", at: contents.place(of: controller),
      help: "add \(label) to the zone's access, and hvisor,msi-vectors = <first count>;")
  }

  private func text(_ vectors: Range<Int>) -> String { "\(vectors.lowerBound)-\(vectors.upperBound - 1)" }

  /// PCI functions that two zones have, without a bridge, or beyond what hvisor takes.
  mutating func checkPCI() {
    reportRepeats(
      plan.zones.flatMap { zone in zone.pciFunctions.map { ($0.value, zone, $0.range) } },
      what: { "PCI function \($0)" }, help: { _ in "remove it from one of them" })
    for (zone, contents) in zip(plan.zones, contents) {
      guard let first = zone.pciFunctions.first else { continue }
      guard let bridge = contents.bridge(in: board) else {
        error(
          "zone '\(zone.name)' is given PCI functions, but not the bridge that they are behind",
          at: first.range,
          help: "add the bridge to its access, as <&pcie>")
        continue
      }
      if zone.pciFunctions.count > HvisorPCIConfig.mostFunctions {
        error(
          "zone '\(zone.name)' is given \(zone.pciFunctions.count) PCI functions, and hvisor-tool takes "
            + "\(HvisorPCIConfig.mostFunctions)", at: zone.pciFunctions[HvisorPCIConfig.mostFunctions].range,
          help: "remove \(zone.pciFunctions.count - HvisorPCIConfig.mostFunctions) of them")
      }
      let buses = HvisorPCIConfig.buses(of: bridge, in: board.tree)
      for function in zone.pciFunctions {
        guard !(buses.first...max(buses.first, buses.last)).contains(UInt32(function.value.bus)) else {
          continue
        }
        error(
          "PCI function \(function.value) is on a bus beyond those of \(board.tree.path(of: bridge)), "
            + "\(AddressText.hex(UInt64(buses.first)))-\(AddressText.hex(UInt64(buses.last)))",
          at: function.range,
          notes: [.init("the bridge", at: positions.range(of: bridge))],
          help: "say the bus that the function is on, or widen the bridge's bus range")
        break
      }
    }
  }
}
