import DeviceTree
import SourceDiagnostics

/// What the ELF file of a zone's kernel says.
public struct ZoneKernel: Sendable, Hashable {
  /// The virtual address it is entered at.
  public var entryPoint: UInt64
  /// The lowest virtual address it is linked at.
  public var linkAddress: UInt64

  /// Makes the facts of one kernel.
  public init(entryPoint: UInt64, linkAddress: UInt64) {
    self.entryPoint = entryPoint
    self.linkAddress = linkAddress
  }
}

extension Zone {
  /// The virtual address of a LoongArch kernel as a physical one: the direct windows put the physical address in
  /// the low 48 bits (LoongArch Reference Manual, volume 1, section 5.2.1).
  static func physical(_ virtual: UInt64) -> UInt64 { virtual & 0xffff_ffff_ffff }

  /// Where the kernel is entered and linked: what the ELF says counts before what the plan says.
  func kernelAddresses(_ kernels: [String: ZoneKernel]) -> (entry: UInt64?, link: UInt64?) {
    let image = kernel.flatMap { kernels[$0.value] }
    return (image?.entryPoint ?? entryPoint?.value, image?.linkAddress ?? linkAddress?.value)
  }
}

extension PlanCheck {
  /// A guest without entry point, an address that went stale, a kernel outside the zone's memory.
  mutating func checkKernel(of zone: Zone) {
    let image = zone.kernel.flatMap { kernels[$0.value] }
    compare(zone.entryPoint, with: image?.entryPoint, what: "entry point", of: zone)
    compare(zone.linkAddress, with: image?.linkAddress, what: "link address", of: zone)
    let (entry, link) = zone.kernelAddresses(kernels)
    if !zone.isRoot {
      if entry == nil {
        reportMissing("entry point", "hvisor,entry-point = <0x90000000 0xc0dff000>;", of: zone)
      }
      if link == nil {
        reportMissing("link address", "hvisor,link-address = <0x90000000 0xc0200000>;", of: zone)
      }
    }
    for (address, what, range) in [
      (entry, "entered", zone.entryPoint?.range), (link, "linked", zone.linkAddress?.range),
    ] {
      guard let address, !zone.memory.contains(where: { $0.value.contains(Zone.physical(address)) }) else {
        continue
      }
      error(
        "the kernel of zone '\(zone.name)' is \(what) at \(AddressText.hex(address)), physical "
          + "\(AddressText.hex(Zone.physical(address))), which is not the zone's memory",
        at: range ?? zone.kernel?.range ?? zone.range,
        notes: zone.memory.map { .init("the zone has \(AddressText.range($0.value))", at: $0.range) },
        help: "link the kernel into the zone's memory (load-y in arch/loongarch/Makefile), or move the memory"
      )
    }
  }

  private mutating func compare(
    _ stated: Located<UInt64>?, with actual: UInt64?, what: String, of zone: Zone
  ) {
    guard let stated, let actual, stated.value != actual else { return }
    error(
      "the plan says \(what) \(AddressText.hex(stated.value)), but the kernel has \(AddressText.hex(actual))",
      at: stated.range, notes: [.init("the kernel is named here", at: zone.kernel?.range)],
      help: "remove the line: the \(what) is read from the kernel")
  }

  private mutating func reportMissing(_ what: String, _ example: String, of zone: Zone) {
    let named = zone.kernel.map { "; its kernel '\($0.value)' is not there to read it from" } ?? ""
    error(
      "nothing says the \(what) of zone '\(zone.name)'\(named)", at: zone.range,
      notes: zone.kernel.map { [.init("named here", at: $0.range)] } ?? [],
      help: "name the kernel's ELF file (hvisor,kernel = \"vmlinux-\(zone.name)\";) or say \(example)")
  }
}
