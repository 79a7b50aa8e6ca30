/// The way of every bus address to the cpu, prepared once for a whole tree.
///
/// Follows Linux's `__of_translate_address` (7.2): from bus to bus through `ranges`, where PCI, ISA and other buses
/// with a cell of flags compare that too. A bus without `#address-cells` or `#size-cells` has those of the nearest
/// node above that has some (`DeviceTree.addressFormat(of:)`). Stricter than Linux in two things: a window must hold a
/// range whole, not only its first byte, and a number of cells that is not one cell is an error.
public struct AddressTranslation: Sendable {
  let tree: DeviceTree
  private let maps: [DeviceTree.NodeID: BusMap]

  /// Reads the `ranges` of every bus.
  ///
  /// Complexity: O(n log n) in nodes and entries.
  public init(of tree: DeviceTree) {
    self.tree = tree
    var maps: [DeviceTree.NodeID: BusMap] = [:]
    for node in tree.allNodes where tree.property("ranges", of: node) != nil {
      if let map = try? BusMap(of: node, in: tree) { maps[node] = map }
    }
    self.maps = maps
  }

  /// Reads the `ranges` of the buses above one node alone.
  init(of tree: DeviceTree, above node: DeviceTree.NodeID) {
    self.tree = tree
    var maps: [DeviceTree.NodeID: BusMap] = [:]
    var current = tree.parent(of: node)
    while let bus = current {
      if let map = try? BusMap(of: bus, in: tree) { maps[bus] = map }
      current = tree.parent(of: bus)
    }
    self.maps = maps
  }

  /// The mapping of one bus; nil if it has no `ranges`.
  ///
  /// Throws if it cannot be read.
  /// Complexity: O(1); O(n log n) in entries for one that cannot be read.
  public func map(of bus: DeviceTree.NodeID) throws(ReadingError) -> BusMap? {
    // One that could not be read says again why.
    if let map = maps[bus] { map } else { try BusMap(of: bus, in: tree) }
  }

  /// Where the cpu sees the entries of a node's `reg`; nil if it has none.
  ///
  /// Throws if a bus on the way has no mapping for one of them.
  /// Complexity: O(depth × log ranges) an entry.
  public func cpuRanges(of node: DeviceTree.NodeID) throws(ReadingError) -> [MemoryRange]? {
    guard let entries = try tree.busRanges(of: node), let bus = tree.parent(of: node) else { return nil }
    var ranges: [MemoryRange] = []
    for entry in entries { ranges.append(try cpuRange(of: entry, on: bus, for: node)) }
    return ranges
  }

  /// Where the cpu sees a range of addresses on a bus; errors name `property` of `node`.
  ///
  /// Throws if a bus on the way has no mapping for it, or one that cannot be read.
  /// Complexity: O(depth × log ranges).
  public func cpuRange(
    of range: BusRange, on bus: DeviceTree.NodeID, for node: DeviceTree.NodeID, property: String = "reg"
  ) throws(ReadingError) -> MemoryRange {
    var (current, bus) = (range, bus)
    while let above = tree.parent(of: bus) {
      guard let map = try map(of: bus) else {
        throw tree.error(.unmapped(bus: bus, path: tree.shortPath(of: bus)), property, of: node)
      }
      guard let moved = map.translate(current) else {
        let address = current.address.number
        throw tree.error(
          .outside(bus: bus, path: tree.shortPath(of: bus), address: address), property, of: node)
      }
      (current, bus) = (moved, above)
    }
    return MemoryRange(base: current.address.number, size: current.size)
  }
}
