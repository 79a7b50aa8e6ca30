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
  let board: BoardIndex
  let contents: ZoneContents
  let kernels: [String: ZoneKernel]

  /// hvisor-tool takes at most so many regions (`CONFIG_MAX_MEMORY_REGIONS`).
  static let mostRegions = 64

  /// Every region that the zone sees: its RAM and windows, the registers of every device in its tree but
  /// those that hvisor answers for, its virtio devices, and what the board gives to every guest.
  ///
  /// I/O regions that overlap are one; none is empty.
  /// Complexity: O(n log n) in regions.
  func regions() -> [Region] {
    var regions = RootMemoryLayout.joined(zone.memory.map(\.value)).map { Self.same(.ram, $0) }
    for window in plan.windows where window.members.contains(where: { $0.value == zone.name }) {
      regions.append(Self.same(.ram, window.memory.value))
    }
    for memory in plan.hypervisor.guestMemory.map(\.value) {
      regions.append(
        Region(kind: .ram, physical: memory.physical, guest: memory.guest, size: memory.size))
    }
    let pages = plan.hypervisor.guestIO.map(\.value) + contents.devicePages(in: board).map(\.range)
    regions += Self.merged(pages).map { Self.same(.io, $0) }
    regions += zone.virtioDevices.map { Self.same(.virtio, $0.registers) }
    return regions.filter { $0.size > 0 }
  }

  private static func same(_ kind: RegionKind, _ range: MemoryRange) -> Region {
    Region(kind: kind, physical: range.base, guest: range.base, size: range.size)
  }

  /// Ranges that share a byte become one; ranges that only touch stay apart.
  private static func merged(_ ranges: [MemoryRange]) -> [MemoryRange] {
    var merged: [MemoryRange] = []
    for range in ranges.sorted(by: { $0.base < $1.base }) {
      if let last = merged.last, last.end > range.base {
        merged[merged.count - 1] = MemoryRange(base: last.base, end: max(last.end, range.end))
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// The file's content.
  func json() -> JSONValue {
    let addresses = zone.kernelAddresses(kernels)
    // The tree goes to the base of the bank that holds the kernel, below it: Linux maps both by the same
    // window.
    let base = (zone.linkBank(kernels) ?? zone.memory.first?.value)?.base ?? 0
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
    if let bridge = contents.bridge(in: board) {
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
