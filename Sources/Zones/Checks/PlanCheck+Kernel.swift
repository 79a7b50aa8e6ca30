import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// A guest without entry point, an address that went stale, a kernel outside the zone's memory or in no
  /// place where it can run.
  mutating func checkKernel(of zone: Zone) {
    if let name = zone.kernel, let fault = kernelFaults[name.value] {
      report(fault, of: name)
      return
    }
    let image = zone.kernel.flatMap { kernels[$0.value] }
    let before = diagnostics.count
    compare(zone.entryPoint, with: image?.entryPoint, what: "entry point", of: zone)
    compare(zone.linkAddress, with: image?.linkAddress, what: "link address", of: zone)
    let (entry, link) = zone.kernelAddresses(kernels)
    if !zone.isRoot {
      if entry == nil {
        reportMissing("entry point", "hvisor,entry-point = <HIGH LOW>;", of: zone)
      }
      if link == nil {
        let likely = (zone.memory.first?.value.base ?? 0) &+ 0x9000_0000_0020_0000
        let cells = "<\(AddressText.hex(likely >> 32)) \(AddressText.hex(likely & 0xffff_ffff))>"
        reportMissing("link address", "hvisor,link-address = \(cells);", of: zone)
      }
    }
    // Where the memory is at fault, or an address, nothing follows for the other.
    guard diagnostics.count == before, !faultyMemory.contains(zone.node) else { return }
    let places = (entry: zone.entryPoint?.range, link: zone.linkAddress?.range)
    checkPlace(link, "linked", of: zone, at: places.link ?? zone.kernel?.range ?? zone.range)
    checkPlace(entry, "entered", of: zone, at: places.entry ?? zone.kernel?.range ?? zone.range)
    guard diagnostics.count == before, let link else { return }
    checkOrder(
      of: zone, entry: entry, link: link, entryPlace: places.entry ?? zone.kernel?.range ?? zone.range,
      linkPlace: places.link ?? zone.kernel?.range ?? zone.range)
  }

  private mutating func report(_ fault: ZoneKernelFault, of name: Located<String>) {
    let (what, help) =
      switch fault {
      case .unreadable(let why): (why, "hvisor,kernel names the kernel's ELF file, not the flat image")
      case .otherMachine(let number):
        (
          "it is for another processor (ELF machine \(number))",
          "name a kernel for LoongArch (ELF machine 258)"
        )
      case .empty: ("it loads nothing", "name the kernel's ELF file, as vmlinux")
      }
    error("the kernel '\(name.value)' cannot be used: \(what)", at: name.range, help: help)
  }

  /// An address must be a virtual one whose physical address is the zone's.
  private mutating func checkPlace(
    _ address: UInt64?, _ what: String, of zone: Zone, at range: SourceRange?
  ) {
    guard let address else { return }
    let physical = Zone.physical(address)
    if !Zone.isInDirectWindow(address) {
      let isPhysical = address >> 48 == 0
      error(
        "the kernel of zone '\(zone.name)' is \(what) at \(AddressText.hex(address)), which is "
          + (isPhysical ? "a physical address" : "in no direct window"), at: range,
        help: "say the virtual address: "
          + "\(AddressText.hex(0x9000_0000_0000_0000 | physical)) for the physical \(AddressText.hex(physical))"
      )
    } else if !zone.memory.contains(where: { $0.value.contains(physical) }) {
      error(
        "the kernel of zone '\(zone.name)' is \(what) at \(AddressText.hex(address)), physical "
          + "\(AddressText.hex(physical)), which is not the zone's memory",
        at: range,
        notes: zone.memory.map { .init("the zone has \(AddressText.range($0.value))", at: $0.range) },
        help: "link the kernel into the zone's memory (load-y in arch/loongarch/Makefile), or move the memory"
      )
    }
  }

  /// How much RAM below the kernel is usual: 2 MiB, where the tree goes.
  private static let usualGap: UInt64 = 2 << 20

  private mutating func checkOrder(
    of zone: Zone, entry: UInt64?, link: UInt64, entryPlace: SourceRange?, linkPlace: SourceRange?
  ) {
    guard let bank = zone.linkBank(kernels) else { return }
    let start = Zone.physical(link)
    if link % 4096 != 0 {
      error(
        "the kernel of zone '\(zone.name)' is linked at \(AddressText.hex(link)), which is not the start of a page",
        at: linkPlace, help: "link addresses are multiples of 0x1000, and for Linux of 0x200000")
      return
    }
    // The kernel may reach into banks that touch the one it begins in.
    let whole = RootMemoryLayout.joined(zone.memory.map(\.value)).first { $0.contains(start) } ?? bank
    if let entry, !MemoryRange(base: start, end: whole.end).contains(Zone.physical(entry)) {
      error(
        "the kernel of zone '\(zone.name)' is entered at \(AddressText.hex(entry)), which is not in what is loaded "
          + "from its link address \(AddressText.hex(link)) on", at: entryPlace,
        notes: [.init("linked here", at: linkPlace)],
        help: "take the entry point from the kernel: hvisor,kernel = \"vmlinux\"; reads it")
      return
    }
    if !zone.isRoot, start - bank.base > Self.usualGap {
      warn(
        "zone '\(zone.name)' loses \(AddressText.size(start - bank.base)) of RAM below its kernel",
        at: linkPlace,
        notes: [
          .init(
            "the bank begins at \(AddressText.hex(bank.base))",
            at: zone.memory.first { $0.value == bank }?.range)
        ],
        help: "a guest's /memory begins at the link address; link the kernel 2 MiB above the bank's base")
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
