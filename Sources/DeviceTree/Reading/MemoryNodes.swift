extension DeviceTree {
  /// A node that describes RAM, with its ranges.
  public struct MemoryNode: Hashable, Sendable {
    /// The node.
    public var node: NodeID
    /// The ranges that its `reg` lists.
    public var ranges: [MemoryRange]
    /// Whether the RAM may be taken out while the machine runs (`hotpluggable`).
    public var isHotpluggable: Bool
  }

  /// The RAM that is in use: the root's children with `device_type = "memory"` that are not switched off (Linux,
  /// `early_init_dt_scan_memory`).
  ///
  /// Throws if one has no `reg`, or that is no list of addresses and sizes. Entries of size 0 are left out.
  /// Complexity: O(n) in the root's children and bytes.
  public func memoryNodes() throws(ReadingError) -> [MemoryNode] {
    var found: [MemoryNode] = []
    for node in children(of: root) where string("device_type", of: node) == "memory" && isAvailable(node) {
      guard let entries = try busRanges(of: node) else { throw error(.missing, "reg", of: node) }
      found.append(
        MemoryNode(
          node: node,
          ranges: entries.map { MemoryRange(base: $0.address.number, size: $0.size) }.filter { !$0.isEmpty },
          isHotpluggable: property("hotpluggable", of: node) != nil))
    }
    return found
  }
}

/// A child of `/reserved-memory`, as the Devicetree Specification 0.4 (section 3.5.1) has it.
///
/// What Linux makes of it is another matter, and `LinuxBoot`'s.
public struct ReservedRegion: Hashable, Sendable {
  /// Where the region lies.
  public enum Placement: Hashable, Sendable {
    /// In these ranges (`reg`).
    case fixed([MemoryRange])
    /// Anywhere (`size`), at a multiple of `alignment`, in `ranges` if there are some (`alloc-ranges`).
    case dynamic(size: UInt64, alignment: UInt64?, ranges: [MemoryRange])
  }

  /// The node.
  public var node: DeviceTree.NodeID
  /// Where it lies.
  public var placement: Placement
  /// Whether the memory is kept out of the kernel's own map (`no-map`).
  public var isUnmapped: Bool
  /// Whether the kernel may use it while nobody else does (`reusable`).
  public var isReusable: Bool
  /// What `compatible` lists.
  public var compatible: [String]
}

extension DeviceTree {
  /// The regions below `/reserved-memory` that are not switched off, in order.
  ///
  /// Throws if a region has neither `reg` nor `size`, or one of its values cannot be read.
  /// Complexity: O(n) in regions and bytes.
  public func reservedRegions() throws(ReadingError) -> [ReservedRegion] {
    guard let parent = child(named: "reserved-memory", of: root) else { return [] }
    var found: [ReservedRegion] = []
    for node in children(of: parent) where isAvailable(node) {
      found.append(
        ReservedRegion(
          node: node, placement: try placement(of: node, in: parent),
          isUnmapped: property("no-map", of: node) != nil, isReusable: property("reusable", of: node) != nil,
          compatible: try optionalStrings("compatible", of: node) ?? []))
    }
    return found
  }

  private func placement(of node: NodeID, in parent: NodeID) throws(ReadingError) -> ReservedRegion.Placement
  {
    if let entries = try busRanges(of: node) {
      return .fixed(entries.map { MemoryRange(base: $0.address.number, size: $0.size) })
    }
    let format = try checkedAddressFormat(of: parent)
    let cells = format.sizeCells
    guard let size = try number("size", cells: cells, of: node) else {
      throw error(.missing, "reg", of: node)
    }
    var ranges: [MemoryRange] = []
    if let property = property("alloc-ranges", of: node) {
      ranges = try addressRanges(of: property, format: format)
    }
    return .dynamic(
      size: size, alignment: try number("alignment", cells: cells, of: node), ranges: ranges)
  }

  /// A property of exactly this many cells; nil if it is missing.
  private func number(_ name: String, cells count: Int, of node: NodeID) throws(ReadingError) -> UInt64? {
    guard let bytes = bytes(name, of: node) else { return nil }
    guard bytes.count == 4 * count, let cells = cells(name, of: node) else {
      throw error(.wrongLength(bytes: bytes.count, expected: 4 * count), name, of: node)
    }
    guard let number = Self.number(cells[...]) else { throw error(.beyond64Bits(entry: 0), name, of: node) }
    return number
  }
}
