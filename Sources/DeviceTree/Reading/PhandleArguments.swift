/// One entry of a list of references: a node, and the cells that say what of it.
public struct PhandleArguments: Hashable, Sendable {
  /// The node; nil for an empty entry, whose phandle is 0.
  public var target: DeviceTree.NodeID?
  /// The cells behind the phandle.
  public var arguments: [UInt32]
  /// The byte offset of the phandle in the value.
  public var offset: Int
  /// The id that the entry begins with, in maps; empty elsewhere.
  public var key: [UInt32] = []
}

extension DeviceTree {
  /// The entries of a node's list of references, read as the table of bindings says: `clocks`, `resets`,
  /// `reset-gpios`, `msi-map`, ...; empty if the node has no such property.
  ///
  /// `phandles` is a table made of this tree. Throws if an entry does not end, its phandle is no node's, or that node does
  /// not say how many cells belong to it.
  /// Complexity: O(n) in cells.
  public func references(
    _ name: String, of node: NodeID, in phandles: PhandleTable
  ) throws(ReadingError) -> [PhandleArguments] {
    guard let property = property(name, of: node) else { return [] }
    guard let binding = PhandleListBinding.binding(for: name, of: node, in: self) else { return [] }
    return try phandleArguments(of: property, as: binding.shape, phandles)
  }

  /// The entries of a property, read in a shape that the caller knows.
  ///
  /// Throws as `references(_:of:in:)` does.
  /// Complexity: O(n) in cells.
  public func phandleArguments(
    of property: PropertyID, as shape: PhandleListBinding.Shape, _ phandles: PhandleTable
  ) throws(ReadingError) -> [PhandleArguments] {
    guard let cells = cells(of: property) else {
      let bytes = bytes(of: property).count
      throw error(.notWholeCells(bytes: bytes), name(of: property), of: self.node(of: property))
    }
    var reader = ReferenceReader(tree: self, property: property, cells: cells, phandles: phandles)
    try reader.read(shape)
    return reader.entries
  }
}

/// Reads the cells of one list of references from front to back.
struct ReferenceReader {
  let tree: DeviceTree
  let property: DeviceTree.PropertyID
  let cells: [UInt32]
  let phandles: PhandleTable
  var entries: [PhandleArguments] = []
  var index = 0

  mutating func read(_ shape: PhandleListBinding.Shape) throws(ReadingError) {
    if case .map(let name) = shape { return try readMap(name) }
    if case .interruptMap = shape { return try readInterruptMap() }
    if case .last(let count) = shape { return try readLast(count) }
    while index < cells.count {
      let target = try self.target(mayBeEmpty: true)
      let count: Int
      switch shape {
      case .first: count = cells.count - index - 1
      case .fixed(let fixed): count = target == nil ? 0 : fixed
      case .list(let name, let missing): count = try cellCount(name, of: target, missing)
      case .phandles, .map, .interruptMap, .last: count = 0
      }
      try add(target, cellsBehind: count)
    }
  }

  /// The node whose phandle stands at the index.
  func target(at place: Int? = nil, mayBeEmpty: Bool) throws(ReadingError) -> DeviceTree.NodeID? {
    let place = place ?? index
    guard place < cells.count else { throw truncated(needed: place - index + 1) }
    if cells[place] == 0, mayBeEmpty { return nil }
    guard let node = phandles[cells[place]] else {
      throw error(.unknownPhandle(cells[place], entry: entries.count))
    }
    return node
  }

  /// How many cells belong to a reference to `node`; none to an empty one.
  func cellCount(_ name: String, of node: DeviceTree.NodeID?, _ missing: UInt32?) throws(ReadingError) -> Int
  {
    guard let node else { return 0 }
    guard let count = tree.cell(name, of: node) ?? missing else {
      throw error(.noCellCount(node: tree.shortPath(of: node), property: name))
    }
    return Int(count)
  }

