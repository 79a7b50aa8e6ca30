import DeviceTree

extension FlatReader {
  /// The first address of a node's `reg` as the cpu sees it (`of_flat_dt_translate_address`); nil if a bus
  /// on the way has no `ranges` or does not map it.
  func translatedAddress(of node: DeviceTree.NodeID) -> UInt64? {
    guard let bytes = tree.bytes("reg", of: node), var bus = tree.parent(of: node) else { return nil }
    var format = format(of: bus)
    guard isUsable(format), bytes.count >= 4 * format.addressCells else { return nil }
    var address = Self.number(bytes.prefix(4 * format.addressCells))
    while let parent = tree.parent(of: bus) {
      let above = self.format(of: parent)
      guard isUsable(above), let ranges = tree.bytes("ranges", of: bus) else { return nil }
      if !ranges.isEmpty {
        guard let translated = Self.translate(address, ranges, format, above) else { return nil }
        address = translated
      }
      (bus, format) = (parent, above)
    }
    return address
  }

  /// A bus's cells; what it does not say is the root's (`fdt_bus_default_count_cells`).
  private func format(of bus: DeviceTree.NodeID) -> AddressFormat {
    AddressFormat(
      addressCells: firstCell("#address-cells", of: bus).map { Int($0) } ?? root.addressCells,
      sizeCells: firstCell("#size-cells", of: bus).map { Int($0) } ?? root.sizeCells)
  }

  private func isUsable(_ format: AddressFormat) -> Bool {
    (1...4).contains(format.addressCells) && (1...64).contains(format.sizeCells)
  }

  private static func translate(
    _ address: UInt64, _ ranges: ArraySlice<UInt8>, _ below: AddressFormat, _ above: AddressFormat
  ) -> UInt64? {
    let (child, parent, size) = (4 * below.addressCells, 4 * above.addressCells, 4 * below.sizeCells)
    var start = ranges.startIndex
    while ranges.endIndex - start >= child + parent + size {
      let from = number(ranges[start..<start + child])
      let to = number(ranges[start + child..<start + child + parent])
      let length = number(ranges[start + child + parent..<start + child + parent + size])
      if address >= from, address - from < length { return to &+ (address - from) }
      start += child + parent + size
    }
    return nil
  }
}
