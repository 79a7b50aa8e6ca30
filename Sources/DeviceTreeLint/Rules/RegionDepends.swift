import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # region-depends
///
/// ## What it does
/// Finds regions whose fate a fact decides that nothing given says: the page size, where the kernel image
/// ends, whether a plain `earlycon` waits for the ACPI tables, and others. The model is run with each value.
///
/// ## Why is this bad?
/// With one kernel configuration the region is reserved and with another it is lost. A tree that only works
/// with one should say so, or better work with all.
///
/// ## Example
/// ```dts
/// /* RAM ends at 0xc0800000: with 4 KiB pages the early console takes 12 KiB there, with 16 KiB pages 32 KiB */
/// guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x7fd000>; };
/// ```
///
/// ## Use instead
/// ```dts
/// guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x7f8000>; };
/// ```
/// or give the fact: `dtkit lint --config linux/.config --system-map linux/System.map`.
///
/// ## How sure
/// Each verdict is certain for its value; the finding names the fact, its values, and the flag that settles
/// it.
struct RegionDepends: LintRule {
  static let name = "region-depends"

  func check(_ input: LintInput) -> [Finding] {
    input.prediction.regions(.depends).map { region in
      let facts = OpenFact.deciding(region, in: input.prediction).map(\.name)
      let what = facts.isEmpty ? "a fact that was not given" : "what was not given: \(listing(facts))"
      var finding = Finding(
        Self.name, .warning, input, region.node,
        at: region.isDynamic
          ? input.place(of: "size", in: region.node) : input.place(ofEntry: region.entry, in: region.node),
        "whether Linux reserves this region depends on \(what)", cause: OpenFact.explanation(of: region),
        help: "say it, and the verdict is one or the other",
        basis: OpenFact.basis(of: region, in: input.prediction))
      finding.search = { search in RegionMends(input, region)?.find(&search) ?? [] }
      return finding
    }
  }
}