  /// Takes the phandle at the index with the cells behind it.
  private mutating func add(_ target: DeviceTree.NodeID?, cellsBehind count: Int) throws(ReadingError) {
    guard count <= cells.count - index - 1 else { throw truncated(needed: count + 1) }
    let arguments = Array(cells[(index + 1)..<(index + 1 + count)])
    entries.append(PhandleArguments(target: target, arguments: arguments, offset: 4 * index))
    index += 1 + count
  }

  private mutating func readLast(_ count: Int) throws(ReadingError) {
    while index < cells.count {
      guard count < cells.count - index else { throw truncated(needed: count + 1) }
      let target = try self.target(at: index + count, mayBeEmpty: false)
      entries.append(
        PhandleArguments(
          target: target, arguments: [], offset: 4 * (index + count), key: Array(cells[index..<index + count])
        ))
      index += count + 1
    }
  }

  private mutating func readMap(_ name: String) throws(ReadingError) {
    let isOld = try hasOldEntries(name)
    while index < cells.count {
      let target = try self.target(at: index + 1, mayBeEmpty: false)
      let count = isOld ? 1 : try cellCount(name, of: target, 1)
      guard count + 3 <= cells.count - index else { throw truncated(needed: count + 3) }
      entries.append(
        PhandleArguments(
          target: target, arguments: Array(cells[(index + 2)..<(index + 3 + count)]), offset: 4 * (index + 1),
          key: [cells[index]]))
      index += 3 + count
    }
  }

  /// Whether the entries are of one cell though the target says two, as trees had it when Linux took no notice of
  /// that number (`of_check_bad_map`, 7.2, which asks for lengths of 1 besides).
  private func hasOldEntries(_ name: String) throws(ReadingError) -> Bool {
    guard cells.count >= 4, cells.count % 4 == 0, let first = try target(at: 1, mayBeEmpty: false),
      tree.cell(name, of: first) == 2
    else { return false }
    return stride(from: 1, to: cells.count, by: 4).allSatisfy { cells[$0] == cells[1] }
  }

  /// Controllers whose driver reads their `interrupt-map` itself, without an address in front of the parent's interrupt
  /// (Linux 6.13, `ls_extirq_parse_map`).
  private static let mapOwners = ["fsl,ls1021a-extirq", "fsl,ls1043a-extirq", "fsl,ls1088a-extirq"]

  private mutating func readInterruptMap() throws(ReadingError) {
    let node = tree.node(of: property)
    guard let interrupt = tree.cell("#interrupt-cells", of: node) else {
      throw error(.noCellCount(node: tree.shortPath(of: node), property: "#interrupt-cells"))
    }
    let before = tree.interruptAddressCells(of: node) + Int(interrupt)
    let isOwn = Self.mapOwners.contains { tree.isCompatible(node, with: $0) }
    while index < cells.count {
      guard before < cells.count - index, let target = try self.target(at: index + before, mayBeEmpty: false)
      else {
        throw truncated(needed: before + 1)
      }
      let behind =
        (isOwn ? 0 : Int(tree.cell("#address-cells", of: target) ?? 0))
        + (try cellCount("#interrupt-cells", of: target, nil))
      let start = index + before + 1
      guard behind <= cells.count - start else { throw truncated(needed: before + 1 + behind) }
      entries.append(
        PhandleArguments(
          target: target, arguments: Array(cells[start..<start + behind]), offset: 4 * (index + before),
          key: Array(cells[index..<index + before])))
      index = start + behind
    }
  }

  private func truncated(needed: Int) -> ReadingError {
    error(.truncated(entry: entries.count, needed: needed, left: cells.count - index))
  }

  private func error(_ problem: ReadingError.Problem) -> ReadingError {
    tree.error(problem, tree.name(of: property), of: tree.node(of: property))
  }
}

extension DeviceTree {
  /// How many cells an address has in a node's `interrupt-map`.
  ///
  /// Its own `#address-cells`, else those of a node above, else 2 (Linux, `of_irq_parse_raw`). At most 64 nodes
  /// are asked.
  func interruptAddressCells(of node: NodeID) -> Int {
    var current = node
    for _ in 0..<64 {
      if let count = cell("#address-cells", of: current) { return Int(count) }
      guard let above = parent(of: current) else { break }
      current = above
    }
    return 2
  }
}
