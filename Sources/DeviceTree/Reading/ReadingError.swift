/// Why a property does not say what it is read for: which node, which property, and what is wrong.
public struct ReadingError: Error, Hashable, Sendable {
  /// The node that has, or lacks, the property.
  public var node: DeviceTree.NodeID
  /// That node's path; of one that lies deeper than 64 nodes the end.
  public var path: String
  /// The property's name.
  public var property: String
  /// What is wrong with it.
  public var problem: Problem

  /// What can be wrong; entries are counted from 0, and nodes other than the one read are paths.
  public enum Problem: Hashable, Sendable {
    /// The node does not have it.
    case missing
    /// The value is no whole number of 32-bit cells.
    case notWholeCells(bytes: Int)
    /// The value is no whole number of entries of this many bytes.
    case notWholeEntries(bytes: Int, entry: Int)
    /// The value has another length than the one it must have.
    case wrongLength(bytes: Int, expected: Int)
    /// The value is no text that ends with a NUL.
    case notText
    /// The text is none of those that the property can have.
    case unknownText(String)
    /// A property of `node` says a number of cells that cannot be.
    case badCellCount(node: String, property: String, count: UInt32)
    /// `node`, which an entry refers to, does not say how many cells belong to a reference to it.
    case noCellCount(node: String, property: String)
    /// An address or size of an entry has bits beyond 64.
    case beyond64Bits(entry: Int)
    /// An entry ends in the middle: so many cells are needed and so many are left.
    case truncated(entry: Int, needed: Int, left: Int)
    /// No node has the phandle of an entry.
    case unknownPhandle(UInt32, entry: Int)
    /// No node is at the path, or has the alias, that the text names.
    case unknownPath(String)
    /// A bus on the way to the cpu has no `ranges`: what is on it is not memory-mapped.
    case unmapped(bus: DeviceTree.NodeID, path: String)
    /// The mapping of a bus on the way has no place for an address.
    case outside(bus: DeviceTree.NodeID, path: String, address: UInt64)
    /// No node above is the parent for interrupts.
    case noInterruptParent
    /// A way from node to node comes back to where it was.
    case loop(node: String)
    /// The `interrupt-map` of `nexus` has no entry for an interrupt.
    case notInMap(nexus: String, specifier: [UInt32])
    /// An entry of a map begins with an id that the map's mask does not let through.
    case outsideMask(entry: Int, number: UInt32, mask: UInt32)
    /// An entry of a map turns several ids into this many cells each, of which nothing says which one counts up.
    case manyIDs(entry: Int, cells: Int)
    /// Two nodes say the same number.
    case notUnique(UInt64, other: String)
  }
}

extension ReadingError: CustomStringConvertible {
  /// Node, property and problem in one line.
  public var description: String { "\(path): '\(property)' \(problem)" }
}

extension ReadingError.Problem: CustomStringConvertible {
  /// What is wrong, to stand behind the property's name.
  public var description: String {
    switch self {
    case .missing: "is missing"
    case .notWholeCells(let bytes):
      "has \(AddressText.size(UInt64(bytes))), which is no whole number of cells"
    case .notWholeEntries(let bytes, let entry):
      "has \(AddressText.size(UInt64(bytes))), which is no whole number of entries of \(entry) bytes"
    case .wrongLength(let bytes, let expected):
      "has \(AddressText.size(UInt64(bytes))) instead of \(expected)"
    case .notText: "is no text that ends with a NUL"
    case .unknownText(let text): "is '\(text)', which it cannot be"
    case .badCellCount(let node, let property, let count):
      "cannot be read: '\(property)' of \(node) is \(count)"
    case .noCellCount(let node, let property): "refers to \(node), which has no '\(property)'"
    case .beyond64Bits(let entry): "has more than 64 bits in entry \(entry)"
    case .truncated(let entry, let needed, let left):
      "ends in entry \(entry), which needs \(needed) cells, and \(left) are left"
    case .unknownPhandle(let phandle, let entry):
      "has phandle \(AddressText.hex(UInt64(phandle))) in entry \(entry), which no node has"
    case .unknownPath(let text): "names '\(text)', where no node is"
    case .unmapped(_, let bus): "has no address for the cpu: \(bus) has no 'ranges'"
    case .outside(_, let bus, let address):
      "has address \(AddressText.hex(address)), for which 'ranges' of \(bus) has no place"
    case .noInterruptParent: "has no interrupt parent above"
    case .loop(let node): "leads back to \(node)"
    case .notInMap(let nexus, let specifier):
      "has interrupt <\(specifier.map { String($0) }.joined(separator: " "))>, which 'interrupt-map' of \(nexus) lacks"
    case .outsideMask(let entry, let number, let mask):
      "begins entry \(entry) with id \(AddressText.hex(UInt64(number))), which mask \(AddressText.hex(UInt64(mask))) does not let through"
    case .manyIDs(let entry, let cells):
      "has several ids in entry \(entry), though each becomes \(cells) cells"
    case .notUnique(let number, let other): "is \(AddressText.hex(number)), as that of \(other)"
    }
  }
}

extension DeviceTree {
  /// An error about a property of a node.
  func error(_ problem: ReadingError.Problem, _ property: String, of node: NodeID) -> ReadingError {
    ReadingError(node: node, path: shortPath(of: node), property: property, problem: problem)
  }

  /// A node's path for messages, which a tree of great depth must not make long: of one deeper than 64 the end.
  ///
  /// Complexity: O(1) but for the lengths of names.
  func shortPath(of node: NodeID) -> String {
    var names: [String] = []
    var current = node
    while let parent = parent(of: current) {
      if names.count == 64 { return "..." + names.reversed().map { "/\($0)" }.joined() }
      names.append(name(of: current))
      current = parent
    }
    return names.isEmpty ? "/" : names.reversed().map { "/\($0)" }.joined()
  }

  /// The cells of a property that must be there.
  func requiredCells(_ name: String, of node: NodeID) throws(ReadingError) -> [UInt32] {
    guard let property = property(name, of: node) else { throw error(.missing, name, of: node) }
    guard let cells = cells(of: property) else {
      throw error(.notWholeCells(bytes: bytes(of: property).count), name, of: node)
    }
    return cells
  }

  /// A property of one cell, if it is there.
  func optionalCell(_ name: String, of node: NodeID) throws(ReadingError) -> UInt32? {
    guard let bytes = bytes(name, of: node) else { return nil }
    guard let cell = cell(name, of: node) else {
      throw error(.wrongLength(bytes: bytes.count, expected: 4), name, of: node)
    }
    return cell
  }

  /// The strings of a property, if it is there.
  func optionalStrings(_ name: String, of node: NodeID) throws(ReadingError) -> [String]? {
    guard property(name, of: node) != nil else { return nil }
    guard let strings = strings(name, of: node) else { throw error(.notText, name, of: node) }
    return strings
  }

  /// A number of one or two cells, if it is there.
  func optionalNumber(_ name: String, of node: NodeID) throws(ReadingError) -> UInt64? {
    guard let bytes = bytes(name, of: node) else { return nil }
    guard let cells = cells(name, of: node), (1...2).contains(cells.count),
      let number = Self.number(cells[...])
    else { throw error(.wrongLength(bytes: bytes.count, expected: 8), name, of: node) }
    return number
  }
}
