/// What the addresses on a bus are made of.
public enum BusKind: Hashable, Sendable {
  /// Plain numbers.
  case simple
  /// PCI: phys.hi with the space and the function, then 64 bits (IEEE 1275 PCI binding, 2.2.1.1).
  case pci
  /// ISA: a cell whose lowest bit says I/O, then 32 bits.
  case isa
  /// Three cells that are not PCI: the first must be equal, then 64 bits (Linux, `of_bus_default_flags_map`).
  case flagged

  /// What of the first cell decides whether an address can lie in a window.
  func space(of flags: UInt32) -> UInt32 {
    switch self {
    case .simple: 0
    // 32-bit and 64-bit memory are one space (Linux, of_bus_pci_map).
    case .pci: [0, 1, 2, 2][Int(flags >> 24 & 3)]
    case .isa: flags & 1
    case .flagged: flags
    }
  }
}

/// How addresses and sizes on a bus are written.
public struct BusFormat: Hashable, Sendable {
  /// What the addresses are made of.
  public var kind: BusKind
  /// How many cells they have.
  public var cells: AddressFormat

  /// Reads the address at the front of some cells; nil if it has more than 64 bits.
  func address(_ cells: ArraySlice<UInt32>) -> BusAddress? {
    if kind == .simple { return DeviceTree.number(cells).map { BusAddress($0) } }
    guard let flags = cells.first, let number = DeviceTree.number(cells.dropFirst()) else { return nil }
    return BusAddress(number, flags: flags)
  }
}

/// An address on a bus.
public struct BusAddress: Hashable, Sendable {
  /// The number, in bytes.
  public var number: UInt64
  /// The cell before the number where the bus has one (PCI's phys.hi); nil on simple buses.
  public var flags: UInt32?

  /// Makes an address.
  public init(_ number: UInt64, flags: UInt32? = nil) {
    self.number = number
    self.flags = flags
  }

  /// What phys.hi says, for an address on a PCI bus.
  public var pci: PCIAddressFlags? { flags.map { PCIAddressFlags(rawValue: $0) } }
}

/// A stretch of addresses on a bus.
public struct BusRange: Hashable, Sendable {
  /// The first address.
  public var address: BusAddress
  /// How many bytes.
  public var size: UInt64

  /// Makes a range.
  public init(_ address: BusAddress, size: UInt64) {
    self.address = address
    self.size = size
  }
}

/// The first of a PCI address's three cells, npt000ss bbbbbbbb dddddfff rrrrrrrr.
public struct PCIAddressFlags: RawRepresentable, Hashable, Sendable {
  /// The cell.
  public var rawValue: UInt32

  /// Takes a cell.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Where an address counts.
  public enum Space: UInt32, Sendable {
    /// A function's configuration registers.
    case configuration
    /// I/O ports.
    case io
    /// Memory below 4 GiB.
    case memory32
    /// Memory anywhere.
    case memory64
  }

  /// The space, from the bits ss.
  public var space: Space { Space(rawValue: rawValue >> 24 & 3) ?? .configuration }
  /// Whether the address is fixed (n).
  public var isFixed: Bool { rawValue >> 31 != 0 }
  /// Whether reading has no effect (p).
  public var isPrefetchable: Bool { rawValue >> 30 & 1 != 0 }
  /// Whether it is an alias or lies low (t).
  public var isAlias: Bool { rawValue >> 29 & 1 != 0 }
  /// The number of the bus, 0 to 255.
  public var bus: Int { Int(rawValue >> 16 & 0xff) }
  /// The number of the device on it, 0 to 31.
  public var device: Int { Int(rawValue >> 11 & 0x1f) }
  /// The number of the device's function, 0 to 7.
  public var function: Int { Int(rawValue >> 8 & 7) }
  /// The byte offset of the configuration register, 0 to 255.
  public var register: Int { Int(rawValue & 0xff) }
}

extension DeviceTree {
  /// What the addresses on a bus are made of, told as Linux tells it (`of_match_bus`, 7.2): `device_type`, the
  /// name "pcie" or "isa", and three address cells, its own or a node's above, elsewhere.
  ///
  /// Complexity: O(1) but for the lengths of values, and O(depth) as `addressFormat(of:)`.
  public func busKind(of bus: NodeID) -> BusKind {
    if let type = string("device_type", of: bus), ["pci", "pciex", "vci", "ht"].contains(type) {
      return .pci
    }
    switch baseName(of: bus) {
    case "pcie": return .pci
    case "isa": return .isa
    default: return cellCount("#address-cells", of: bus).count == 3 ? .flagged : .simple
    }
  }

  /// How addresses on a bus are written.
  ///
  /// Throws, with the node that says it, if a number of cells is none, more than there are, or not what the bus's kind
  /// has.
  /// Complexity: as `busKind(of:)`.
  public func busFormat(of bus: NodeID) throws(ReadingError) -> BusFormat {
    let (kind, cells) = (busKind(of: bus), try checkedAddressFormat(of: bus))
    func bad(_ property: String) -> ReadingError {
      let (count, origin, _) = cellCount(property, of: bus)
      return error(
        .badCellCount(node: shortPath(of: origin), property: property, count: count), property, of: bus)
    }
    let wanted =
      switch kind {
      case .simple: 0...4
      case .pci, .flagged: 3...3
      case .isa: 2...2
      }
    guard wanted.contains(cells.addressCells) else { throw bad("#address-cells") }
    guard (0...4).contains(cells.sizeCells) else { throw bad("#size-cells") }
    return BusFormat(kind: kind, cells: cells)
  }

  /// The entries of a node's `reg`, or another property of that form, as its bus writes them, PCI's among them; nil if
  /// it has none.
  ///
  /// Throws if the bus's cells or the property cannot be read.
  /// Complexity: O(n) in bytes.
  public func busRanges(
    of node: NodeID, property name: String = "reg"
  ) throws(ReadingError) -> [BusRange]? {
    guard let property = property(name, of: node), let bus = parent(of: node) else { return nil }
    let format = try busFormat(of: bus)
    let (address, entry) = (format.cells.addressCells, format.cells.addressCells + format.cells.sizeCells)
    guard entry > 0, let cells = cells(of: property), cells.count % entry == 0 else {
      throw error(
        .notWholeEntries(bytes: bytes(of: property).count, entry: format.cells.entryBytes), name, of: node)
    }
    var ranges: [BusRange] = []
    for start in stride(from: 0, to: cells.count, by: entry) {
      guard let base = format.address(cells[start..<start + address]),
        let size = Self.number(cells[(start + address)..<(start + entry)])
      else { throw error(.beyond64Bits(entry: ranges.count), name, of: node) }
      ranges.append(BusRange(base, size: size))
    }
    return ranges
  }
}
