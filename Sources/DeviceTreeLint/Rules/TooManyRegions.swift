import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # too-many-regions
///
/// ## What it does
/// Finds trees with more regions than Linux has room for: the table of 64 regions (all of them up to 6.11,
/// dynamic ones later), and memblock's arrays of 128, which cannot grow this early on LoongArch.
///
/// ## Why is this bad?
/// A region beyond the table is reserved, but no driver finds it; a dynamic one is lost. When a memblock
/// array is full Linux panics before there is a console: every no-map region in the middle of RAM costs two
/// slots.
///
/// ## Example
/// ```dts
/// reserved-memory { /* … 65 nodes, each with a page of its own … */ };
/// ```
///
/// ## Use instead
/// Put regions side by side: neighbours of one kind merge and cost nothing.
///
/// ## How sure
/// Certain up to the scan. A few slots are needed behind it as well: a tree just below the limit can still
/// panic later, which the model does not see yet.
struct TooManyRegions: LintRule {
  static let name = "too-many-regions"

  /// Linux's message when an array of memblock is full.
  static func isFullArray(_ panic: String) -> Bool {
    panic.hasPrefix("memblock: cannot resize ")
  }

  func check(_ input: LintInput) -> [Finding] {
    guard let parent = input.tree.reservedMemory else { return [] }
    let regions = input.prediction.regions
    if case .panics(let panic) = input.prediction.outcome, Self.isFullArray(panic) {
      let count = regions.count
      let first = regions.first { $0.verdict == .ignored && $0.cause.hasPrefix("Linux panics") }
      var finding = Finding(
        Self.name, .error, input, first?.node ?? parent,
        "\(counted(count, "region")) are too many: Linux panics at this one",
        cause: "\"\(panic)\": " + Self.slots,
        help: "put regions of one kind side by side, where they merge, or cover several by one node")
      finding.search = { search in
        [RegionMerging(input).mend(&search) { $0.outcome == .boots }].compactMap { $0 }
      }
      return [finding]
    }
    // A first entry that is not saved, or a dynamic node that is passed over though its status is good.
    let isWhole = input.tree.addressFormat(of: parent) == input.tree.rootFormat
    let lost = regions.filter { region in
      guard region.entry == 0, isWhole, input.prediction.outcome == .boots else { return false }
      return region.verdict == .notSaved
        || (region.isDynamic && region.verdict == .ignored && input.tree.isAvailable(region.node)
          && input.tree.property("ranges", of: parent) != nil)
    }
    return lost.map { region in
      var finding = Finding(
        Self.name, .error, input, region.node,
        region.isDynamic
          ? "this region is one too many: Linux never places it"
          : "this region is one too many: drivers cannot find it",
        cause: region.cause + "; Linux prints \"not enough space for all defined regions.\"",
        help: region.isDynamic
          ? "give some of the regions an address with reg, or take some out"
          : "take regions out, or merge neighbours")
      finding.search = { search in
        let mend = RegionMerging(input).mend(&search) { prediction in
          !prediction.regions.contains { $0.path == region.path && $0.verdict == region.verdict }
        }
        return [mend].compactMap { $0 }
      }
      return finding
    }
  }

  private static let slots =
    "memblock's arrays have 128 slots and cannot grow before page tables are up; "
    + "a no-map region in the middle of RAM takes two, a mapped one takes one"
}
