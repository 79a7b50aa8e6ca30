private import FDT

/// Every name of a tree once; a name is then a number, and equal names have equal numbers.
package struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  /// A table without names.
  package init() {}

  /// How many names there are.
  var count: Int { ends.count }

  /// The number of a text, counted from 0 and given out now if it has none yet.
  package mutating func number(adding text: String) -> Int { Int(intern(text.utf8.span)) }

  /// The number of a name, which is added if it is new; numbers count from 0.
  package mutating func number(adding name: ArraySlice<UInt8>) -> Int { Int(intern(name.span)) }

  /// The number of a text, if it has one.
  package func number(of text: String) -> Int? { find(text.utf8.span).map { Int($0) } }

  /// The text that has a number.
  package func text(at number: Int) -> String {
    String(decoding: self[Int32(truncatingIfNeeded: number)], as: UTF8.self)
  }

  /// The number of `name`, given out now if it has none yet.
  mutating func intern(_ name: some Collection<UInt8>) -> Int32 {
    let hash = Self.hash(name)
    if let known = number(at: hash, where: { holds(name, at: $0) }) { return known }
    bytes.reserveRoom(for: name.count)
    bytes.append(contentsOf: name)
    return addLast(hash)
  }

  /// The number of the name that these bytes are, given out now if it has none yet.
  mutating func intern(_ name: borrowing Span<UInt8>) -> Int32 {
    let hash = Self.hash(name)
    if let known = find(name, hash) { return known }
    bytes.reserveRoom(for: name.count)
    for index in name.indices { bytes.append(name[index]) }
    return addLast(hash)
  }

  /// The number of `name`, if any node or property ever had it.
  func find(_ name: some Collection<UInt8>) -> Int32? {
    number(at: Self.hash(name)) { holds(name, at: $0) }
  }

  /// The number of the name that these bytes are, if any node or property ever had it.
  func find(_ name: borrowing Span<UInt8>) -> Int32? { find(name, Self.hash(name)) }

  private func find(_ name: borrowing Span<UInt8>, _ hash: UInt64) -> Int32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      if holds(name, at: slots[slot]) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func holds(_ name: borrowing Span<UInt8>, at number: Int32) -> Bool {
    let end = Int(ends[Int(number)])
    let start = number == 0 ? 0 : Int(ends[Int(number) - 1])
    return end - start == name.count && bytes.span.extracting(start..<end).hasSameBytes(as: name)
  }

  private func holds(_ name: some Collection<UInt8>, at number: Int32) -> Bool {
    let end = Int(ends[Int(number)])
    var index = number == 0 ? 0 : Int(ends[Int(number) - 1])
    for byte in name {
      guard index < end, bytes[index] == byte else { return false }
      index += 1
    }
    return index == end
  }

  private func number(at hash: UInt64, where isName: (Int32) -> Bool) -> Int32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      if isName(slots[slot]) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Gives the name whose bytes were put behind the others its number.
  private mutating func addLast(_ hash: UInt64) -> Int32 {
    // Half is faster; where names are very many, memory counts.
    let limit = slots.count <= 1 << 17 ? slots.count / 2 : slots.count / 4 * 3
    if ends.count >= limit { makeSlots(2 * slots.count) }
    ends.reserveRoom(for: 1)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    let number = Int32(truncatingIfNeeded: ends.count - 1)
    slots[freeSlot(for: hash)] = number
    return number
  }

  /// The bytes of name `number`.
  subscript(number: Int32) -> ArraySlice<UInt8> {
    let index = Int(number)
    return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  private static func hash(_ name: some Collection<UInt8>) -> UInt64 {
    var hash = ByteHash()
    hash.add(name)
    return hash.value
  }

  /// The same number for the same bytes.
  private static func hash(_ name: borrowing Span<UInt8>) -> UInt64 {
    var hash = ByteHash()
    hash.add(name)
    return hash.value
  }

  private func freeSlot(for hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    return slot
  }

  /// Forgets all names but the first so many.
  ///
  /// Complexity: O(length of all names).
  mutating func keepFirst(_ count: Int) {
    guard count < ends.count else { return }
    ends.removeLast(ends.count - count)
    bytes.removeLast(bytes.count - (ends.last.map { Int($0) } ?? 0))
    makeSlots(slots.count)
  }

  /// Lets only these be found by name from here on, in less memory; all keep their numbers.
  mutating func findOnly(_ numbers: [Int32]) {
    var count = 64
    while count < 2 * numbers.count { count *= 2 }
    guard count < slots.count else { return }
    slots = Array(repeating: -1, count: count)
    for number in numbers where find(self[number]) == nil {
      slots[freeSlot(for: Self.hash(self[number]))] = number
    }
  }

  private mutating func makeSlots(_ count: Int) {
    // The old ones make room before the new ones take some.
    slots = []
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
  public func nameID(_ name: String) -> NameID? { names.find(name.utf8.span).map { NameID(number: $0) } }

  /// The property's name, by its place in the tree's table.
  ///
  /// Properties of one tree that have the same name have the same place; those of two trees cannot be compared so.
  ///
  /// Complexity: O(1).
  public func nameID(of property: PropertyID) -> NameID { NameID(number: record(property).name) }

  /// The node's property of that name; the first of several.
  ///
  /// Complexity: O(1).
  public func property(_ name: NameID, of node: NodeID) -> PropertyID? {
    presentProperty(name.number, of: node)
  }
}
