public import DeviceTree

/// Prints a tree as `dtc -O yaml` does, byte for byte: the form that dt-schema reads.
///
/// Values keep the types that the source gave them: `!u8`, `!u16`, `!u64` and `!phandle` mark what is no plain
/// cell.
public struct YAMLPrinter: Sendable {
  /// Makes a printer.
  public init() {}

  /// The text.
  ///
  /// Complexity: O(n), no recursion.
  public func print(_ tree: DeviceTree) -> [UInt8] {
    var page = YAMLPage()
    page.write("---\n- ")
    var depth = 0
    for step in tree.steps(through: tree.root) {
      guard case .opens(let node) = step else {
        depth -= 1
        continue
      }
      if depth > 0 {
        page.startLine(indent: 2 * depth)
        page.key(tree.nameBytes(of: node))
      }
      depth += 1
      print(node, of: tree, into: &page, depth: depth)
    }
    page.write("\n...\n")
    return page.text
  }

  private func print(_ node: DeviceTree.NodeID, of tree: DeviceTree, into page: inout YAMLPage, depth: Int) {
    var isEmpty = true
    for property in tree.properties(of: node) {
      isEmpty = false
      page.startLine(indent: 2 * depth)
      page.key(tree.nameBytes(of: property))
      page.value(DTCValue(of: property, in: tree).measured(), indent: 2 * depth)
    }
    if isEmpty, !tree.children(of: node).contains(where: { _ in true }) {
      page.write(depth == 1 ? "{}" : " {}")
    }
  }
}
