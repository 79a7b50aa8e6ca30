import DeviceTree

extension DeviceTree {
  /// The cells in which Linux reads memory and reserved memory: the root's, 1 and 1 where it does not say
  /// (`early_init_dt_scan_root`, drivers/of/fdt.c).
  var rootFormat: AddressFormat {
    AddressFormat(
      addressCells: Int(firstCell("#address-cells", of: root) ?? 1),
      sizeCells: Int(firstCell("#size-cells", of: root) ?? 1))
  }

  /// The first cell of a property, however long that is.
  func firstCell(_ name: String, of node: NodeID) -> UInt32? {
    guard let bytes = bytes(name, of: node), bytes.count >= 4 else { return nil }
    return bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// /reserved-memory, if there is one.
  var reservedMemory: NodeID? { node(at: "/reserved-memory") }

  /// The node from which Linux takes its command line.
  var chosen: NodeID? { node(at: "/chosen") ?? node(at: "/chosen@0") }

  /// The children of the root that Linux takes RAM from (`early_init_dt_scan_memory`).
  var memoryNodes: [NodeID] {
    children(of: root).filter { string("device_type", of: $0) == "memory" && isAvailable($0) }
  }
}

extension AddressFormat {
  /// Bytes of one entry; nil for numbers of cells that no tree has.
  var wholeEntryBytes: Int? {
    guard (0...64).contains(addressCells), (0...64).contains(sizeCells), addressCells + sizeCells > 0 else {
      return nil
    }
    return entryBytes
  }

  /// An entry in these cells.
  func append(_ range: MemoryRange, to value: inout PropertyValue) {
    value.append(number: range.base, cells: addressCells)
    value.append(number: range.size, cells: sizeCells)
  }

  /// Whether both figures fit into the cells.
  func holds(_ range: MemoryRange) -> Bool {
    (addressCells > 1 || range.base >> 32 == 0) && (sizeCells > 1 || range.size >> 32 == 0)
      && addressCells > 0 && sizeCells > 0
  }

  /// A size alone, as in `size` of a dynamic region.
  func sizeCells(of size: UInt64) -> [UInt32] {
    AddressFormat(addressCells: 0, sizeCells: sizeCells).cells(MemoryRange(base: 0, size: size))
  }

  /// The entry as numbers, most significant first.
  func cells(_ range: MemoryRange) -> [UInt32] {
    [(range.base, addressCells), (range.size, sizeCells)].flatMap { number, count in
      (0..<max(0, count)).reversed().map { index in
        index < 2 ? UInt32(truncatingIfNeeded: number >> (32 * UInt64(index))) : 0
      }
    }
  }

  /// The entry as a source writes it: `<0x0 0xc0000000 0x0 0x7fd000>`.
  func text(_ range: MemoryRange) -> String {
    "<" + cells(range).map { AddressText.hex(UInt64($0)) }.joined(separator: " ") + ">"
  }
}
