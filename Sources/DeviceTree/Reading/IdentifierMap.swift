/// What becomes of the ids of the devices behind a bridge: its `msi-map` or `iommu-map` with the mask, read once for
/// many ids.
///
/// Follows Linux's `of_map_id` (7.2). An id is what a device is known by on the bus: on PCI 16 bits of bus, device and
/// function (`PCIAddressFlags.requesterID`).
public struct IdentifierMap: Sendable {
  /// Which ids are mapped.
  public enum Kind: String, Hashable, Sendable {
    /// Those of message-signalled interrupts, for their controller: `msi-map`, `msi-map-mask`.
    case msi = "msi-map"
    /// Those of DMA, for an IOMMU: `iommu-map`, `iommu-map-mask`.
    case iommu = "iommu-map"
  }

  /// Ids that follow each other, and what they become.
  public struct Entry: Hashable, Sendable {
    /// The first id.
    public var first: UInt32
    /// How many ids.
    public var count: UInt32
    /// The node that they are mapped for.
    public var target: DeviceTree.NodeID
    /// The cells that `first` becomes; the next ids count the only cell up.
    public var specifier: [UInt32]

    /// Whether an id, already under the mask, is one of them.
    func contains(_ id: UInt32) -> Bool { id >= first && id - first < count }
  }

  /// What an id becomes.
  public struct Output: Hashable, Sendable {
    /// The node that takes it: an interrupt controller or an IOMMU.
    public var target: DeviceTree.NodeID
    /// The cells that this node knows the device by.
    public var specifier: [UInt32]
  }

  /// The entries in their order.
  public let entries: [Entry]
  /// The bits of an id that count; all if the tree has no mask.
  public let mask: UInt32

  private let kind: Kind
  private let bridge: DeviceTree.NodeID
  private let tree: DeviceTree

  /// Reads a node's map; nil if it has none.
  ///
  /// `phandles` is a table made of this tree. Throws if an entry does not end, refers to no node, or begins with an id
  /// that the mask does not let through.
  /// Complexity: O(n) in cells.
  public init?(
    _ kind: Kind, of node: DeviceTree.NodeID, in tree: DeviceTree, _ phandles: PhandleTable
  ) throws(ReadingError) {
    guard let property = tree.property(kind.rawValue, of: node) else { return nil }
    (self.kind, bridge, self.tree) = (kind, node, tree)
    mask = try Self.mask("\(kind.rawValue)-mask", of: node, in: tree)
    var entries: [Entry] = []
    for item in try tree.phandleArguments(of: property, as: .map(cells: kind.cells), phandles) {
      guard let first = item.key.first, let target = item.target, let count = item.arguments.last else {
        continue
      }
      guard first & ~mask == 0 else {
        throw tree.error(
          .outsideMask(entry: entries.count, number: first, mask: mask), kind.rawValue, of: node)
      }
      entries.append(
        Entry(first: first, count: count, target: target, specifier: Array(item.arguments.dropLast())))
    }
    self.entries = entries
  }

  private static func mask(
    _ name: String, of node: DeviceTree.NodeID, in tree: DeviceTree
  ) throws(ReadingError) -> UInt32 {
    guard let property = tree.property(name, of: node) else { return .max }
    guard let mask = tree.cell(at: 0, of: property) else {
      throw tree.error(.wrongLength(bytes: tree.bytes(of: property).count, expected: 4), name, of: node)
    }
    return mask
  }

  /// What an id becomes; nil if no entry has it, so that it goes on as it is.
  ///
  /// Of entries that overlap the first counts. Throws if the entry has several ids and several cells, of which nothing
  /// says which one counts up.
  /// Complexity: O(entries).
  public func output(for id: UInt32) throws(ReadingError) -> Output? {
    let id = id & mask
    guard let index = entries.firstIndex(where: { $0.contains(id) }) else { return nil }
    var output = Output(target: entries[index].target, specifier: entries[index].specifier)
    if output.specifier.count == 1 {
      output.specifier[0] &+= id - entries[index].first
    } else if output.specifier.count > 1, entries[index].count > 1 {
      throw tree.error(
        .manyIDs(entry: index, cells: output.specifier.count), kind.rawValue, of: bridge)
    }
    return output
  }
}

extension IdentifierMap.Kind {
  /// The property of a target that says how many cells an id becomes.
  var cells: String {
    switch self {
    case .msi: "#msi-cells"
    case .iommu: "#iommu-cells"
    }
  }
}
