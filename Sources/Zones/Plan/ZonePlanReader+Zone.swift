import DTS
import DeviceTree
import SourceDiagnostics

extension ZonePlanReader {
  /// Reads one zone's domain; nil if anything in it cannot be read.
  mutating func readZone(_ node: DeviceTree.NodeID, virtioBase: UInt64?) -> Zone? {
    let before = diagnostics.count
    let name = tree.name(of: node)
    let range = positions.range(of: node)
    guard isOpenedOnce(node, as: "zone") else { return nil }
    checkNames(of: node, as: .zone)
    checkPlainName(node, as: "zone")
    let isRoot = readKind(of: node)
    for property in ["id", "cpus", "memory"] where tree.property(property, of: node) == nil {
      reportMissing(property, of: name, at: range)
    }
    let id = integer("id", of: node)
    let cpus = readCPUs(of: node)
    let memory = ranges("memory", of: node)
    if memory?.isEmpty == true { reportMissing("memory", of: name, at: range) }
    let children = readChildren(of: node, isRoot: isRoot, virtioBase: virtioBase)
    let zone = Zone(
      name: name, node: node, range: range, isRoot: isRoot, id: id ?? Located(0, at: range),
      cpus: cpus ?? Located([], at: range), memory: memory ?? [], access: readAccess(of: node),
      messageVectors: readVectors(of: node), pciFunctions: readFunctions(of: node),
      linkAddress: virtualAddress("hvisor,link-address", of: node),
      entryPoint: virtualAddress("hvisor,entry-point", of: node), kernel: string("hvisor,kernel", of: node),
      kernelFilepath: string("hvisor,kernel-filepath", of: node)?.value,
      dtbFilepath: string("hvisor,dtb-filepath", of: node)?.value, virtioDevices: children.devices,
      backendInterrupt: children.backend)
    return hasErrors(since: before) ? nil : zone
  }

  private mutating func reportMissing(_ property: String, of name: String, at range: SourceRange?) {
    let help =
      switch property {
      case "id": "add id = <N>; with a number from 0 to 31 of its own"
      case "cpus": "add cpus = <&cpus MASK 0x0>; with a bit for each physical cpu"
      default: "add memory = \(exampleRange); in the cells of /domains"
      }
    diagnostics.append(.error("zone '\(name)' has no \(property)", at: range, help: help))
  }

  /// Whether the compatible strings say root zone; an error if they say neither that nor guest.
  private mutating func readKind(of node: DeviceTree.NodeID) -> Bool {
    let known = ["hvisor,zone", "hvisor,root-zone"]
    let said = (tree.strings("compatible", of: node) ?? []).filter { $0 != "openamp,domain-v1" }
    let kinds = said.filter(known.contains)
    if kinds.count != 1, let property = tree.property("compatible", of: node) {
      let wrong = said.first { !known.contains($0) }
      let meant = wrong.flatMap { Self.closest(to: $0, among: known) } ?? "hvisor,zone"
      report(
        property,
        kinds.isEmpty
          ? (wrong.map { "says '\($0)', which is no kind of zone" } ?? "does not say what kind of zone it is")
          : "says both guest and root zone",
        help: "say compatible = \"openamp,domain-v1\", \"\(meant)\";")
    }
    return kinds.contains("hvisor,root-zone")
  }

  /// `cpus = <&cluster mask mode>`, the System Device Tree's form: bit n of the mask is the cpu whose reg is
  /// n.
  private mutating func readCPUs(of node: DeviceTree.NodeID) -> Located<[Int]>? {
    guard let property = tree.property("cpus", of: node) else { return nil }
    guard let cells = tree.cells(of: property), cells.count == 3 else {
      reportLength(property, "<&cpus mask mode>", example: "<&cpus 0x2 0x0>")
      return nil
    }
    guard let cluster = board.cluster else { return nil }
    guard board.phandles[cells[0]] == cluster else {
      let named = board.phandles[cells[0]].map { "'\(tree.path(of: $0))'" } ?? "nothing"
      diagnostics.append(
        .error(
          "'cpus' begins with \(named), which is not the node that holds the cpus",
          at: place(of: property, offset: 0), help: "refer to /cpus by its label: cpus = <&cpus 0x2 0x0>;"))
      return nil
    }
    let numbers = (0..<32).filter { cells[1] >> UInt32($0) & 1 == 1 }
    guard !numbers.isEmpty else {
      report(property, "gives no cpu", help: "set a bit of the mask for each physical cpu")
      return nil
    }
    return Located(numbers, at: place(of: property, offset: 4))
  }

  private mutating func readVectors(of node: DeviceTree.NodeID) -> Located<Range<Int>>? {
    guard let property = tree.property("hvisor,msi-vectors", of: node) else { return nil }
    guard let cells = tree.cells(of: property), cells.count == 2, cells[1] > 0 else {
      reportLength(property, "<first count>, count not 0,", example: "<112 48>")
      return nil
    }
    let first = Int(cells[0])
    return Located(first..<first + Int(cells[1]), at: place(of: property, offset: 0, count: 8))
  }

  private mutating func readFunctions(of node: DeviceTree.NodeID) -> [Located<PCIFunction>] {
    guard let property = tree.property("hvisor,pci-devices", of: node) else { return [] }
    guard let cells = tree.cells(of: property), cells.count % 3 == 0 else {
      reportLength(property, "entries of bus, device and function", example: "<0x6 0x1 0x0>")
      return []
    }
    var functions: [Located<PCIFunction>] = []
    for index in stride(from: 0, to: cells.count, by: 3) {
      let (bus, device, function) = (cells[index], cells[index + 1], cells[index + 2])
      let place = place(of: property, offset: index * 4, count: 12)
      guard bus < 256, device < 32, function < 8 else {
        diagnostics.append(
          .error(
            "there is no PCI function \(bus):\(device).\(function)", at: place,
            help: "buses go up to 255, devices to 31, functions to 7"))
        continue
      }
      functions.append(
        Located(PCIFunction(bus: Int(bus), device: Int(device), function: Int(function)), at: place))
    }
    return functions
  }
}
