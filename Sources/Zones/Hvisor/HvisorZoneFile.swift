import DeviceTree
import SourceDiagnostics

/// The JSON file with which hvisor-tool starts a zone.
///
/// Its reader wants zone_id, cpus, name, memory_regions, kernel_filepath, dtb_filepath, kernel_load_paddr,
/// dtb_load_paddr, entry_point, interrupts and ivc_configs; addresses are strings in C notation.
struct HvisorZoneFile {
  /// The kinds of region that hvisor-tool knows.
  enum RegionKind: String {
    case ram, io, virtio
  }

  /// One entry of `memory_regions`.
  struct Region: Hashable {
    var kind: RegionKind
    var physical: UInt64
    var guest: UInt64
    var size: UInt64
  }

  let plan: ZonePlan
  let zone: Zone
  let kernels: [String: ZoneKernel]

  /// hvisor-tool takes at most so many regions (`CONFIG_MAX_MEMORY_REGIONS`).
  static let mostRegions = 64

  /// Every region that the zone sees: its RAM and windows, its devices, its virtio devices, and what the board
  /// gives to every guest.
  ///
  /// A region inside one of the same kind and mapping is left out.
  func regions() -> [Region] {
    var regions: [Region] = []
    func add(_ kind: RegionKind, _ range: MemoryRange, guest: UInt64? = nil) {
      let guest = guest ?? range.base
      let isThere = regions.contains { known in
        known.kind == kind && known.physical &- known.guest == range.base &- guest
          && MemoryRange(base: known.physical, size: known.size).contains(range)
      }
      if !isThere {
        regions.append(Region(kind: kind, physical: range.base, guest: guest, size: range.size))
      }
    }
    for bank in zone.memory { add(.ram, bank.value) }
    for window in plan.windows where window.members.contains(where: { $0.value == zone.name }) {
      add(.ram, window.memory.value)
    }
    for memory in plan.hypervisor.guestMemory {
      add(.ram, MemoryRange(base: memory.physical, size: memory.size), guest: memory.guest)
    }
    for range in plan.hypervisor.guestIO { add(.io, range) }
    for device in zone.access where !isServedByHypervisor(device.value) {
      for range in plan.board.cpuRanges(of: device.value) ?? [] { add(.io, Self.wholePages(range)) }
    }
    for device in zone.virtioDevices { add(.virtio, device.registers) }
    return regions
  }

  /// Interrupt controllers and PCI bridges are hvisor's own business (`pci_config`, vectors).
  private func isServedByHypervisor(_ device: DeviceTree.NodeID) -> Bool {
    let board = plan.board
    return board.property("interrupt-controller", of: device) != nil
      || board.string("device_type", of: device) == "pci"
  }

  private static func wholePages(_ range: MemoryRange) -> MemoryRange {
    let base = range.base & ~0xfff
    return MemoryRange(base: base, end: (range.end &+ 0xfff) & ~0xfff)
  }

  /// The file's content.
  func json() -> JSONValue {
    let addresses = zone.kernelAddresses(kernels)
    let base = zone.memory.first?.value.base ?? 0
    var members: [(String, JSONValue)] = [
      ("arch", .string("loongarch64")),
      ("name", .string(zone.name)),
      ("zone_id", .int(zone.id.value)),
      ("cpus", .array(zone.cpus.value.map { .int($0) })),
      ("memory_regions", .array(regions().map(Self.json))),
      ("interrupts", .array(zone.virtioDevices.map { .int($0.interrupt.value) })),
      ("ivc_configs", .array([])),
      ("kernel_args", .string("")),
      ("kernel_filepath", .string(zone.kernelFilepath ?? "vmlinux-\(zone.name).bin")),
      ("dtb_filepath", .string(zone.dtbFilepath ?? "\(zone.name).dtb")),
      ("kernel_load_paddr", .hex(addresses.link.map(Zone.physical) ?? base)),
      ("dtb_load_paddr", .hex(base)),
      ("entry_point", .hex(addresses.entry ?? 0)),
      ("arch_config", .object([("dummy", .hex(0))])),
    ]
    if let bridge = HvisorPCIConfig.bridge(of: zone, in: plan.board) {
      members += [
        ("pci_config", .array([HvisorPCIConfig.json(of: bridge, in: plan.board)])),
        ("num_pci_devs", .int(zone.pciFunctions.count)),
        ("alloc_pci_devs", .array(zone.pciFunctions.map { HvisorPCIConfig.json(of: $0.value) })),
      ]
    }
    return .object(members)
  }

  private static func json(of region: Region) -> JSONValue {
    .object([
      ("type", .string(region.kind.rawValue)), ("physical_start", .hex(region.physical)),
      ("virtual_start", .hex(region.guest)), ("size", .hex(region.size)),
    ])
  }
}
