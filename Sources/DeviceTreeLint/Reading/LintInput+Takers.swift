import DeviceTree
import LinuxBoot

extension MemoryTaker {
  /// What it is, for a message.
  func words(_ tree: DeviceTree) -> String {
    switch self {
    case .earlycon: "the early console's page tables"
    case .kernel: "the kernel image"
    case .firmwareMemory: "the first 2 MiB, which Linux keeps for firmware"
    case .firmware: "what UEFI keeps"
    case .acpiTables: "the ACPI tables that the initrd brings along"
    case .initrd: "the initrd"
    case .crashKernel: "the memory for a crash kernel"
    case .coreHeader: "the crashed kernel's core header"
    case .blob: "the device tree blob itself"
    case .region(let node): "the mapped region \(tree.name(of: node))"
    case .function(let name): "what \(name) reserved"
    }
  }
}

extension LintInput {
  /// The events that a region collides with.
  func collisions(of region: RegionVerdict) -> [BootEvent] {
    region.collisions.filter { prediction.events.indices.contains($0) }.map { prediction.events[$0] }
  }

  /// What took the region's memory, each once, in the order of the boot.
  func takers(of region: RegionVerdict) -> [MemoryTaker] {
    var takers: [MemoryTaker] = []
    for event in collisions(of: region) {
      let taker = event.taker(in: tree)
      if !takers.contains(taker) { takers.append(taker) }
    }
    return takers
  }

  /// Whether a refused region lost to mapped regions of the tree only.
  func isRefusedByMappedRegions(_ region: RegionVerdict) -> Bool {
    guard region.verdict == .refused, !region.collisions.isEmpty else { return false }
    return takers(of: region).allSatisfy { if case .region = $0 { true } else { false } }
  }
}
