import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # extra-reg-lost
///
/// ## What it does
/// Finds regions whose `reg` has more than one entry.
///
/// ## Why is this bad?
/// Linux keeps one range per node. Up to 6.13 the other entries are reserved but no driver can find them;
/// from 7.2 on they are not even reserved, so the memory is silently lost when the kernel is updated.
///
/// ## Example
/// ```dts
/// shared@a0000000 { no-map; reg = <0x0 0xa0000000 0x0 0x100000>, <0x0 0xb0000000 0x0 0x100000>; };
/// ```
///
/// ## Use instead
/// ```dts
/// shared@a0000000 { no-map; reg = <0x0 0xa0000000 0x0 0x100000>; };
/// shared@b0000000 { no-map; reg = <0x0 0xb0000000 0x0 0x100000>; };
/// ```
///
/// ## How sure
/// Certain: an error where the kernel does not reserve the entries, a warning where it does.
struct ExtraRegLost: LintRule {
  static let name = "extra-reg-lost"

  func check(_ input: LintInput) -> [Finding] {
    let isUnused = input.boot.profile.regions.extraEntries == .unused
    var counts: [DeviceTree.NodeID: Int] = [:]
    for region in input.prediction.regions { counts[region.node, default: 0] += 1 }
    return input.prediction.regions.filter { region in
      // One finding a node, at the first entry that is lost.
      region.entry == 1 && !region.isDynamic
        && (region.verdict == .notSaved || (isUnused && region.verdict == .ignored))
    }.map { region in
      let count = counts[region.node] ?? 2
      var finding = Finding(
        Self.name, isUnused ? .error : .warning, input, region.node,
        at: input.place(ofEntry: 1, in: region.node),
        "only the first of \(count) entries of reg counts as this region",
        cause: isUnused
          ? "this kernel reserves only the first entry and uses the others as RAM"
          : "this kernel reserves all of them, but drivers see only the first; from 7.2 on Linux reserves "
            + "only the first",
        help: "give every entry a node of its own")
      finding.search = { search in [Self.mend(region, input, &search)].compactMap { $0 } }
      return finding
    }
  }

  /// A node for every entry, with the properties of the first but its phandle.
  private static func mend(_ region: RegionVerdict, _ input: LintInput, _ search: inout MendSearch) -> Mend? {
    let tree = input.tree
    let ranges = input.prediction.regions.filter { $0.node == region.node }.compactMap(\.range)
    guard let parent = tree.reservedMemory, ranges.count > 1 else { return nil }
    let base = tree.baseName(of: region.node)
    let names = ranges.dropFirst().map { AddressText.nodeName(base, at: $0.base) }
    guard names.allSatisfy({ tree.child(named: $0, of: parent) == nil }), Set(names).count == names.count
    else {
      return nil
    }
    let pieces = zip(names, ranges.dropFirst()).map { "\($0) { reg = \(tree.rootFormat.text($1)); }" }
    let node = region.node
    let mend = Mend(
      "give every entry a node of its own, with the same properties: \(listing(pieces))",
      [
        .setRanges(Array(ranges.prefix(1)), of: "reg", in: node),
        .copies(of: node, zip(names, ranges.dropFirst()).map { NamedRange(name: $0, range: $1) }),
      ])
    return search.accept(mend) { prediction in
      names.allSatisfy { name in prediction.regions.contains { $0.name == name && $0.verdict == .reserved } }
    }
  }
}
