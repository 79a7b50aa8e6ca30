import DeviceTree

/// Reads a tree with the eyes of early Linux, which works on the blob (`drivers/of/fdt.c`): cells of the
/// root, missing values as it takes them, numbers cut to 64 bits.
struct FlatReader {
  let tree: DeviceTree
  /// `dt_root_addr_cells` and `dt_root_size_cells`; 1 and 1 if the root does not say.
  let root: AddressFormat
  /// Linux reads the tree at all.
  let isRead: Bool

  init(_ tree: DeviceTree, isRead: Bool = true) {
    self.tree = tree
    self.isRead = isRead
    root = AddressFormat(
      addressCells: Int(Self.firstCell("#address-cells", of: tree.root, in: tree) ?? 1),
      sizeCells: Int(Self.firstCell("#size-cells", of: tree.root, in: tree) ?? 1))
  }

  /// The first cell of a property, however long it is.
  static func firstCell(_ name: String, of node: DeviceTree.NodeID, in tree: DeviceTree) -> UInt32? {
    guard let bytes = tree.bytes(name, of: node), bytes.count >= 4 else { return nil }
    return UInt32(truncatingIfNeeded: number(bytes.prefix(4)))
  }

  func firstCell(_ name: String, of node: DeviceTree.NodeID) -> UInt32? {
    Self.firstCell(name, of: node, in: tree)
  }

  /// Bytes as one number, most significant first; what is above 64 bits is lost (`of_read_number`).
  static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

  /// Bytes of one entry in the root's cells; nil where the root states numbers that no tree has.
  var entryBytes: Int? {
    guard root.addressCells <= 64, root.sizeCells <= 64, root.addressCells + root.sizeCells > 0 else {
      return nil
    }
    return root.entryBytes
  }

  /// The whole entries of a value in the root's cells; what is left over at its end is passed over.
  func entries(_ bytes: ArraySlice<UInt8>) -> [MemoryRange] {
    guard let entryBytes else { return [] }
    var ranges: [MemoryRange] = []
    var start = bytes.startIndex
    while bytes.endIndex - start >= entryBytes {
      let middle = start + 4 * root.addressCells
      ranges.append(
        MemoryRange(
          base: Self.number(bytes[start..<middle]), size: Self.number(bytes[middle..<start + entryBytes])))
      start += entryBytes
    }
    return ranges
  }

  /// The value up to its first NUL, as C reads it.
  func string(_ name: String, of node: DeviceTree.NodeID) -> String? {
    tree.bytes(name, of: node).map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// /chosen, or /chosen@0 where there is no /chosen; nil if Linux does not read the tree.
  var chosen: DeviceTree.NodeID? {
    isRead ? tree.node(at: "/chosen") ?? tree.node(at: "/chosen@0") : nil
  }
}
