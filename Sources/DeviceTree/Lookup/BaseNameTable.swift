private import FDT

/// The children of one parent by their names without unit address: a table with open addressing over their slots, so
/// that no name is copied.
struct BaseNameTable: Sendable {
  /// -1 is free.
  private var slots: [Int32] = []
  private var used = 0

  /// Makes the table of a parent; of several children with one name the first counts.
  init(of parent: DeviceTree.NodeID, in tree: DeviceTree) {
    for child in tree.children(of: parent) { insert(child, in: tree, replacing: false) }
  }

  /// The first child whose name without unit address this is.
  func find(_ name: ArraySlice<UInt8>, in tree: DeviceTree) -> DeviceTree.NodeID? {
    guard !slots.isEmpty else { return nil }
    let slot = slots[place(of: name, in: tree)]
    return slot < 0 ? nil : DeviceTree.NodeID(index: slot)
  }

  /// Notes a child that was put before its siblings.
  mutating func put(_ child: DeviceTree.NodeID, in tree: DeviceTree) {
    insert(child, in: tree, replacing: true)
  }

  private mutating func insert(_ child: DeviceTree.NodeID, in tree: DeviceTree, replacing: Bool) {
    if 4 * used >= 3 * slots.count { grow(in: tree) }
    let place = place(of: tree.baseNameBytes(of: child), in: tree)
    if slots[place] < 0 {
      used += 1
    } else if !replacing {
      return
    }
    slots[place] = child.index
  }

  /// Where the child of that name is, or else where it would go.
  private func place(of name: ArraySlice<UInt8>, in tree: DeviceTree) -> Int {
    var hash = ByteHash()
    hash.add(name)
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash.value) & mask
    while slots[place] >= 0,
      !tree.baseNameBytes(of: DeviceTree.NodeID(index: slots[place])).elementsEqual(name)
    {
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow(in tree: DeviceTree) {
    let old = slots.slots(used)
    let count = max(64, 2 * slots.count)
    // The old table makes room before the new one takes some.
    slots = []
    slots = Array(repeating: -1, count: count)
    for slot in old {
      slots[place(of: tree.baseNameBytes(of: DeviceTree.NodeID(index: slot)), in: tree)] = slot
    }
  }
}

extension DeviceTree {
  /// The name without `@` and what follows it, as it stands in the blob.
  func baseNameBytes(of node: NodeID) -> ArraySlice<UInt8> {
    nameBytes(of: node).prefix { $0 != UInt8(ascii: "@") }
  }
}
