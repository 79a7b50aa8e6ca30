import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # regions-ignored
///
/// ## What it does
/// Finds a /reserved-memory that Linux passes over as a whole: its `#address-cells` or `#size-cells` are
/// missing or not the root's, or it has no `ranges`.
///
/// ## Why is this bad?
/// Linux prints `Reserved memory: unsupported node format, ignoring` and reserves nothing at all. All of it
/// is handed out as ordinary RAM. Regions that firmware adds to the node, such as OpenSBI's, are lost as
/// well.
///
/// ## Example
/// ```dts
/// / {
///     #address-cells = <2>; #size-cells = <2>;
///     reserved-memory {
///         #address-cells = <1>; #size-cells = <1>;
///         guest@c0000000 { no-map; reg = <0xc0000000 0x800000>; };
///     };
/// };
/// ```
///
/// ## Use instead
/// ```dts
/// reserved-memory {
///     #address-cells = <2>; #size-cells = <2>; ranges;
///     guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x800000>; };
/// };
/// ```
///
/// ## How sure
/// Certain: `__reserved_mem_check_root` asks the same in every version from 6.1 to 7.2.
struct RegionsIgnored: LintRule {
  static let name = "regions-ignored"
  static let dependsOnArchitecture = false

  /// A kernel that never looks at /reserved-memory, whatever stands there.
  private static func unread(_ parent: DeviceTree.NodeID, _ input: LintInput) -> Finding {
    let profile = input.boot.profile
    return Finding(
      name, .error, input, parent,
      "Linux \(profile.preset.name) on \(profile.architecture.value.rawValue) reserves nothing of /reserved-memory",
      cause: "it does not read the tree for memory to reserve: platform_init calls "
        + "early_init_fdt_scan_reserved_mem from 6.3 on only",
      help: "use a newer kernel, or keep the memory out of /memory")
  }

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    guard let parent = tree.reservedMemory,
      tree.children(of: parent).contains(where: {
        tree.property("reg", of: $0) != nil || tree.property("size", of: $0) != nil
      })
    else { return [] }
    if !input.boot.profile.preset.earlyBoot.readsTree { return [Self.unread(parent, input)] }
    let problems = Self.problems(of: parent, in: tree)
    guard let first = problems.first else { return [] }
    let count = tree.children(of: parent).filter { tree.isAvailable($0) }.count
    var finding = Finding(
      Self.name, .error, input, parent, at: input.place(of: first.property, in: parent),
      "Linux ignores \(count == 1 ? "the region" : "all \(count) regions"): /reserved-memory "
        + listing(problems.map(\.text)),
      cause:
        "Linux reads every region in the root's cells, so it demands the same cells and a ranges; else it "
        + "prints "
        + "\"Reserved memory: unsupported node format, ignoring\" and uses all of the memory as its own",
      help: "give /reserved-memory the root's #address-cells and #size-cells, and ranges;")
    let added = Set(input.boot.firmwareNodes)
    finding.search = { search in [Self.mend(parent, tree, &search, leaving: added)].compactMap { $0 } }
    return [finding]
  }

  static func problems(
    of parent: DeviceTree.NodeID, in tree: DeviceTree
  ) -> [(property: String, text: String)] {
    var problems: [(property: String, text: String)] = []
    let root = tree.rootFormat
    for (name, wanted) in [("#address-cells", root.addressCells), ("#size-cells", root.sizeCells)] {
      guard let cells = tree.firstCell(name, of: parent) else {
        problems.append((name, "has no \(name)"))
        continue
      }
      if Int(cells) != wanted { problems.append((name, "has \(name) \(cells), the root \(wanted)")) }
    }
    if tree.property("ranges", of: parent) == nil { problems.append(("ranges", "has no ranges")) }
    return problems
  }

  /// The root's cells, `ranges`, and every `reg` that was in other cells written in the root's.
  ///
  /// - Parameter added: Nodes that firmware adds, in the root's cells whatever the node says.
  static func mend(
    _ parent: DeviceTree.NodeID, _ tree: DeviceTree, _ search: inout MendSearch,
    leaving added: Set<DeviceTree.NodeID>
  ) -> Mend? {
    let (root, stated) = (tree.rootFormat, tree.addressFormat(of: parent))
    guard root.addressCells < 16, root.sizeCells < 16 else { return nil }
    var regs: [(node: DeviceTree.NodeID, ranges: [MemoryRange])] = []
    if stated != root {
      for node in tree.children(of: parent) where !added.contains(node) {
        guard let property = tree.property("reg", of: node) else { continue }
        guard let ranges = try? tree.addressRanges(of: property, format: stated),
          ranges.allSatisfy({ root.holds($0) })
        else { return nil }
        regs.append((node, ranges))
      }
    }
    var text =
      "in /reserved-memory write #address-cells = <\(root.addressCells)>; #size-cells = "
      + "<\(root.sizeCells)>; ranges;"
    if let first = regs.first {
      let cells = first.ranges.map { root.text($0) }.joined(separator: ", ")
      text += " and every reg in these cells, such as reg = \(cells); in \(tree.name(of: first.node))"
    }
    var changes: [TreeChange] = []
    for (name, count) in [("#address-cells", root.addressCells), ("#size-cells", root.sizeCells)]
    where tree.firstCell(name, of: parent) != UInt32(truncatingIfNeeded: count) {
      changes.append(.setCells([UInt32(truncatingIfNeeded: count)], of: name, in: parent))
    }
    if tree.property("ranges", of: parent) == nil {
      changes.append(.addFlag("ranges", behind: "#size-cells", in: parent))
    }
    changes += regs.map { .setRanges($0.ranges, of: "reg", in: $0.node) }
    return search.accept(Mend(text, changes)) { prediction in
      prediction.regions.isEmpty || prediction.regions.contains { $0.verdict != .ignored }
    }
  }
}
