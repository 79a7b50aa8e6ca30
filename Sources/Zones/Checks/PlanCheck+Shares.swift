import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Cpus, devices, PCI functions and interrupt vectors that two zones cannot both have, or nobody can.
  mutating func checkShares() {
    checkCPUs()
    checkDevices()
    reportRepeats(
      plan.zones.flatMap { zone in zone.pciFunctions.map { ($0.value, zone, $0.range) } },
      what: { "PCI function \($0)" }, help: { _ in "remove it from one of them" })
    checkVectors()
    for zone in plan.zones { checkVirtio(of: zone) }
  }

  private mutating func checkCPUs() {
    let present = Set(ZoneTreeBuilder.cpuNodes(of: plan.board).keys)
    for zone in plan.zones {
      for cpu in zone.cpus.value where !present.contains(cpu) {
        error(
          "the board has no cpu \(cpu)", at: zone.cpus.range,
          help: "its cpus are " + present.sorted().map(String.init).joined(separator: ", "))
      }
    }
    reportRepeats(
      plan.zones.flatMap { zone in zone.cpus.value.map { ($0, zone, zone.cpus.range) } },
      what: { "cpu \($0)" },
      help: { "clear bit \($0) (0x\(String(1 << $0, radix: 16))) in one of the masks" })
  }

  private mutating func checkDevices() {
    let board = plan.board
    reportRepeats(
      plan.zones.flatMap { zone in
        zone.access.compactMap { device in
          let shareable = board.property("hvisor,shareable", of: device.value) != nil
          return shareable ? nil : (device.value, zone, device.range)
        }
      },
      what: { "device \(board.path(of: $0))" },
      help: { _ in
        "remove it from one access list; only devices the board marks hvisor,shareable may be in several"
      })
    for zone in plan.zones {
      for device in Set(zone.access.map(\.value)).sorted() {
        let places = zone.access.filter { $0.value == device }
        if places.count > 1, board.property("hvisor,shareable", of: device) != nil {
          error(
            "device \(board.path(of: device)) is listed twice", at: places[1].range,
            notes: [.init("listed here first", at: places[0].range)], help: "remove one entry")
        }
      }
    }
  }

  private mutating func checkVectors() {
    let claims = plan.zones.compactMap { zone in zone.messageVectors.map { (zone, $0) } }
    let sorted = claims.sorted { $0.1.value.lowerBound < $1.1.value.lowerBound }
    for (a, b) in zip(sorted, sorted.dropFirst()) where a.1.value.overlaps(b.1.value) {
      error(
        "message vectors \(text(b.1.value)) of zone '\(b.0.name)' overlap those of zone '\(a.0.name)'",
        at: b.1.range, notes: [.init("'\(a.0.name)' has \(text(a.1.value))", at: a.1.range)],
        help: "start at \(a.1.value.upperBound)")
    }
    for (zone, vectors) in claims {
      guard let controller = ZoneTreeBuilder.messageController(of: zone, in: plan.board) else {
        error(
          "zone '\(zone.name)' is given message vectors, but no msi-controller", at: vectors.range,
          help: "add <&msi> to its access")
        continue
      }
      let first = Int(plan.board.cell("loongson,msi-base-vec", of: controller) ?? 0)
      let count = Int(plan.board.cell("loongson,msi-num-vecs", of: controller) ?? 0)
      if !(first..<first + count).contains(vectors.value.lowerBound)
        || vectors.value.upperBound > first + count
      {
        error(
          "message vectors \(text(vectors.value)) are not among the controller's \(text(first..<first + count))",
          at: vectors.range)
      }
    }
    for zone in plan.zones where zone.messageVectors == nil {
      if ZoneTreeBuilder.messageController(of: zone, in: plan.board) != nil {
        error(
          "zone '\(zone.name)' may use the msi-controller, but no vectors are its own", at: zone.range,
          help: "add hvisor,msi-vectors = <first count>;")
      }
    }
  }

  private mutating func checkVirtio(of zone: Zone) {
    var seen: [Int: VirtioDevice] = [:]
    for device in zone.virtioDevices {
      if let other = seen[device.interrupt.value] {
        error(
          "virtio-\(device.kind) and virtio-\(other.kind) of zone '\(zone.name)' have the same interrupt "
            + "\(device.interrupt.value)", at: device.interrupt.range,
          notes: [.init("used here first", at: other.interrupt.range)], help: "give each its own")
      }
      seen[device.interrupt.value] = device
      if device.interrupt.value >= 1024 {
        error("hvisor-tool takes interrupts below 1024", at: device.interrupt.range)
      }
    }
    if !zone.virtioDevices.isEmpty, plan.hypervisor.interruptController == nil {
      error(
        "nothing says where virtio interrupts arrive", at: plan.hypervisor.range,
        help: "add interrupt-parent = <&cpuintc>; to the hypervisor's domain")
    }
    if !zone.virtioDevices.isEmpty, let root = plan.rootZone, root.backendInterrupt == nil {
      error(
        "zone '\(zone.name)' has virtio devices, but the root zone has no service for them", at: root.range,
        notes: [.init("the first of them", at: zone.virtioDevices[0].range)],
        help: "add virtio-backend { interrupts = <4>; }; to '\(root.name)'")
    }
  }

  private func text(_ vectors: Range<Int>) -> String { "\(vectors.lowerBound)-\(vectors.upperBound - 1)" }
}
