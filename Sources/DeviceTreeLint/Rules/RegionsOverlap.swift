import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # regions-overlap
///
/// ## What it does
/// Finds regions of /reserved-memory that have bytes in common and are both accepted.
///
/// ## Why is this bad?
/// Linux only prints `OVERLAP DETECTED!`, and that only for neighbours by address. Two owners use the same
/// memory.
///
/// ## Example
/// ```dts
/// guest1@a0000000 { no-map; reg = <0x0 0xa0000000 0x0 0x20000000>; };
/// guest2@b0000000 { no-map; reg = <0x0 0xb0000000 0x0 0x20000000>; };   /* guest1 ends at 0xc0000000 */
/// ```
///
/// ## Use instead
/// ```dts
/// guest2@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x20000000>; };
/// ```
///
/// ## How sure
/// Certain for regions with `reg`. Some trees mean it: a big region with parts of it named again.
struct RegionsOverlap: LintRule {
  static let name = "regions-overlap"
  static let dependsOnArchitecture = false

  func check(_ input: LintInput) -> [Finding] {
    // Refused ones have their own finding, which names the other side.
    let regions = input.prediction.regions.filter { region in
      !region.isDynamic && region.verdict != .refused && region.verdict != .ignored && region.size > 0
    }.sorted { ($0.base ?? 0, $0.size, $0.node) < ($1.base ?? 0, $1.size, $1.node) }
    var findings: [Finding] = []
    var reach: (region: RegionVerdict, range: MemoryRange)?
    for region in regions {
      guard let range = region.range else { continue }
      if let earlier = reach, let common = earlier.range.intersection(range) {
        findings.append(finding(region, range, earlier.region, common, input))
      }
      if range.end > reach?.range.end ?? 0 { reach = (region, range) }
    }
    return findings
  }

  private func finding(
    _ region: RegionVerdict, _ range: MemoryRange, _ other: RegionVerdict, _ common: MemoryRange,
    _ input: LintInput
  ) -> Finding {
    var finding = Finding(
      Self.name, .warning, input, region.node, at: input.place(ofEntry: region.entry, in: region.node),
      "this region and \(other.name) share \(AddressText.size(common.size)), \(AddressText.range(common))",
      cause:
        "Linux accepts both and at most prints \"OVERLAP DETECTED!\": whoever owns them, they use the "
        + "same memory",
      help: "make one of them smaller, or move it")
    finding.notes.append(
      Diagnostic.Note("\(other.name) stands here", at: input.place(ofEntry: other.entry, in: other.node)))
    finding.search = { search in
      guard let mends = RegionMends(input, region) else { return [] }
      // What is left behind the other region, or else another place.
      let rest = MemoryRange(base: common.end, end: range.end)
      let isLess: (Prediction) -> Bool = { prediction in
        guard mends.isReserved(prediction), let now = mends.verdict(in: prediction)?.range else {
          return false
        }
        return !prediction.regions.contains { region in
          region.path != mends.region.path && (region.range?.overlaps(now) ?? false)
        }
      }
      if common.base == range.base, !rest.isEmpty {
        let text = "begin it at \(AddressText.hex(rest.base)), where \(other.name) ends: \(mends.cells(rest))"
        if let changes = mends.changes(rest),
          let accepted = search.accept(Mend(text, changes), if: isLess)
        {
          return [accepted]
        }
      }
      return [mends.moved(&search)].compactMap { $0 }
    }
    return finding
  }
}
