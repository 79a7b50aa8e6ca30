extension DeviceTree {
  /// The entries of a node's `reg` as the cpu sees them, translated through the `ranges` of every bus above.
  ///
  /// An empty `ranges` maps one to one. nil if the node has no `reg`, a bus on the way has no `ranges` (its
  /// addresses are not the cpu's), or none of its ranges holds the whole entry. Buses whose addresses are longer
  /// than two cells (PCI) do not translate here.
  /// Complexity: O(depth × ranges).
  public func cpuRanges(of node: NodeID) -> [MemoryRange]? {
    guard var ranges = try? reg(of: node), var bus = parent(of: node) else { return nil }
    while let above = parent(of: bus) {
      guard let property = property("ranges", of: bus) else { return nil }
      if !bytes(of: property).isEmpty {
        let translated = ranges.map { translate($0, through: property, of: bus, above: above) }
        ranges = translated.compactMap { $0 }
        guard ranges.count == translated.count else { return nil }
      }
      bus = above
    }
    return ranges
  }

  private func translate(
    _ range: MemoryRange, through property: PropertyID, of bus: NodeID, above: NodeID
  ) -> MemoryRange? {
    let (child, parent) = (addressFormat(of: bus), addressFormat(of: above))
    let entry = child.addressCells + parent.addressCells + child.sizeCells
    guard child.addressCells <= 2, let cells = cells(of: property), entry > 0, cells.count % entry == 0 else {
      return nil
    }
    for start in stride(from: 0, to: cells.count, by: entry) {
      let middle = start + child.addressCells
      let size = middle + parent.addressCells
      guard let from = Self.number(cells[start..<middle]), let to = Self.number(cells[middle..<size]),
        let count = Self.number(cells[size..<start + entry])
      else { continue }
      if MemoryRange(base: from, size: count).contains(range) {
        return MemoryRange(base: to &+ (range.base &- from), size: range.size)
      }
    }
    return nil
  }
}
