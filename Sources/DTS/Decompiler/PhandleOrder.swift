import DeviceTree

/// References in properties of which nobody knows that they hold any, told by the order of phandles.
///
/// dtc numbers nodes in the order in which references to them stand (`get_node_phandle`, called by
/// `fixup_phandle_references` in the order of the tree). So the first reference to the node with number n stands
/// behind the first to n - 1 and in front of the first to n + 1. Where no known reference to n stands there, the
/// cell that is it must be somewhere between; if only one cell there holds n, that is it.
struct PhandleOrder {
  /// The references found.
  private(set) var found: [DeviceTree.PropertyID: [(offset: Int, target: DeviceTree.NodeID)]] = [:]

  private typealias Place = (rank: Int, offset: Int)
  private struct Cell {
    var rank: Int
    var property: DeviceTree.PropertyID
    var offset: Int
  }

  /// Looks at the cells of properties that are not in `known`, outside of the nodes `hidden`.
  ///
  /// Complexity: O(n log n) in cells.
  init(
    of tree: DeviceTree,
    _ references: [DeviceTree.PropertyID: [(offset: Int, target: DeviceTree.NodeID)]],
    besides known: Set<DeviceTree.PropertyID>, _ hidden: Set<DeviceTree.NodeID>
  ) {
    var numbers: [UInt32: DeviceTree.NodeID] = [:]
    var given: [UInt32] = []
    for node in tree.allNodes where !hidden.contains(node) {
      guard let phandle = tree.phandle(of: node) else { continue }
      numbers[phandle] = node
      var last: DeviceTree.PropertyID?
      for property in tree.properties(of: node) { last = property }
      if let last, tree.property("phandle", of: node) == last { given.append(phandle) }
    }
    given.sort()
    guard given.count > 1 else { return }
    var first: [UInt32: Place] = [:]
    var cells: [UInt32: [Cell]] = [:]
    var rank = 0
    for node in tree.allNodes where !hidden.contains(node) {
      for property in tree.properties(of: node) {
        rank += 1
        if let list = references[property] {
          for entry in list {
            guard let number = tree.phandle(of: entry.target), first[number] == nil else { continue }
            first[number] = (rank, entry.offset)
          }
        } else if !known.contains(property), Self.mayRefer(property, in: tree) {
          for (index, cell) in (tree.cells(of: property) ?? []).enumerated() where numbers[cell] != nil {
            cells[cell, default: []].append(Cell(rank: rank, property: property, offset: 4 * index))
          }
        }
      }
    }
    // Whoever else gave the numbers out, they say nothing.
    let order = given.compactMap { first[$0] }
    let ascending = zip(order, order.dropFirst()).count { $0 < $1 }
    guard ascending * 4 >= (order.count - 1) * 3 else { return }
    // With -@, labels that nothing refers to have the numbers behind the last reference's.
    if tree.child(named: "__symbols__", of: tree.root) != nil {
      given.removeLast(given.count - (given.lastIndex { first[$0] != nil }.map { $0 + 1 } ?? 0))
    }
    search(given, first, cells, numbers)
  }

  private mutating func search(
    _ given: [UInt32], _ first: [UInt32: Place], _ cells: [UInt32: [Cell]],
    _ numbers: [UInt32: DeviceTree.NodeID]
  ) {
    // The nearest known first reference to a greater number, from each number on.
    var limits = [Place](repeating: (.max, 0), count: given.count)
    var limit: Place = (.max, 0)
    for index in given.indices.reversed() {
      limits[index] = limit
      if let place = first[given[index]], place < limit { limit = place }
    }
    var begin: Place = (-1, 0)
    for (index, number) in given.enumerated() {
      if let place = first[number], place > begin, place < limits[index] {
        begin = place
        continue
      }
      let inside = (cells[number] ?? []).filter { cell in
        (cell.rank, cell.offset) > begin && (cell.rank, cell.offset) < limits[index]
      }
      guard inside.count == 1, let cell = inside.first, let target = numbers[number] else { continue }
      found[cell.property, default: []].append((cell.offset, target))
      begin = (cell.rank, cell.offset)
    }
    for property in found.keys { found[property]?.sort { $0.offset < $1.offset } }
  }

  /// Whether the name leaves it open what the cells are.
  private static func mayRefer(_ property: DeviceTree.PropertyID, in tree: DeviceTree) -> Bool {
    let name = tree.nameBytes(of: property)
    return !ValueType.isText(tree.bytes(of: property)) && !NumberName.isKnown(name)
  }

  private enum ValueType {
    static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
      bytes.last == 0 && bytes.count > 1 && bytes.first != 0
        && bytes.allSatisfy { $0 == 0 || (0x20..<0x7f).contains($0) }
    }
  }
}
