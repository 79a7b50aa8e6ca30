import DTS
import DeviceTree
import SourceDiagnostics

extension ZonePlanReader {
  /// Reads one zone's domain; nil if it lacks what no zone can do without.
  mutating func readZone(_ node: DeviceTree.NodeID, virtioBase: UInt64?) -> Zone? {
    let name = tree.name(of: node)
    let range = positions.range(of: node)
    func missing(_ property: String, _ example: String) -> Diagnostic {
      .error("zone '\(name)' has no \(property)", at: range, help: "add \(example)")
    }
    warnOfUnknownProperties(of: node)
    let id = integer("id", of: node)
    if id == nil { diagnostics.append(missing("id", "id = <N>; with a number from 0 to 31 of its own")) }
    let cpus = readCPUs(of: node)
    if cpus == nil, tree.property("cpus", of: node) == nil {
      diagnostics.append(missing("cpus", "cpus = <&cpus MASK 0x0>; with a bit for each physical cpu"))
    }
    let memory = ranges("memory", of: node)
    if tree.property("memory", of: node) == nil || memory?.isEmpty == true {
      diagnostics.append(missing("memory", "memory = <address size>; with the cells of /domains"))
    }
    guard let id, let cpus, let memory, !memory.isEmpty else { return nil }
    return Zone(
      name: name, node: node, range: range, isRoot: tree.isCompatible(node, with: "hvisor,root-zone"), id: id,
      cpus: cpus, memory: memory, access: readAccess(of: node), messageVectors: readVectors(of: node),
      pciFunctions: readFunctions(of: node), linkAddress: number("hvisor,link-address", of: node),
      entryPoint: number("hvisor,entry-point", of: node), kernel: string("hvisor,kernel", of: node),
      kernelFilepath: string("hvisor,kernel-filepath", of: node)?.value,
      dtbFilepath: string("hvisor,dtb-filepath", of: node)?.value,
      virtioDevices: readVirtio(of: node, base: virtioBase),
      backendInterrupt: tree.child(named: "virtio-backend", of: node).flatMap {
        integer("interrupts", of: $0)
      })
  }

  /// `cpus = <&cluster mask mode>`, the System Device Tree's form: bit n of the mask is the cpu whose reg is n.
  private mutating func readCPUs(of node: DeviceTree.NodeID) -> Located<[Int]>? {
    guard let property = tree.property("cpus", of: node) else { return nil }
    guard let cells = tree.cells(of: property), cells.count == 3 else {
      report(property, "is not <&cpus mask mode>", help: "say cpus = <&cpus 0x2 0x0>; for cpu 1")
      return nil
    }
    let numbers = (0..<32).filter { cells[1] >> UInt32($0) & 1 == 1 }
    guard !numbers.isEmpty else {
      report(property, "gives no cpu", help: "set a bit of the mask for each physical cpu")
      return nil
    }
    return Located(numbers, at: place(of: property, offset: 4))
  }

  /// `access = <&device>, …`: one phandle an entry.
  private mutating func readAccess(of node: DeviceTree.NodeID) -> [Located<DeviceTree.NodeID>] {
    guard let property = tree.property("access", of: node) else { return [] }
    guard let cells = tree.cells(of: property) else {
      report(property, "is no list of references", help: "say access = <&uart0>, <&rtc>;")
      return []
    }
    let phandles = PhandleTable(of: tree)
    var access: [Located<DeviceTree.NodeID>] = []
    for (index, cell) in cells.enumerated() {
      let place = place(of: property, offset: index * 4)
      if let device = phandles[cell] {
        access.append(Located(device, at: place))
      } else {
        diagnostics.append(
          .error(
            "entry \(index + 1) of 'access' refers to no device", at: place,
            help: "refer to a device of the board by its label, as in <&uart0>"))
      }
    }
    return access
  }

  private mutating func readVectors(of node: DeviceTree.NodeID) -> Located<Range<Int>>? {
    guard let property = tree.property("hvisor,msi-vectors", of: node) else { return nil }
    guard let cells = tree.cells(of: property), cells.count == 2, cells[1] > 0 else {
      report(property, "is not <first count>", help: "say hvisor,msi-vectors = <112 48>;")
      return nil
    }
    let first = Int(cells[0])
    return Located(first..<first + Int(cells[1]), at: place(of: property, offset: 0, count: 8))
  }

  private mutating func readFunctions(of node: DeviceTree.NodeID) -> [Located<PCIFunction>] {
    guard let property = tree.property("hvisor,pci-devices", of: node) else { return [] }
    guard let cells = tree.cells(of: property), cells.count % 3 == 0 else {
      report(property, "is no list of <bus device function>")
      return []
    }
    return stride(from: 0, to: cells.count, by: 3).compactMap { index in
      let (bus, device, function) = (cells[index], cells[index + 1], cells[index + 2])
      let place = place(of: property, offset: index * 4, count: 12)
      guard bus < 256, device < 32, function < 8 else {
        diagnostics.append(
          .error(
            "there is no PCI function \(bus):\(device).\(function)", at: place,
            help: "buses go up to 255, devices to 31, functions to 7"))
        return nil
      }
      return Located(PCIFunction(bus: Int(bus), device: Int(device), function: Int(function)), at: place)
    }
  }

  /// Children `virtio-KIND`, in order, each a page behind the one before.
  private mutating func readVirtio(of node: DeviceTree.NodeID, base: UInt64?) -> [VirtioDevice] {
    var devices: [VirtioDevice] = []
    for child in tree.children(of: node) {
      let name = tree.baseName(of: child)
      guard name.hasPrefix("virtio-"), name != "virtio-backend" else { continue }
      let place = positions.range(of: child)
      guard let interrupt = integer("interrupts", of: child) else {
        diagnostics.append(
          .error("'\(name)' has no interrupt", at: place, help: "add interrupts = <N>;"))
        continue
      }
      guard let base else {
        diagnostics.append(
          .error(
            "there is no place for virtio devices", at: place,
            help: "say in the hypervisor's domain where they stand: hvisor,virtio-base = <0x0 0x30001000>;"))
        return []
      }
      let address = base &+ UInt64(devices.count) &* VirtioDevice.spacing
      devices.append(
        VirtioDevice(
          kind: String(name.dropFirst("virtio-".count)),
          registers: MemoryRange(base: address, size: VirtioDevice.registerBytes), interrupt: interrupt,
          image: string("image", of: child)?.value, range: place))
    }
    return devices
  }

  /// A property that nothing reads is most likely a typo that would be missed on the board.
  private mutating func warnOfUnknownProperties(of node: DeviceTree.NodeID) {
    for property in tree.properties(of: node) {
      let name = tree.name(of: property)
      guard !Self.knownProperties.contains(name) else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, "nothing reads the property '\(name)' of a zone", at: positions.range(of: property),
          help: "a zone has " + Self.knownProperties.joined(separator: ", ")))
    }
  }

  private static let knownProperties = [
    "compatible", "id", "cpus", "memory", "access", "hvisor,msi-vectors", "hvisor,pci-devices",
    "hvisor,link-address", "hvisor,entry-point", "hvisor,kernel", "hvisor,kernel-filepath",
    "hvisor,dtb-filepath", "phandle",
  ]
}
