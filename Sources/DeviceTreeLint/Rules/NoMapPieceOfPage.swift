import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # no-map-piece-of-page
///
/// ## What it does
/// Finds `no-map` regions on riscv64 that leave a piece of RAM with no whole page in it: a region smaller than a
/// page, or two that have less than a page between them.
///
/// ## Why is this bad?
/// Linux makes one line of /proc/iomem for each such piece. One without a whole page ends before it begins; Linux
/// then gives the list up, and /proc/iomem has no line "System RAM" at all. kexec and crash dumps need them.
///
/// ## Example
/// ```dts
/// mailbox@90000100 { no-map; reg = <0x0 0x90000100 0x0 0x100>; };
/// ```
///
/// ## Use instead
/// ```dts
/// mailbox@90000000 { no-map; reg = <0x0 0x90000000 0x0 0x1000>; };
/// ```
///
/// ## How sure
/// Certain for riscv64, where it was seen on 6.12 and 7.2 (`init_resources`, arch/riscv/kernel/setup.c).
struct NoMapPieceOfPage: LintRule {
  static let name = "no-map-piece-of-page"

  private static let page: UInt64 = 0x1000

  func check(_ input: LintInput) -> [Finding] {
    guard input.boot.profile.architecture.value == .riscv64, input.prediction.outcome == .boots else {
      return []
    }
    let pieces = Self.pieces(in: input.prediction)
    guard !pieces.isEmpty else { return [] }
    return input.prediction.regions.compactMap { region in
      guard region.isNoMap, !region.isDynamic, region.verdict == .reserved || region.verdict == .notSaved,
        let range = region.range, let piece = pieces.first(where: { Self.touches($0, range) })
      else { return nil }
      return finding(region, range, piece, input)
    }
  }

  /// Stretches of RAM without a whole page.
  private static func pieces(in prediction: Prediction) -> [MemoryRange] {
    prediction.memblock.memory.regions.map(\.range).filter { range in
      let (up, overflow) = range.base.addingReportingOverflow(page - 1)
      return overflow || up & ~(page - 1) >= range.end & ~(page - 1)
    }
  }

  private static func touches(_ piece: MemoryRange, _ range: MemoryRange) -> Bool {
    piece.overlaps(range) || piece.end == range.base || range.end == piece.base
  }

  private func finding(
    _ region: RegionVerdict, _ range: MemoryRange, _ piece: MemoryRange, _ input: LintInput
  ) -> Finding {
    var finding = Finding(
      Self.name, .warning, input, region.node, at: input.place(ofEntry: region.entry, in: region.node),
      "with this no-map region, /proc/iomem loses every line \"System RAM\"",
      cause:
        "\(AddressText.range(piece)) has no whole page of \(AddressText.size(Self.page)); the line that Linux "
        + "makes of it ends before it begins, and Linux gives up the list",
      help: "let the region begin and end at multiples of \(AddressText.size(Self.page))")
    finding.search = { search in [Self.mend(region, range, input, &search)].compactMap { $0 } }
    return finding
  }

  /// The region rounded outwards to whole pages.
  private static func mend(
    _ region: RegionVerdict, _ range: MemoryRange, _ input: LintInput, _ search: inout MendSearch
  ) -> Mend? {
    guard let mends = RegionMends(input, region), range.end <= .max - page else { return nil }
    let whole = MemoryRange(base: range.base & ~(page - 1), end: (range.end + page - 1) & ~(page - 1))
    guard whole != range, let changes = mends.changes(whole) else { return nil }
    let name = whole.base == range.base ? "" : mends.newName(at: whole.base).map { " as \($0)" } ?? ""
    let mend = Mend("let it be whole pages\(name): \(mends.cells(whole))", changes)
    return search.accept(mend) { prediction in
      mends.isReserved(prediction) && !pieces(in: prediction).contains { touches($0, whole) }
    }
  }
}
