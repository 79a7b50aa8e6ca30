import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # region-refused
///
/// ## What it does
/// Finds regions of /reserved-memory that Linux refuses to reserve: a `no-map` region of which some byte is
/// reserved already when the tree is scanned, and a region of size 0.
///
/// What comes before the scan on LoongArch: the blob itself, the first 2 MiB, the kernel image, the page
/// tables that an early console needs (the highest free pages of RAM), the initrd, the crash kernel's memory.
///
/// ## Why is this bad?
/// Linux prints `failed to reserve memory for node '…'`, goes on, and uses the whole region as its own RAM. A
/// guest or a device that owns that memory then shares it with Linux's allocator: both crash later, somewhere
/// else.
///
/// ## Example
/// ```dts
/// chosen { bootargs = "earlycon=uart8250,mmio,0x1fe001e0"; };
/// memory@c0000000 { device_type = "memory"; reg = <0x0 0xc0000000 0x0 0x800000>; };
/// reserved-memory {
///     #address-cells = <2>; #size-cells = <2>; ranges;
///     guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x800000>; };   /* up to the end of RAM */
/// };
/// ```
///
/// ## Use instead
/// ```dts
/// guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x7fd000>; };       /* 12 KiB less */
/// ```
/// or list RAM above the region, from which the page tables are taken then. Whoever uses the memory must be told
/// of a smaller or moved region: hvisor's JSON gives it to the zone, and the guest's /memory has it as RAM. So
/// `--fix` does neither unasked; `--mend 1` does.
///
/// ## How sure
/// The early boot is replayed operation by operation; where the verdict is the same for every value of a fact
/// that is not known, it is an error. Where the kernel image's place is only guessed, it is a warning that
/// names the flag.
struct RegionRefused: LintRule {
  static let name = "region-refused"

  func check(_ input: LintInput) -> [Finding] {
    input.prediction.regions(.refused).filter { !input.isRefusedByMappedRegions($0) }.map {
      finding($0, input)
    }
  }

  private func finding(_ region: RegionVerdict, _ input: LintInput) -> Finding {
    let events = input.collisions(of: region)
    let basis = OpenFact.basis(of: events, in: input.prediction)
    var finding = Finding(
      Self.name, basis == .fact ? .error : .warning, input, region.node,
      at: input.place(ofEntry: region.entry, in: region.node), message(region, input),
      cause: cause(region, events), help: Self.noMend, basis: basis)
    if input.takers(of: region).contains(.earlycon), let word = input.earlyconArgument,
      let place = input.place(of: word)
    {
      finding.notes.append(Diagnostic.Note("the early console is asked for here", at: place))
    }
    if let remark = Self.certainty(events, input) { finding.notes.append(Diagnostic.Note(remark)) }
    finding.search = { search in RegionMends(input, region)?.find(&search) ?? [] }
    return finding
  }

  /// What stays certain of a collision whose bytes follow from a fact that is not known.
  private static func certainty(_ events: [BootEvent], _ input: LintInput) -> String? {
    let names = Set(events.compactMap(\.fact))
    let open = input.prediction.facts.filter { !$0.alternatives.isEmpty && names.contains($0.name) }
    guard let fact = open.first, !fact.source.isAssumed || fact.name != "kernel image" else { return nil }
    return "the bytes are those for \(fact.name): \(fact.value), which nothing says; "
      + "it is refused with \(listing(fact.alternatives)) as well"
  }

  static let noMend =
    MendSearch.nothingPassed
    + ": neither a smaller region nor a free place of this size nor another order"

  private func message(_ region: RegionVerdict, _ input: LintInput) -> String {
    guard region.size > 0 else { return "Linux will refuse this region: its size is 0" }
    let takers = listing(input.takers(of: region).map { $0.words(input.tree) })
    let place = region.collisionRange.map { AddressText.range($0) } ?? "part of it"
    return "Linux will refuse this no-map region: \(place) already belongs to \(takers)"
  }

  private func cause(_ region: RegionVerdict, _ events: [BootEvent]) -> String {
    var reasons: [String] = []
    for event in events {
      let text = "\(event.why) (\(event.by))"
      if reasons.last != text, reasons.count < 3 { reasons.append(text) }
    }
    let effect =
      "Linux prints \"failed to reserve memory for node '\(region.name)'\""
      + (region.size > 0 ? " and uses all \(AddressText.size(region.size)) as its own RAM" : "")
    return (reasons + [effect]).joined(separator: "; ")
  }
}
