import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # firmware-memory-unprotected
///
/// ## What it does
/// Finds a /reserved-memory on riscv64 that makes Linux ignore the nodes which OpenSBI adds to it for its own
/// memory: without `ranges`, or with other cells than the root's.
///
/// ## Why is this bad?
/// OpenSBI puts `mmode_resv0@…` and others into the /reserved-memory that it finds, as it is, and relies on them.
/// Where Linux ignores the node as a whole, it takes the firmware's memory for RAM and faults when it gets there:
/// not at boot, but under memory pressure, days later.
///
/// ## Example
/// ```dts
/// reserved-memory { #address-cells = <2>; #size-cells = <2>; };      /* no ranges, no children of its own */
/// ```
///
/// ## Use instead
/// ```dts
/// reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; };
/// ```
///
/// ## How sure
/// Certain with `--firmware`, or where the tree has the firmware's nodes already. Without, it is assumed that
/// OpenSBI is the firmware.
struct FirmwareMemoryUnprotected: LintRule {
  static let name = "firmware-memory-unprotected"

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    guard input.boot.profile.architecture.value == .riscv64, let parent = tree.reservedMemory else {
      return []
    }
    let problems = RegionsIgnored.problems(of: parent, in: tree)
    guard let first = problems.first else { return [] }
    let nodes = tree.children(of: parent).filter { node in
      input.boot.firmwareNodes.contains(node) || FirmwareNameClash.isFirmwareName(tree.name(of: node))
    }
    let isKnown = !nodes.isEmpty
    var finding = Finding(
      Self.name, isKnown ? .error : .warning, input, parent, at: input.place(of: first.property, in: parent),
      isKnown
        ? "Linux will take the firmware's own memory for RAM: /reserved-memory \(listing(problems.map(\.text)))"
        : "if OpenSBI is the firmware, Linux will take its memory for RAM: /reserved-memory "
          + listing(problems.map(\.text)),
      cause: (isKnown
        ? "it ignores \(listing(nodes.map { tree.name(of: $0) })) with the rest of the node"
        : "OpenSBI adds its nodes to this one as it is, and Linux ignores them with the rest")
        + "; it faults when it hands that memory out",
      help: "give /reserved-memory the root's #address-cells and #size-cells, and ranges;",
      basis: isKnown
        ? .fact : .assumed("OpenSBI is taken to be the firmware", settledBy: "--firmware"))
    let added = Set(input.boot.firmwareNodes)
    finding.search = { search in
      [RegionsIgnored.mend(parent, tree, &search, leaving: added)].compactMap { $0 }
    }
    return [finding]
  }
}
