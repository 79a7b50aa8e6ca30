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

  /// Bytes of one entry; `Int.max` for numbers of cells that no entry could have.
  public var entryBytes: Int {
    let (cells, cellsOverflow) = addressCells.addingReportingOverflow(sizeCells)
    let (bytes, overflow) = cells.multipliedReportingOverflow(by: 4)
    return cellsOverflow || overflow ? .max : bytes
  }
}

/// What is wrong with a list of address ranges.
public enum AddressListError: Error, Hashable, Sendable {
  /// The value is no whole number of entries; `bytes` is its length and `entry` that of one entry.
  case notWholeEntries(bytes: Int, entry: Int)
  /// An address or size of more than two cells has bits beyond 64.
  case beyond64Bits(index: Int)
  /// The bus says a number of cells that no bus has.
  case badFormat(AddressFormat)
}

extension DeviceTree {
  /// The cells in which the children of `node` state address and size: its own `#address-cells` and
  /// `#size-cells`, and 2 and 1 where it has none (Devicetree Specification 0.4, section 2.3.5).
  public func addressFormat(of node: NodeID) -> AddressFormat {
    AddressFormat(
      addressCells: Int(cell("#address-cells", of: node) ?? 2),
      sizeCells: Int(cell("#size-cells", of: node) ?? 1))
  }

  /// The entries of a node's `reg` in the cells of its parent, without translation; nil if it has no `reg`.
  ///
  /// Throws if it is no list of addresses and sizes in those cells.
  /// Complexity: O(n) in bytes.
  public func reg(of node: NodeID) throws(AddressListError) -> [MemoryRange]? {
    guard let property = property("reg", of: node), let parent = parent(of: node) else { return nil }
    return try addressRanges(of: property, format: addressFormat(of: parent))
  }

  /// A value as a list of (address, size) entries.
  ///
  /// Throws if it is no whole number of entries, or one has more than 64 bits.
  /// Complexity: O(n) in bytes.
  public func addressRanges(
    of property: PropertyID, format: AddressFormat
  ) throws(AddressListError) -> [MemoryRange] {
    let (address, size) = (format.addressCells, format.sizeCells)
    guard (0...16).contains(address), (0...16).contains(size), address + size > 0 else {
      throw .badFormat(format)
    }
    let bytes = bytes(of: property)
    guard bytes.count % format.entryBytes == 0, let cells = cells(of: property) else {
      throw .notWholeEntries(bytes: bytes.count, entry: format.entryBytes)
    }
    var ranges: [MemoryRange] = []
    var index = 0
    while index < cells.count {
      let middle = index + address
      guard let base = Self.number(cells[index..<middle]),
        let count = Self.number(cells[middle..<middle + size])
      else { throw .beyond64Bits(index: ranges.count) }
      ranges.append(MemoryRange(base: base, size: count))
      index = middle + size
    }
    return ranges
  }

  /// Cells as one number; nil if it does not fit into 64 bits.
  public static func number(_ cells: ArraySlice<UInt32>) -> UInt64? {
    guard cells.dropLast(2).allSatisfy({ $0 == 0 }) else { return nil }
    return cells.suffix(2).reduce(0) { $0 << 32 | UInt64($1) }
  }
}
