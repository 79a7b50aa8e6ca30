public import DeviceTree

/// Prints a tree as `dtc -O yaml` does, byte for byte: the form that dt-schema reads.
///
/// Values keep the types that the source gave them: `!u8`, `!u16`, `!u64` and `!phandle` mark what is no plain
/// cell.
public struct YAMLPrinter: Sendable {
  /// How much of the text may be indentation.
  public var limits = OutputLimits()

  /// Makes a printer.
  public init() {}

  /// The text; throws if it would be indentation more than anything else.
  ///
  /// Complexity: O(n) in bytes of the text, no recursion.
  public func print(_ tree: DeviceTree) throws(PrintError) -> [UInt8] {
    var page = YAMLPage(tree: tree, limits: limits)
    page.write("---\n- ")
    var depth = 0
    for step in tree.steps(through: tree.root) {
      guard case .opens(let node) = step else {
        depth -= 1
        continue
      }
      if depth > 0 {
        try page.startLine(indent: 2 * depth)
        page.key(tree.nameBytes(of: node))
      }
      depth += 1
      try print(node, of: tree, into: &page, depth: depth)
    }
    page.write("\n...\n")
    return page.text
  }

  private func print(
    _ node: DeviceTree.NodeID, of tree: DeviceTree, into page: inout YAMLPage, depth: Int
  ) throws(PrintError) {
    var isEmpty = true
    for property in tree.properties(of: node) {
      isEmpty = false
      try page.startLine(indent: 2 * depth)
      page.key(tree.nameBytes(of: property))
      try page.value(DTCValue(of: property, in: tree).measured(), indent: 2 * depth)
    }
    if isEmpty, !tree.children(of: node).contains(where: { _ in true }) {
      page.write(depth == 1 ? "{}" : " {}")
    }
  }
}
