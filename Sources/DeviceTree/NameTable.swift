/// Every name of a tree once; a name is then a number, and equal names have equal numbers.
struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  /// The number of `name`, given out now if it has none yet.
  mutating func intern(_ name: some Collection<UInt8>) -> Int32 {
    if let known = find(name) { return known }
    if ends.count * 2 >= slots.count { grow() }
    bytes.append(contentsOf: name)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    let number = Int32(truncatingIfNeeded: ends.count - 1)
    slots[freeSlot(for: Self.hash(name))] = number
    return number
  }

  /// The number of the name that these bytes are.
  mutating func intern(_ name: borrowing Span<UInt8>) -> Int32 {
    let hash = Self.hash(name)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      if holds(name, at: slots[slot]) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    if ends.count * 2 >= slots.count { grow() }
    for index in name.indices { bytes.append(name[index]) }
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    let number = Int32(truncatingIfNeeded: ends.count - 1)
    slots[freeSlot(for: hash)] = number
    return number
  }

  private func holds(_ name: borrowing Span<UInt8>, at number: Int32) -> Bool {
    let end = Int(ends[Int(number)])
    let start = number == 0 ? 0 : Int(ends[Int(number) - 1])
    guard end - start == name.count else { return false }
    for index in name.indices where bytes[start + index] != name[index] { return false }
    return true
  }

  /// The number of `name`, if any node or property ever had it.
  func find(_ name: some Collection<UInt8>) -> Int32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(name)) & mask
    while slots[slot] >= 0 {
      if self[slots[slot]].elementsEqual(name) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The bytes of name `number`.
  subscript(number: Int32) -> ArraySlice<UInt8> {
    let index = Int(number)
    return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  /// Differs from run to run, so that no input can be made of names that all collide.
  static let seed = UInt64.random(in: 0 ... .max)

  private static func hash(_ name: some Collection<UInt8>) -> UInt64 {
    var hash = seed
    for byte in name {
      hash = (hash ^ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 31
    }
    return hash ^ (hash >> 32)
  }

  private static func hash(_ name: borrowing Span<UInt8>) -> UInt64 {
    var hash = seed
    for index in name.indices {
      hash = (hash ^ UInt64(name[index])) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 31
    }
    return hash ^ (hash >> 32)
  }

  private func freeSlot(for hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let count = slots.count * 2
    slots = Array(repeating: -1, count: count)
    for number in ends.indices {
      let number = Int32(truncatingIfNeeded: number)
      slots[freeSlot(for: Self.hash(self[number]))] = number
    }
  }
}

extension DeviceTree {
  /// A name that the tree knows, for looking it up in many nodes.
  public struct NameID: Hashable, Sendable {
    let number: Int32

    /// The name's number: names are counted from 0 in the order in which the tree first had them.
    public var ordinal: Int { Int(number) }
  }

  /// The name's place in the tree's table; nil if no node and no property ever had it.
  ///
  /// Complexity: O(1) but for the name's length.
  public func nameID(_ name: String) -> NameID? { names.find(name.utf8).map { NameID(number: $0) } }

  /// The property's name, by its place in the tree's table.
  public func nameID(of property: PropertyID) -> NameID { NameID(number: record(property).name) }

  /// The node's property of that name; the first of several.
  ///
  /// Complexity: O(1).
  public func property(_ name: NameID, of node: NodeID) -> PropertyID? {
    propertySlot(name.number, of: node).flatMap {
      propertyRecords[Int($0)].isRemoved ? nil : PropertyID(index: $0)
    }
  }
}
