import DTS
import DeviceTree
import SourceDiagnostics

extension ZonePlanReader {
  /// The children of a zone: its virtio devices, each a page behind the one before, and the root zone's
  /// service.
  mutating func readChildren(
    of node: DeviceTree.NodeID, isRoot: Bool, virtioBase: UInt64?
  ) -> (devices: [VirtioDevice], backend: Located<Int>?) {
    var devices: [VirtioDevice] = []
    var backend: Located<Int>?
    for child in tree.children(of: node) {
      let name = tree.baseName(of: child)
      if ["chosen", "aliases"].contains(tree.name(of: child)) { continue }
      if !name.hasPrefix("virtio-") {
        reportUnreadChild(child, of: .zone)
      } else if name == "virtio-backend" {
        checkNames(of: child, as: .backend)
        if isRoot {
          backend = requiredInterrupt(of: child)
        } else {
          refuse(
            child, "root Linux serves virtio devices, and this is a guest",
            "move it to the zone with compatible = \"openamp,domain-v1\", \"hvisor,root-zone\";")
        }
      } else if isRoot {
        refuse(
          child, "root Linux has the board's own devices and is served none",
          "move it to a guest, or remove it")
      } else if let device = readDevice(child, index: devices.count, base: virtioBase) {
        devices.append(device)
      }
    }
    return (devices, backend)
  }

  private mutating func refuse(_ child: DeviceTree.NodeID, _ why: String, _ help: String) {
    diagnostics.append(
      .error("'\(tree.name(of: child))' is out of place: \(why)", at: positions.range(of: child), help: help))
  }

  private mutating func requiredInterrupt(of child: DeviceTree.NodeID) -> Located<Int>? {
    if tree.property("interrupts", of: child) == nil {
      diagnostics.append(
        .error(
          "'\(tree.name(of: child))' has no interrupt", at: positions.range(of: child),
          help: "add interrupts = <4>; with a line of the zone's cpu that nothing else uses"))
    }
    return integer("interrupts", of: child)
  }

  private mutating func readDevice(
    _ child: DeviceTree.NodeID, index: Int, base: UInt64?
  ) -> VirtioDevice? {
    let name = tree.baseName(of: child)
    let kind = String(name.dropFirst("virtio-".count))
    let place = positions.range(of: child)
    guard VirtioDevice.kinds.contains(kind) else {
      let meant =
        Self.closest(to: kind, among: VirtioDevice.kinds).map { "did you mean 'virtio-\($0)'? " } ?? ""
      diagnostics.append(
        .error(
          "hvisor serves no virtio device of the kind '\(kind)'", at: place,
          help: meant + "the kinds are " + VirtioDevice.kinds.joined(separator: ", ")))
      return nil
    }
    let before = diagnostics.count
    checkNames(of: child, as: .virtio(kind))
    let interrupt = requiredInterrupt(of: child)
    var backing: String?
    if let property = VirtioDevice.backing[kind] {
      backing = string(property, of: child)?.value
      if backing == nil, !hasErrors(since: before) {
        let example = kind == "blk" ? "\"/tool/disk.ext4\"" : "\"tap0\""
        diagnostics.append(
          .error(
            "'\(name)' does not say its \(property)", at: place,
            help: "add \(property) = \(example); what root Linux serves it from"))
      }
    }
    guard let interrupt else { return nil }
    return VirtioDevice(
      kind: kind,
      registers: MemoryRange(
        base: (base ?? 0) &+ UInt64(index) &* VirtioDevice.spacing, size: VirtioDevice.registerBytes),
      interrupt: interrupt, backing: backing, range: place)
  }
}
