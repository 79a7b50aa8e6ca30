import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # reg-not-whole
///
/// ## What it does
/// Finds a `reg` in /reserved-memory or of a memory node that is empty or no whole number of entries in the
/// root's cells.
///
/// ## Why is this bad?
/// Linux leaves such a region out; up to 6.13 with `invalid reg property in '…', skipping node.`, later in
/// silence. Of a memory node it takes the whole entries and loses the rest, or reads all of them shifted.
///
/// ## Example
/// ```dts
/// guest@c0000000 { no-map; reg = <0xc0000000 0x0 0x800000>; };    /* three cells where four make an entry */
/// ```
///
/// ## Use instead
/// ```dts
/// guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x800000>; };
/// ```
///
/// ## How sure
/// Certain.
struct RegNotWhole: LintRule {
  static let name = "reg-not-whole"
  static let dependsOnArchitecture = false

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    guard let entry = tree.rootFormat.wholeEntryBytes else { return [] }
    var findings: [Finding] = []
    // With other cells than the root's no region counts, which is another rule's finding.
    if let parent = tree.reservedMemory, tree.addressFormat(of: parent) == tree.rootFormat {
      for node in tree.children(of: parent) where tree.isAvailable(node) {
        guard let bytes = tree.bytes("reg", of: node)?.count, bytes == 0 || bytes % entry != 0 else {
          continue
        }
        findings.append(
          finding(
            node, bytes, entry, input,
            cause: "Linux leaves the region out and uses the memory as its own"
              + (input.boot.profile.regions.reportsBadReg
                ? "; it prints \"invalid reg property in '\(tree.name(of: node))', skipping node.\""
                : ", without a message")))
      }
    }
    for node in tree.memoryNodes {
      guard let bytes = tree.bytes("reg", of: node)?.count, bytes == 0 || bytes % entry != 0 else { continue }
      findings.append(
        finding(
          node, bytes, entry, input,
          cause:
            "Linux takes \(counted(bytes / entry, "whole entry").replacingEntrys) and passes over the rest"))
    }
    return findings
  }

  private func finding(
    _ node: DeviceTree.NodeID, _ bytes: Int, _ entry: Int, _ input: LintInput, cause: String
  ) -> Finding {
    let format = input.tree.rootFormat
    let cells = "\(format.addressCells) for the address and \(format.sizeCells) for the size"
    return Finding(
      Self.name, .error, input, node, at: input.placeOfValue("reg", in: node),
      bytes == 0
        ? "reg is empty"
        : "reg has \(counted(bytes / 4, "cell")), which is no whole number of entries of \(entry / 4)",
      cause: cause, help: "write \(entry / 4) cells an entry, as the root says: \(cells)")
  }
}

extension String {
  /// "entrys" made right.
  fileprivate var replacingEntrys: String { hasSuffix("entrys") ? dropLast(2) + "ies" : self }
}
