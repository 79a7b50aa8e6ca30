extension DeviceTree {
  /// The entries of a node's `reg` as the cpu sees them, translated through the `ranges` of every bus above; nil if
  /// the node has no `reg`.
  ///
  /// An empty `ranges` maps one to one. For many nodes ask an `AddressTranslation`.
  ///
  /// Throws, with the node that is at fault, if `reg` or a bus on the way cannot be read, a bus on the way has no
  /// `ranges` (its addresses are not the cpu's), or none of its ranges holds a whole entry.
  /// Complexity: O(depth × n log n) in ranges.
  public func cpuRanges(of node: NodeID) throws(ReadingError) -> [MemoryRange]? {
    try AddressTranslation(of: self, above: node).cpuRanges(of: node)
  }
}
