import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # region-unplaced
///
/// ## What it does
/// Finds regions with `size` for which Linux finds no room.
///
/// ## Why is this bad?
/// Linux prints `failed to allocate memory for node '…'` and boots without the region. The driver that needs
/// it fails.
///
/// ## Example
/// ```dts
/// pool { size = <0x0 0x10000000>; alloc-ranges = <0x0 0x90000000 0x0 0x8000000>; };
/// ```
///
/// ## Use instead
/// ```dts
/// pool { size = <0x0 0x10000000>; alloc-ranges = <0x0 0x90000000 0x0 0x20000000>; };
/// ```
///
/// ## How sure
/// Exact up to the scan: what is free then is known, gap by gap.
struct RegionUnplaced: LintRule {
  static let name = "region-unplaced"

  func check(_ input: LintInput) -> [Finding] {
    input.prediction.regions(.unplaced).map { region in
      var finding = Finding(
        Self.name, .error, input, region.node, at: input.placeOfValue("size", in: region.node),
        "Linux finds no room for this region of \(AddressText.size(region.size))", cause: region.cause,
        help: "ask for less, or for less alignment, or give it an address with reg")
      finding.search = { search in Self.mends(region, input, &search) }
      return finding
    }
  }

  private static func mends(
    _ region: RegionVerdict, _ input: LintInput, _ search: inout MendSearch
  ) -> [Mend] {
    let (node, path, format) = (region.node, region.path, input.tree.rootFormat)
    func isReserved(_ prediction: Prediction) -> Bool {
      prediction.regions.contains { $0.path == path && $0.verdict == .reserved }
    }
    var mends: [Mend] = []
    for property in ["alloc-ranges", "alignment"] where input.tree.property(property, of: node) != nil {
      let mend = Mend("drop \(property)", [.removeProperty(property, of: node)])
      if let accepted = search.accept(mend, if: isReserved) { mends.append(accepted) }
    }
    var size = region.size >> 1
    while mends.isEmpty, size >= 0x1000, size >= region.size >> 6 {
      let wanted = size & ~0xfff
      let mend = Mend(
        "ask for \(AddressText.size(wanted)) at most",
        [.setCells(format.sizeCells(of: wanted), of: "size", in: node)],
        .byChoice("its owner may need all of it"))
      if let accepted = search.accept(mend, if: isReserved) { mends.append(accepted) }
      size >>= 1
    }
    return mends
  }
}
