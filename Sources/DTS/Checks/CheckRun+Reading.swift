import DeviceTree

/// What checks read from the tree, by dtc's rules.
extension CheckRun {
  func property(_ name: CheckName, of node: DeviceTree.NodeID) -> DeviceTree.PropertyID? {
    properties.property(name, of: node)
  }

  func has(_ name: CheckName, _ node: DeviceTree.NodeID) -> Bool { property(name, of: node) != nil }

  /// The node's phandle, as `DeviceTree.phandle(of:)` reads it.
  func phandle(of node: DeviceTree.NodeID) -> UInt32? {
    guard let number = onlyCell(.phandle, of: node) ?? onlyCell(.oldPhandle, of: node), number != 0,
      number != .max
    else { return nil }
    return number
  }

  /// The value of a property that is one cell.
  private func onlyCell(_ name: CheckName, of node: DeviceTree.NodeID) -> UInt32? {
    property(name, of: node).flatMap { size(of: $0) == 4 ? cell($0, 0) : nil }
  }

  /// The 32-bit cell number `index` of a value; nil behind its end.
  func cell(_ property: DeviceTree.PropertyID, _ index: Int) -> UInt32? {
    tree.cell(at: 4 * index, of: property)
  }

  /// A number of cells, as dtc takes it: with a sign.
  func count(_ name: CheckName, of node: DeviceTree.NodeID) -> Int? {
    property(name, of: node).flatMap { cell($0, 0) }.map { Int(Int32(bitPattern: $0)) }
  }

  func size(of property: DeviceTree.PropertyID) -> Int { tree.bytes(of: property).count }

  /// The value up to the first NUL, as C reads it.
  func text(of property: DeviceTree.PropertyID) -> String {
    String(decoding: tree.bytes(of: property).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Whether the value is a list of strings, each with its NUL, and has this one.
  func lists(_ string: String, in property: DeviceTree.PropertyID) -> Bool {
    let bytes = tree.bytes(of: property)
    guard bytes.last == 0 else { return false }
    var start = bytes.startIndex
    while start < bytes.endIndex, let end = bytes[start...].firstIndex(of: 0) {
      if bytes[start..<end].elementsEqual(string.utf8) { return true }
      start = end + 1
    }
    return false
  }

  /// What stands behind the first `@` of the node's name; empty if there is none.
  func unitName(_ node: DeviceTree.NodeID) -> ArraySlice<UInt8> {
    let name = tree.nameBytes(of: node)
    guard let at = name.firstIndex(of: UInt8(ascii: "@")) else { return [] }
    return name[(at + 1)...]
  }

  /// Whether the name without unit address is this.
  func isNamed(_ node: DeviceTree.NodeID, _ name: String) -> Bool {
    let own = tree.nameBytes(of: node)
    var index = own.startIndex
    for byte in name.utf8 {
      guard index < own.endIndex, own[index] == byte else { return false }
      index += 1
    }
    return index == own.endIndex || own[index] == UInt8(ascii: "@")
  }

  /// `#address-cells` of a node for those below it, 2 if it does not say.
  func addressCells(_ node: DeviceTree.NodeID) -> Int { addressCells[node.ordinal] ?? 2 }

  /// `#size-cells` of a node for those below it, 1 if it does not say.
  func sizeCells(_ node: DeviceTree.NodeID) -> Int { sizeCells[node.ordinal] ?? 1 }

  /// What dtc keeps of a node's own number of cells: -1 if it states none, and 0 where `addr_size_cells` was not made.
  func storedCells(_ cells: [Int?], _ node: DeviceTree.NodeID) -> Int {
    cells[node.ordinal] ?? (hasReadCells ? -1 : 0)
  }

  func bus(above node: DeviceTree.NodeID) -> Bus? {
    tree.parent(of: node).flatMap { buses[$0.ordinal] }
  }

  /// Whether the node has or had children: dtc takes a deleted one for one where it only asks for any.
  func everHadChildren(_ node: DeviceTree.NodeID) -> Bool { tree.firstPlace(below: node) != nil }

  /// Whether `count` bytes are a whole number of entries of `size` bytes; of size 0 only nothing is.
  static func isMultiple(_ count: Int, of size: Int) -> Bool {
    size == 0 ? count == 0 : count % size == 0
  }

  static func hex(_ number: some BinaryInteger) -> String { String(number, radix: 16) }
}
