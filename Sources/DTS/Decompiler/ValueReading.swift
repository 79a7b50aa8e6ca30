import DeviceTree

/// What a value is made of, told by the name of its property: where its entries begin, and which cells are phandles.
struct ValueReading {
  /// The byte offsets at which entries begin.
  var starts: [Int] = []
  /// The cells that are phandles, in order of offset.
  var references: [(offset: Int, target: DeviceTree.NodeID)] = []
  /// The size of a number.
  var bits = 32

  /// The reading of one property; nil if nothing is known of it, or if its value does not fit what is.
  ///
  /// Complexity: O(n) in cells.
  init?(
    of property: DeviceTree.PropertyID, in tree: DeviceTree, _ interrupts: InterruptTree,
    _ known: PhandleReferences
  ) {
    let size = tree.bytes(of: property).count
    let node = tree.node(of: property)
    let name = tree.name(of: property)
    guard size > 0, size % 4 == 0 else { return nil }
    if let shape = PhandleListBinding.binding(for: name, of: node, in: tree)?.shape {
      guard let entries = try? tree.phandleArguments(of: property, as: shape, known.phandles) else {
        return nil
      }
      starts = entries.map { $0.offset - 4 * $0.key.count }
      references = known[property].map { ($0.offset, $0.target) }
      return
    }
    if name == "opp-hz" {
      guard size % 8 == 0 else { return nil }
      bits = 64
      starts = [0]
      return
    }
    guard let cells = Self.entrySize(name, of: node, in: tree, interrupts), (1...64).contains(cells) else {
      return nil
    }
    // What does not come out even is one list of cells all the same.
    starts = size % (4 * cells) == 0 ? Array(stride(from: 0, to: size, by: 4 * cells)) : [0]
    references = known[property].map { ($0.offset, $0.target) }
  }

  /// The cells of one entry of a list of addresses or interrupts.
  private static func entrySize(
    _ name: String, of node: DeviceTree.NodeID, in tree: DeviceTree, _ interrupts: InterruptTree
  ) -> Int? {
    func cells(_ name: String, of node: DeviceTree.NodeID, orElse missing: UInt32) -> Int {
      Int(tree.cell(name, of: node) ?? missing)
    }
    switch name {
    case "reg":
      guard let bus = tree.parent(of: node) else { return nil }
      return cells("#address-cells", of: bus, orElse: 2) + cells("#size-cells", of: bus, orElse: 1)
    case "ranges", "dma-ranges":
      guard let bus = tree.parent(of: node) else { return nil }
      return cells("#address-cells", of: node, orElse: 2) + cells("#size-cells", of: node, orElse: 1)
        + cells("#address-cells", of: bus, orElse: 2)
    case "interrupts":
      guard let parent = try? interrupts.parent(of: node) else { return nil }
      return cells("#interrupt-cells", of: parent, orElse: 0)
    default: return nil
    }
  }
}
