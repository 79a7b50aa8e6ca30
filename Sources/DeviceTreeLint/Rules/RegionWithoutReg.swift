import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # region-without-reg
///
/// ## What it does
/// Finds children of /reserved-memory that have neither `reg` nor `size`.
///
/// ## Why is this bad?
/// Linux passes over them without a word: nothing is reserved, and the node looks as if something were.
///
/// ## Example
/// ```dts
/// guest@c0000000 { no-map; };
/// ```
///
/// ## Use instead
/// ```dts
/// guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x800000>; };
/// ```
///
/// ## How sure
/// Certain.
struct RegionWithoutReg: LintRule {
  static let name = "region-without-reg"
  static let dependsOnArchitecture = false

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    guard let parent = tree.reservedMemory else { return [] }
    return tree.children(of: parent).filter { node in
      tree.isAvailable(node) && tree.property("reg", of: node) == nil
        && tree.property("size", of: node) == nil
    }.map { node in
      Finding(
        Self.name, .warning, input, node, "this node reserves nothing: it has neither reg nor size",
        cause: "Linux passes over such a node without a message",
        help: "give it reg, for a fixed place, or size, for one that Linux chooses")
    }
  }
}
