/// How many cells an address and a size take in the `reg` of a bus's children.
public struct AddressFormat: Hashable, Sendable {
  /// `#address-cells` of the bus.
  public var addressCells: Int
  /// `#size-cells` of the bus.
  public var sizeCells: Int

  /// Makes a format.
  public init(addressCells: Int, sizeCells: Int) {
    self.addressCells = addressCells
    self.sizeCells = sizeCells
  }

  /// Bytes of one entry; of more than can be counted, the largest number.
  public var entryBytes: Int {
    let (cells, isTooLarge) = addressCells.addingReportingOverflow(sizeCells)
    let (bytes, isLarger) = cells.multipliedReportingOverflow(by: 4)
    return isTooLarge || isLarger ? .max : bytes
  }
}

extension DeviceTree {
  /// The cells in which the children of `node` state address and size, as Linux reads them
  /// (`of_bus_n_addr_cells` and `of_bus_n_size_cells`, drivers/of/base.c, 6.13).
  ///
  /// They are `#address-cells` and `#size-cells` of the node or of the nearest node above that has them, and 1 and 1
  /// where none has; for a node without them the Devicetree Specification 0.4 (section 2.3.5) has 2 and 1. Of a value
  /// of several cells the first counts, and one of less than a cell is passed over: `checkedAddressFormat(of:)` throws
  /// at those.
  /// Complexity: O(depth) in nodes that do not have them.
  public func addressFormat(of node: NodeID) -> AddressFormat {
    AddressFormat(
      addressCells: Int(cellCount("#address-cells", of: node).count),
      sizeCells: Int(cellCount("#size-cells", of: node).count))
  }

  /// `addressFormat(of:)`, where each value that counts, or was passed over, is one cell.
  ///
  /// Throws with the node and the property that is of another length.
  /// Complexity: as `addressFormat(of:)`.
  public func checkedAddressFormat(of node: NodeID) throws(ReadingError) -> AddressFormat {
    for name in ["#address-cells", "#size-cells"] {
      guard let bus = cellCount(name, of: node).malformed, let value = bytes(name, of: bus) else { continue }
      throw error(.wrongLength(bytes: value.count, expected: 4), name, of: bus)
    }
    return addressFormat(of: node)
  }

  /// A number of cells that a bus says, the node that says it, or the bus itself where none does, and the first node
  /// on the way whose value is not one cell.
  func cellCount(_ name: String, of bus: NodeID) -> (count: UInt32, origin: NodeID, malformed: NodeID?) {
    guard let number = nameID(name) else { return (1, bus, nil) }
    var (current, malformed) = (bus as NodeID?, nil as NodeID?)
    while let node = current {
      if let property = property(number, of: node) {
        if record(property).valueCount != 4 { malformed = malformed ?? node }
        if let count = cell(at: 0, of: property) { return (count, node, malformed) }
      }
      current = parent(of: node)
    }
    return (1, bus, malformed)
  }

  /// The entries of a node's `reg` in the cells of its parent, without translation; nil if it has no `reg`.
  ///
  /// Throws, with node and property, if it is no list of addresses and sizes in those cells, or they cannot be read.
  /// Complexity: O(n) in bytes, and O(depth) as `addressFormat(of:)`.
  public func reg(of node: NodeID) throws(ReadingError) -> [MemoryRange]? {
    guard let property = property("reg", of: node), let parent = parent(of: node) else { return nil }
    return try addressRanges(of: property, format: checkedAddressFormat(of: parent))
  }

  /// A value as a list of (address, size) entries.
  ///
  /// Throws, with node and property, if it is no whole number of entries, one has more than 64 bits, or the format has
  /// more than 16 cells.
  /// Complexity: O(n) in bytes.
  public func addressRanges(
    of property: PropertyID, format: AddressFormat
  ) throws(ReadingError) -> [MemoryRange] {
    let (address, size, node) = (format.addressCells, format.sizeCells, node(of: property))
    for (cells, count) in [("#address-cells", address), ("#size-cells", size)] where !(0...16).contains(count)
    {
      throw error(
        .badCellCount(
          node: shortPath(of: parent(of: node) ?? node), property: cells, count: UInt32(clamping: count)),
        name(of: property), of: node)
    }
    let bytes = bytes(of: property)
    guard format.entryBytes > 0, bytes.count % format.entryBytes == 0, let cells = cells(of: property) else {
      throw error(
        .notWholeEntries(bytes: bytes.count, entry: format.entryBytes), name(of: property), of: node)
    }
    var ranges: [MemoryRange] = []
    var index = 0
    while index < cells.count {
      let middle = index + address
      guard let base = Self.number(cells[index..<middle]),
        let count = Self.number(cells[middle..<middle + size])
      else { throw error(.beyond64Bits(entry: ranges.count), name(of: property), of: node) }
      ranges.append(MemoryRange(base: base, size: count))
      index = middle + size
    }
    return ranges
  }

  /// Cells as one number; nil if it does not fit into 64 bits.
  ///
  /// Complexity: O(n).
  public static func number(_ cells: ArraySlice<UInt32>) -> UInt64? {
    guard cells.dropLast(2).allSatisfy({ $0 == 0 }) else { return nil }
    return cells.suffix(2).reduce(0) { $0 << 32 | UInt64($1) }
  }
}
