/// What devices reach by DMA, from `dma-ranges`.
///
/// Follows Linux's `of_dma_get_range` and `of_translate_dma_address` (7.2).
public struct DMATranslation: Sendable {
  /// A stretch of a device's DMA addresses.
  public struct Window: Hashable, Sendable {
    /// The first address as the device says it.
    public var device: BusAddress
    /// Where that lies for the cpu, and how many bytes there are.
    public var cpu: MemoryRange

    /// Makes a window.
    public init(device: BusAddress, cpu: MemoryRange) {
      self.device = device
      self.cpu = cpu
    }
  }

  private let tree: DeviceTree
  private let phandles: PhandleTable

  /// Prepares a tree.
  ///
  /// Complexity: O(n) in nodes.
  public init(of tree: DeviceTree) {
    self.tree = tree
    phandles = PhandleTable(of: tree)
  }

  /// The windows of a device; nil if nothing is said of them: its DMA addresses are then the cpu's.
  ///
  /// Buses with an empty `dma-ranges` change nothing. A bus above that has none changes nothing either.
  /// Throws if a mapping cannot be read, or one above has no place for a window.
  /// Complexity: O(depth × entries).
  public func windows(of device: DeviceTree.NodeID) throws(ReadingError) -> [Window]? {
    var way = try buses(above: device)[...]
    while let bus = way.first, tree.bytes("dma-ranges", of: bus)?.isEmpty ?? true { way.removeFirst() }
    guard let bus = way.popFirst(), let map = try BusMap(of: bus, in: tree, property: "dma-ranges") else {
      return nil
    }
    var above: [(bus: DeviceTree.NodeID, map: BusMap)] = []
    for bus in way {
      if let map = try BusMap(of: bus, in: tree, property: "dma-ranges") { above.append((bus, map)) }
    }
    var windows: [Window] = []
    for window in map.windows {
      var range = BusRange(window.above, size: window.size)
      for (bus, map) in above {
        guard let moved = map.translate(range) else {
          let address = range.address.number
          throw tree.error(
            .outside(bus: bus, path: tree.shortPath(of: bus), address: address), "dma-ranges", of: bus)
        }
        range = moved
      }
      windows.append(
        Window(device: window.own, cpu: MemoryRange(base: range.address.number, size: range.size)))
    }
    return windows
  }

  /// The buses that a device's DMA goes through, without the root.
  private func buses(above device: DeviceTree.NodeID) throws(ReadingError) -> [DeviceTree.NodeID] {
    var way: [DeviceTree.NodeID] = []
    var seen: Set<DeviceTree.NodeID> = [device]
    var current = device
    while let next = try parent(of: current) {
      guard seen.insert(next).inserted else {
        throw tree.error(.loop(node: tree.shortPath(of: next)), "interconnects", of: current)
      }
      if next != tree.root { way.append(next) }
      current = next
    }
    return way
  }

  /// The interconnect named "dma-mem", or else the node above.
  private func parent(of node: DeviceTree.NodeID) throws(ReadingError) -> DeviceTree.NodeID? {
    guard let index = try tree.optionalStrings("interconnect-names", of: node)?.firstIndex(of: "dma-mem"),
      let property = tree.property("interconnects", of: node)
    else { return tree.parent(of: node) }
    let list = try tree.phandleArguments(of: property, as: .list(cells: "#interconnect-cells"), phandles)
    return index < list.count ? list[index].target ?? tree.parent(of: node) : tree.parent(of: node)
  }
}
