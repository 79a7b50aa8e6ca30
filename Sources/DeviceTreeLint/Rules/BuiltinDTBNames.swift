import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # builtin-dtb-names
///
/// ## What it does
/// Finds regions whose names are gone once Linux has booted with this tree built in (`CONFIG_BUILTIN_DTB`).
///
/// ## Why is this bad?
/// The built-in blob lies in `.init.data`, between `__init_begin` and `__init_end`. `free_initmem` overwrites
/// that with 0xcc and hands it out again, but `reserved_mem[].name` still points there: for every region up
/// to 6.11, for regions with `size` from 6.13 on. `of_reserved_mem_lookup` compares names, finds nothing and
/// returns NULL, and a driver that does not check dereferences it.
///
/// ## Example
/// ```dts
/// pool { compatible = "shared-dma-pool"; reusable; size = <0x0 0x4000000>; };      /* Linux 6.13, built in */
/// ```
///
/// ## Use instead
/// ```dts
/// pool@90000000 { compatible = "shared-dma-pool"; reusable; reg = <0x0 0x90000000 0x0 0x4000000>; };
/// ```
/// or pass the tree from firmware, or check what the look-up returns.
///
/// ## How sure
/// A warning where the configuration or the symbols say that the tree is built in; given System.map, from
/// `__dtb_start` lying in the section that is freed. Where nothing says whether it is,
/// one warning for all, which says that it is not certain.
struct BuiltinDTBNames: LintRule {
  static let name = "builtin-dtb-names"

  func check(_ input: LintInput) -> [Finding] {
    let blob = input.prediction.blob
    // Without a boot there is no driver to look anything up.
    guard input.prediction.outcome == .boots else { return [] }
    var nodes: [RegionVerdict] = []
    for region in input.prediction.regions where Self.isInTable(region) {
      if region.entry == 0, blob.losesName(isDynamic: region.isDynamic) != false { nodes.append(region) }
    }
    guard let first = nodes.first else { return [] }
    return blob.isFreed == true
      ? nodes.map { lost($0, blob, input) } : [unknown(first, nodes, input)]
  }

  private static func isInTable(_ region: RegionVerdict) -> Bool {
    switch region.verdict {
    case .reserved, .refused, .undone, .depends: region.base != nil || region.isDynamic
    case .unplaced, .ignored, .notSaved: false
    }
  }

  private func lost(_ region: RegionVerdict, _ blob: BlobLifetime, _ input: LintInput) -> Finding {
    var cause = "the name points into the built-in blob"
    if blob.isSeenInSymbols, let address = blob.address, let section = blob.initSection {
      cause +=
        ", at \(AddressText.hex(address)) within __init_begin to __init_end (\(AddressText.range(section)))"
    } else {
      cause += ", which lies in .init.data"
    }
    cause += "; free_initmem overwrites it, and of_reserved_mem_lookup(\"\(region.name)\") returns NULL"
    var finding = Finding(
      Self.name, .warning, input, region.node, "drivers will not find this region by its name after boot",
      cause: cause,
      help: region.isDynamic
        ? "give it an address with reg instead of size, or pass the tree from firmware"
        : "no change to the tree helps on Linux \(input.boot.profile.preset.name): pass the tree from "
          + "firmware, "
          + "use 6.13 or newer, or have the driver check for NULL and take the address from reg")
    if region.isDynamic {
      finding.search = { search in [Self.mend(region, input, &search)].compactMap { $0 } }
    }
    return finding
  }

  private func unknown(_ first: RegionVerdict, _ nodes: [RegionVerdict], _ input: LintInput) -> Finding {
    let kind = nodes.allSatisfy(\.isDynamic) ? " with size" : ""
    return Finding(
      Self.name, .warning, input, first.node,
      "if this tree is built into the kernel, drivers will not find \(listing(nodes.map(\.name))) by name "
        + "after boot",
      cause:
        "the names of regions\(kind) point into the blob that Linux booted with; a built-in one lies in "
        + ".init.data, "
        + "which free_initmem overwrites, and then of_reserved_mem_lookup returns NULL",
      help: "say so with --config or --system-map if it is built in, or with --firmware-dtb if it is not",
      basis: .assumed(
        "nothing says whether the tree is built in (CONFIG_BUILTIN_DTB)",
        settledBy: OpenFact.flag(for: "built-in DTB")))
  }

  /// The address that Linux would choose, written down; accepted if the look-up then finds the region.
  private static func mend(_ region: RegionVerdict, _ input: LintInput, _ search: inout MendSearch) -> Mend? {
    guard let range = region.range, input.tree.rootFormat.holds(range) else { return nil }
    let (node, path) = (region.node, region.path)
    let name = AddressText.nodeName(input.tree.baseName(of: node), at: range.base)
    let text =
      "give it the address that Linux chooses, as \(name): reg = \(input.tree.rootFormat.text(range)); "
      + "instead of size"
    let gone = ["size", "alignment", "alloc-ranges"].filter { input.tree.property($0, of: node) != nil }
    var changes: [TreeChange] = [.setRanges([range], of: "reg", in: node)]
    changes += gone.map { .removeProperty($0, of: node) }
    if input.tree.parent(of: node).flatMap({ input.tree.child(named: name, of: $0) }) == nil {
      changes.append(.rename(node, to: name))
    }
    let mend = Mend(text, changes)
    return search.accept(mend) { prediction in
      prediction.regions.contains { region in
        guard region.path == path, region.verdict == .reserved, case .found = region.lookupAfterBoot else {
          return false
        }
        return true
      }
    }
  }
}
