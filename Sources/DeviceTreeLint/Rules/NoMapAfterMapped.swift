import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # no-map-after-mapped
///
/// ## What it does
/// Finds `no-map` regions that Linux refuses because a region without `no-map` stands before them in the tree
/// and covers some of the same bytes.
///
/// ## Why is this bad?
/// Regions are reserved in the order of the tree. A mapped region is a reservation, and no-map over a
/// reservation is refused; the other way round both are accepted. The refused region stays Linux's RAM.
///
/// ## Example
/// ```dts
/// pool@a0000000   { reg = <0x0 0xa0000000 0x0 0x200000>; };
/// shared@a0100000 { no-map; reg = <0x0 0xa0100000 0x0 0x100000>; };
/// ```
///
/// ## Use instead
/// ```dts
/// shared@a0100000 { no-map; reg = <0x0 0xa0100000 0x0 0x100000>; };
/// pool@a0000000   { reg = <0x0 0xa0000000 0x0 0x100000>; };
/// ```
///
/// ## How sure
/// Certain: the order of the tree alone decides.
struct NoMapAfterMapped: LintRule {
  static let name = "no-map-after-mapped"
  static let dependsOnArchitecture = false

  func check(_ input: LintInput) -> [Finding] {
    input.prediction.regions(.refused).filter { input.isRefusedByMappedRegions($0) }.map { region in
      let nodes = input.takers(of: region).compactMap { taker -> DeviceTree.NodeID? in
        if case .region(let node) = taker { node } else { nil }
      }
      let names = listing(nodes.map { input.tree.name(of: $0) })
      var finding = Finding(
        Self.name, .error, input, region.node, at: input.place(ofEntry: region.entry, in: region.node),
        "Linux will refuse this no-map region: \(names), mapped and earlier in the tree, has "
          + (region.collisionRange.map { AddressText.range($0) } ?? "its memory"),
        cause:
          "regions are reserved in the order of the tree, and no-map over a reservation is refused; Linux "
          + "prints "
          + "\"failed to reserve memory for node '\(region.name)'\"",
        help: RegionRefused.noMend)
      for node in nodes.prefix(4) {
        finding.notes.append(
          Diagnostic.Note("\(input.tree.name(of: node)) stands before it", at: input.place(of: node)))
      }
      finding.search = { search in RegionMends(input, region)?.find(&search) ?? [] }
      return finding
    }
  }
}
