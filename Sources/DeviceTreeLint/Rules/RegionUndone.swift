import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # region-undone
///
/// ## What it does
/// Finds regions that Linux reserves and then gives back, because the handler for their `compatible` fails: a
/// CMA pool off its alignment, a restricted pool with properties it must not have.
///
/// ## Why is this bad?
/// Linux prints `node … compatible matching fail` at info level and the memory is ordinary RAM again.
/// Whatever else was reserved in the same bytes is given back with it.
///
/// ## Example
/// ```dts
/// pool@a0100000 { compatible = "shared-dma-pool"; reusable; reg = <0x0 0xa0100000 0x0 0x1000000>; };
/// ```
///
/// ## Use instead
/// ```dts
/// /* 32 MiB pieces with 16 KiB pages, 2 MiB with 4 KiB */
/// pool@a2000000 { compatible = "shared-dma-pool"; reusable; reg = <0x0 0xa2000000 0x0 0x2000000>; };
/// ```
///
/// ## How sure
/// Certain where the configuration is known: page size, huge pages and CMA decide.
struct RegionUndone: LintRule {
  static let name = "region-undone"

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    return input.prediction.regions(.undone).filter { region in
      // The pair has its own rule.
      tree.property("no-map", of: region.node) == nil || tree.property("reusable", of: region.node) == nil
    }.map { region in
      let others = input.prediction.eventsAfterScan.isEmpty ? [] : region.collisions
      var finding = Finding(
        Self.name, .error, input, region.node,
        at: region.isDynamic
          ? input.place(of: "size", in: region.node) : input.place(ofEntry: region.entry, in: region.node),
        "Linux reserves this region and then gives it back",
        cause:
          "\(region.cause); Linux prints \"node \(region.name) compatible matching fail\" and uses the "
          + "memory as "
          + "its own" + (others.isEmpty ? "" : ", and with it what else was reserved there"),
        help: MendSearch.nothingPassed + ": the handler that the cause names has to accept the region")
      finding.search = { search in [Self.mend(region, input, &search)].compactMap { $0 } }
      return finding
    }
  }

  /// A mend for every kernel, or else for those that have CMA.
  private static func mend(
    _ region: RegionVerdict, _ input: LintInput, _ search: inout MendSearch
  ) -> Mend? {
    // Where Linux puts a region is not in its text.
    guard !region.isDynamic else { return nil }
    if let mend = aligned(region, input, &search) { return mend }
    var boot = input.boot
    guard boot.profile.hasCMAPools.value, !boot.profile.hasCMAPools.alternatives.isEmpty else { return nil }
    boot.profile.hasCMA.alternatives = []
    boot.profile.hasCMAPools.alternatives = []
    guard var other = search.sharing(boot) else { return nil }
    defer { search.account(for: other) }
    guard let mend = aligned(region, other.input, &other) else { return nil }
    return Mend("\(mend.text) on a kernel with CMA (CONFIG_DMA_CMA)", mend.changes, mend.applicability)
  }

  /// The region cut to whole blocks of the least power of two that the model accepts.
  private static func aligned(
    _ region: RegionVerdict, _ input: LintInput, _ search: inout MendSearch
  ) -> Mend? {
    guard let mends = RegionMends(input, region) else { return nil }
    for shift in [21, 25, 29] as [UInt64] {
      let mask: UInt64 = (1 << shift) - 1
      let (top, overflow) = mends.range.base.addingReportingOverflow(mask)
      guard !overflow else { return nil }
      let base = top & ~mask
      let down = mends.range.base & ~mask
      let size = mends.range.size & ~mask
      let candidates = [
        MemoryRange(base: base, end: mends.range.end & ~mask),
        MemoryRange(base: down, size: max(size, mask + 1)),
      ]
      for range in candidates where !range.isEmpty && range != mends.range && range.end < .max {
        let text =
          "let it be whole pieces of \(AddressText.size(mask + 1)), \(AddressText.range(range)): \(mends.cells(range))"
        if let changes = mends.changes(range),
          let mend = search.accept(Mend(text, changes), if: mends.isReserved)
        {
          return mend
        }
      }
    }
    return nil
  }
}
