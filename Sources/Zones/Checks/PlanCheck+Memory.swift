import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// One range that somebody lays claim to.
  struct Claim {
    var owner: String
    var memory: Located<MemoryRange>
  }

  /// Memory given twice, over the hypervisor, not in whole pages, or beyond all addresses.
  mutating func checkMemory() {
    var claims: [Claim] = []
    for zone in plan.zones { claims += zone.memory.map { Claim(owner: "zone '\(zone.name)'", memory: $0) } }
    claims += plan.windows.map { Claim(owner: "window '\($0.name)'", memory: $0.memory) }
    checkHypervisor(against: claims.filter { $0.owner != plan.rootZone.map { "zone '\($0.name)'" } })
    claims = claims.filter { isWellFormed($0) }
    // Sorted by base, a range overlaps an earlier one if and only if it overlaps the one that reaches farthest.
    claims.sort { ($0.memory.value.base, $0.memory.value.end) < ($1.memory.value.base, $1.memory.value.end) }
    var farthest: Claim?
    for claim in claims {
      if let other = farthest, other.memory.value.overlaps(claim.memory.value) { reportOverlap(other, claim) }
      if claim.memory.value.end > farthest?.memory.value.end ?? 0 { farthest = claim }
    }
  }

  /// Root Linux may list a bank that holds the hypervisor, which is then reserved there; nobody else may.
  private mutating func checkHypervisor(against claims: [Claim]) {
    for memory in plan.hypervisor.memory {
      let own = Claim(owner: "the hypervisor", memory: memory)
      guard isWellFormed(own) else { continue }
      for claim in claims where claim.memory.value.overlaps(memory.value) { reportOverlap(own, claim) }
    }
  }

  /// hvisor maps whole pages and asserts it (`src/memory/mm.rs`).
  private mutating func isWellFormed(_ claim: Claim) -> Bool {
    let range = claim.memory.value
    if range.isEmpty {
      error("\(claim.owner) is given a range of 0 bytes", at: claim.memory.range, help: "remove the entry")
      return false
    }
    if range.base.addingReportingOverflow(range.size).overflow {
      error("the range reaches past the last address", at: claim.memory.range)
      return false
    }
    if (range.base | range.size) % 4096 != 0 {
      error(
        "\(AddressText.range(range)) is not made of whole 4 KiB pages, and hvisor refuses it",
        at: claim.memory.range, help: "base and size must be multiples of 0x1000")
    }
    return true
  }

  /// The message stands at the one written later, the note at the other.
  private mutating func reportOverlap(_ a: Claim, _ b: Claim) {
    var (earlier, later) = (a, b)
    if let first = a.memory.range, let second = b.memory.range, first.file == second.file,
      first.start > second.start
    {
      (earlier, later) = (b, a)
    }
    guard let common = a.memory.value.intersection(b.memory.value) else { return }
    error(
      "\(later.owner) and \(earlier.owner) both have \(AddressText.range(common)) "
        + "(\(AddressText.size(common.size)))",
      at: later.memory.range,
      notes: [
        .init(
          "\(earlier.owner) has \(AddressText.range(earlier.memory.value)) here", at: earlier.memory.range)
      ],
      help: "move one of them by at least \(AddressText.size(common.size)), or make it smaller")
  }

  /// How much Linux may take from the top of RAM before it reads /reserved-memory: three levels of page tables
  /// of 64 KiB less the first for `earlycon` (`populate_kernel_pte`, arch/loongarch/mm/init.c), the largest case.
  static let topOfMemory: UInt64 = 128 << 10

  /// Root Linux must have RAM of its own above everything it is to keep its hands off.
  mutating func checkTopOfMemory() {
    guard let root = plan.rootZone else { return }
    let layout = RootMemoryLayout(plan, root: root)
    guard let last = layout.reserved.last else { return }
    let free = root.memory.map(\.value)
      .filter { $0.end > last.range.end }
      .reduce(0 as UInt64) { $0 + ($1.end - max($1.base, last.range.end)) }
    guard free < Self.topOfMemory else { return }
    let bank = root.memory.last
    error(
      "zone '\(root.name)' needs RAM above \(AddressText.hex(last.range.end)), the end of its last no-map region "
        + "'\(last.name)', and has \(free == 0 ? "none" : AddressText.size(free))",
      at: bank?.range ?? root.range,
      notes: [.init("'\(last.name)' ends there", at: last.source)],
      help:
        "give the zone at least \(AddressText.size(Self.topOfMemory - free)) more above it: Linux takes the pages "
        + "for earlycon from the top of RAM before it reads /reserved-memory, and then refuses a region that "
        + "holds them")
  }
}
