import DTS
import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Memory given twice, over the hypervisor or a device, not in whole pages, or beyond all addresses.
  mutating func checkMemory() {
    var claims: [Claim] = []
    for zone in plan.zones {
      let kind: Claim.Kind = zone.isRoot ? .rootMemory : .memory
      let own = zone.memory.map { claim(kind, "zone '\(zone.name)'", $0, zone: zone.node) }
      let good = own.filter { isWellFormed($0) }
      if good.count < own.count { faultyMemory.insert(zone.node) }
      claims += good
    }
    claims += boardClaims().filter { isWellFormed($0) }
    checkGuestMemory()
    if let base = plan.hypervisor.virtioBase { checkVirtioBase(base) }
    // In cells that are too few, addresses of the board are not what they seem either.
    guard checkFit(claims.filter { $0.kind.isOfPlan || $0.kind == .hypervisor }) else { return }
    let conflicts = Claim.conflicts(claims + deviceClaims())
    for (earlier, later) in conflicts {
      for zone in [earlier.zone, later.zone] { if let zone { faultyMemory.insert(zone) } }
    }
    reportOverlaps(conflicts)
  }

  /// Where guests see what the board gives them; where it lies is checked as every range.
  private mutating func checkGuestMemory() {
    for memory in plan.hypervisor.guestMemory where (memory.value.physical | memory.value.size) % 4096 == 0 {
      let guest = memory.value.guestRange
      if guest.base % 4096 != 0 {
        error(
          "guests see this memory at \(AddressText.hex(guest.base)), which is not the start of a page",
          at: memory.range, help: "the guest's address must be a multiple of 0x1000")
      } else if guest.base.addingReportingOverflow(guest.size).overflow {
        error(
          "guests see this memory reach past the last address", at: memory.range, help: "say a lower address")
      }
    }
  }

  /// hvisor maps whole pages and asserts it (`src/memory/mm.rs`).
  private mutating func isWellFormed(_ claim: Claim) -> Bool {
    let range = claim.range
    if range.isEmpty {
      error("\(claim.owner) is given a range of 0 bytes", at: claim.source, help: "remove the entry")
    } else if range.base.addingReportingOverflow(range.size).overflow {
      error(
        "the range reaches past the last address", at: claim.source,
        help: "\(AddressText.size(0 &- range.base)) are left from \(AddressText.hex(range.base)) on")
    } else if (range.base | range.size) % 4096 != 0 {
      error(
        "\(AddressText.range(range)) is not made of whole 4 KiB pages, and hvisor refuses it",
        at: claim.source, help: "base and size must be multiples of 0x1000")
    } else {
      return true
    }
    return false
  }

  /// Every range of a zone's tree is written in the cells of the board's root.
  private mutating func checkFit(_ claims: [Claim]) -> Bool {
    let format = board.tree.addressFormat(of: board.tree.root)
    var all = claims.map { ($0.range, $0.source) }
    for zone in plan.zones { all += zone.virtioDevices.map { ($0.registers, $0.range) } }
    func fits(_ range: MemoryRange) -> Bool {
      (format.addressCells == 2 || range.end &- 1 <= UInt64(UInt32.max))
        && (format.sizeCells == 2 || range.size <= UInt64(UInt32.max))
    }
    let tooLarge = all.filter { !fits($0.0) }
    guard let (range, source) = tooLarge.first else { return true }
    let others = tooLarge.count > 1 ? ", nor do \(tooLarge.count - 1) others" : ""
    let cells = board.tree.property(
      format.addressCells == 1 ? "#address-cells" : "#size-cells", of: board.tree.root)
    error(
      "\(AddressText.range(range)) does not fit the \(format.addressCells) address and \(format.sizeCells) size "
        + "cells of the board's root\(others)", at: source,
      notes: [.init("the board says so", at: cells.flatMap { positions.range(of: $0) })],
      help: "say #address-cells = <2>; and #size-cells = <2>; in the board's root")
    return false
  }

  private mutating func checkVirtioBase(_ base: Located<UInt64>) {
    let count = UInt64(plan.zones.map(\.virtioDevices.count).max() ?? 0)
    if base.value % 4096 != 0 {
      error(
        "virtio devices cannot begin at \(AddressText.hex(base.value)), which is not the start of a page",
        at: base.range, help: "say a multiple of 0x1000")
    } else if base.value.addingReportingOverflow(max(1, count) &* VirtioDevice.spacing).overflow {
      error(
        "\(count) virtio devices from \(AddressText.hex(base.value)) on reach past the last address",
        at: base.range, help: "say a lower address, such as <0x0 0x30001000>")
    }
  }

  /// Root Linux must have RAM of its own above everything it is to keep its hands off.
  mutating func checkTopOfMemory() {
    guard let root = plan.rootZone else { return }
    let layout = RootMemoryLayout(plan, root: root)
    guard let last = layout.reserved.last else { return }
    let banks = root.memory.map(\.value)
    if let limit = TopOfMemory.safeEnd(in: banks), last.range.end <= limit { return }
    let free = TopOfMemory.free(above: last.range.end, in: banks)
    let bank = root.memory.last
    error(
      "zone '\(root.name)' needs RAM above \(AddressText.hex(last.range.end)), the end of its last no-map region "
        + "'\(last.name)', and has \(free == 0 ? "none" : AddressText.size(free))",
      at: bank?.range ?? root.range,
      notes: [.init("'\(last.name)' ends there", at: last.source)],
      help:
        "give the zone at least \(AddressText.size(TopOfMemory.most - free)) more above it: Linux takes the pages "
        + "for earlycon from the top of RAM before it reads /reserved-memory, and then refuses a region that "
        + "holds them")
  }
}
