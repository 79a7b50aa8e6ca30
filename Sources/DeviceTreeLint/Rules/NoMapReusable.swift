import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # no-map-reusable
///
/// ## What it does
/// Finds regions with both `no-map` and `reusable`.
///
/// ## Why is this bad?
/// One says that Linux must never touch the memory, the other that Linux may use it while its owner does not.
/// For a `shared-dma-pool`, Linux up to 6.13 refuses the pair and gives the memory back; later ones keep it
/// without an owner.
///
/// ## Example
/// ```dts
/// pool@a0000000 { compatible = "shared-dma-pool"; no-map; reusable; reg = <0x0 0xa0000000 0x0 0x2000000>; };
/// ```
///
/// ## Use instead
/// ```dts
/// pool@a0000000 { compatible = "shared-dma-pool"; no-map; reg = <0x0 0xa0000000 0x0 0x2000000>; };
/// ```
///
/// ## How sure
/// Certain: an error where this kernel then gives the memory back, a warning otherwise. The binding forbids
/// it.
struct NoMapReusable: LintRule {
  static let name = "no-map-reusable"

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    guard let parent = tree.reservedMemory else { return [] }
    let undone = Set(input.prediction.regions(.undone).map(\.node))
    return tree.children(of: parent).filter { node in
      tree.isAvailable(node) && tree.property("no-map", of: node) != nil
        && tree.property("reusable", of: node) != nil
    }.map { node in
      let isUndone = undone.contains(node)
      var finding = Finding(
        Self.name, isUndone ? .error : .warning, input, node, at: input.place(of: "reusable", in: node),
        "this region is both no-map and reusable",
        cause: "no-map keeps Linux out, reusable lets it in"
          + (isUndone
            ? "; the handler of its compatible refuses the pair, and Linux takes the memory back as its own"
            : ""),
        help: "drop one of the two")
      finding.search = { search in Self.mends(node, input, &search) }
      return finding
    }
  }

  private static func mends(
    _ node: DeviceTree.NodeID, _ input: LintInput, _ search: inout MendSearch
  ) -> [Mend] {
    let path = input.tree.path(of: node)
    func isReserved(_ prediction: Prediction) -> Bool {
      prediction.regions.contains { $0.path == path && $0.verdict == .reserved }
    }
    let choices = [
      ("reusable", "drop reusable, if only its owner may use it"),
      ("no-map", "drop no-map, if Linux may use it meanwhile"),
    ]
    return choices.compactMap { property, text in
      let mend = Mend(
        text, [.removeProperty(property, of: node)], .byChoice("the owner of the memory decides which"))
      return search.accept(mend, if: isReserved)
    }
  }
}
