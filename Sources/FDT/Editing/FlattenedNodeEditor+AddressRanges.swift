extension FlattenedNodeEditor {
  /// Adds an address range to the end of the property `name` ("reg"), in the cells that the node's parent says, and makes
  /// the property if it is new: libfdt's `fdt_appendprop_addrrange` (1.6.1 to 1.8.1).
  ///
  /// libfdt takes numbers of one and two cells; here they may have up to four, filled up with zeros, and a range of no
  /// size cells is its address alone. Nothing is cut off: throws `badCellCounts` if the parent's numbers of cells are bad
  /// or the node is the root, `numberDoesNotFit` if address or size has bits that its cells cannot hold, and
  /// `rangeDoesNotFit` if the range ends behind the last address; else as `set(_:to:)`.
  ///
  /// Complexity: O(bytes before the node, to find its parent), and that of `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(address: UInt64, size: UInt64, to name: String = "reg") throws(FDTEditError) {
    let (addressCells, sizeCells) = try cellsOfParent()
    try check(address, fits: addressCells)
    try check(size, fits: sizeCells)
    let last: UInt64 = addressCells == 1 ? UInt64(UInt32.max) : .max
    // Of no cells, an address says nothing that a size could reach beyond.
    guard addressCells == 0 || size == 0 || size - 1 <= last - address || addressCells > 2 else {
      throw .rangeDoesNotFit(address: address, size: size, cells: addressCells)
    }
    let place = try makeRoom(behind: name, count: 4 * (addressCells + sizeCells))
    store(address, cells: addressCells, at: place)
    store(size, cells: sizeCells, at: place + 4 * addressCells)
  }

  /// The numbers of cells that the parent says, together not 0.
  private func cellsOfParent() throws(FDTEditError) -> (address: Int, size: Int) {
    guard let parent = buffer.blob.parent(ofNodeAt: offset, from: buffer.rootOffset) else {
      throw .badCellCounts(parent: nil)
    }
    let node = FlattenedTree.Node(buffer.blob, at: parent)
    guard let address = node.addressCells, let size = node.sizeCells, address + size > 0 else {
      throw .badCellCounts(parent: parent)
    }
    return (address, size)
  }

  private func check(_ number: UInt64, fits cells: Int) throws(FDTEditError) {
    guard cells >= 2 || number >> UInt64(32 * cells) == 0 else {
      throw .numberDoesNotFit(number, cells: cells)
    }
  }

  @_lifetime(self: copy self)
  private mutating func store(_ number: UInt64, cells: Int, at place: Int) {
    for index in 0..<cells {
      let shift = UInt64(32 * (cells - 1 - index))
      // Swift shifts by 64 and more bits to 0.
      buffer.bytes.storeBigEndian(UInt32(truncatingIfNeeded: number >> shift), at: place + 4 * index)
    }
  }
}
