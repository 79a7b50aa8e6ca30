import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # firmware-name-clash
///
/// ## What it does
/// Finds a node of /reserved-memory with the name of one that OpenSBI adds for its own memory, but with another
/// range or without its `no-map`.
///
/// ## Why is this bad?
/// OpenSBI leaves its own node out where one of that name exists. Its memory is then not protected, and Linux
/// panics when it hands it out.
///
/// ## Example
/// ```dts
/// mmode_resv0@80040000 { no-map; reg = <0x0 0x80040000 0x0 0x1000>; };      /* OpenSBI 1.9 needs 128 KiB there */
/// ```
///
/// ## Use instead
/// Leave the node out: OpenSBI adds it. Or give a region of your own another name.
///
/// ## How sure
/// Certain with `--firmware`, of which the names and sizes are known. Without, a node that fits no known version
/// of OpenSBI is a warning.
struct FirmwareNameClash: LintRule {
  static let name = "firmware-name-clash"

  /// Whether OpenSBI gives its nodes such names.
  static func isFirmwareName(_ name: String) -> Bool { name.hasPrefix("mmode_resv") }

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    guard input.boot.profile.architecture.value == .riscv64, let parent = tree.reservedMemory else {
      return []
    }
    let clashes = Set(input.boot.firmwareNameClashes)
    let isKnown = !clashes.isEmpty || !input.boot.firmwareNodes.isEmpty
    return tree.children(of: parent).compactMap { node in
      let name = tree.name(of: node)
      guard !input.boot.firmwareNodes.contains(node), Self.isFirmwareName(name),
        !isKnown || clashes.contains(name), !Self.fitsFirmware(node, input)
      else { return nil }
      var finding = Finding(
        Self.name, isKnown ? .error : .warning, input, node,
        isKnown
          ? "\(name) is the name of a node that firmware adds, and it says something else"
          : "\(name) is a name that OpenSBI gives its own nodes, and no known version has such a node",
        cause:
          "OpenSBI leaves its own node out where one of that name exists; its memory is then Linux's RAM, and "
          + "Linux faults there",
        help: "leave the node out, for OpenSBI adds it; or give it another name, if it is a region of yours",
        basis: isKnown ? .fact : .assumed("OpenSBI is taken to be the firmware", settledBy: "--firmware"))
      finding.search = { search in
        let mend = Mend(
          "leave the node out, for OpenSBI adds it", [.remove(node)],
          .byChoice("only if it is no region of yours"))
        return [search.accept(mend) { _ in true }].compactMap { $0 }
      }
      return finding
    }
  }

  /// Whether the node says what a known version of the firmware would say.
  private static func fitsFirmware(_ node: DeviceTree.NodeID, _ input: LintInput) -> Bool {
    let tree = input.tree
    guard let region = input.prediction.regions.first(where: { $0.node == node }), let range = region.range
    else { return false }
    let isAvailable = tree.isAvailable(node)
    return FirmwarePreset.all.contains { preset in
      preset.regions.contains { own in
        AddressText.nodeName(own.name, at: range.base) == tree.name(of: node) && own.size <= range.size
          && own.isNoMap == region.isNoMap && isAvailable
      }
    }
  }
}
