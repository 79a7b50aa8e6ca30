extension DeviceTree {
  /// The entries of a node's `reg` as the cpu sees them, translated through the `ranges` of every bus above.
  ///
  /// An empty `ranges` maps one to one. nil if the node has no `reg`, a bus on the way has no `ranges` (its
  /// addresses are not the cpu's), or none of its ranges holds the whole entry. For many nodes, or to be told why,
  /// ask an `AddressTranslation`.
  /// Complexity: O(depth × n log n) in ranges.
  public func cpuRanges(of node: NodeID) -> [MemoryRange]? {
    guard var ranges = (try? busRanges(of: node)) ?? nil, var bus = parent(of: node) else { return nil }
    while let above = parent(of: bus) {
      guard let map = (try? BusMap(of: bus, in: self)) ?? nil else { return nil }
      let moved = ranges.compactMap { map.translate($0) }
      guard moved.count == ranges.count else { return nil }
      (ranges, bus) = (moved, above)
    }
    return ranges.map { MemoryRange(base: $0.address.number, size: $0.size) }
  }
}
