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
    var open: [DeviceTree.NodeID] = []
    for node in tree.allNodes {
      let parent = tree.parent(of: node)
      while let last = open.last, last != parent { open.removeLast() }
      if parent != nil {
        page.startLine(indent: 2 * open.count)
        page.key(tree.nameBytes(of: node))
      }
      open.append(node)
      print(node, of: tree, into: &page, depth: open.count)
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
