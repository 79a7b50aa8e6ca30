private import FDT

/// A record that belongs to a parent and has a name.
protocol Slotted {
  /// The slot of the parent.
  var owner: Int32 { get }
  /// The number of the name.
  var name: Int32 { get }
  /// The slot behind this one of the same parent; -1 behind the last.
  var next: Int32 { get }
  /// Whether it only keeps its place.
  var isRemoved: Bool { get }
}

extension NodeRecord: Slotted {
  var owner: Int32 { parent }
  var next: Int32 { nextSibling }
}

extension PropertyRecord: Slotted {
  var owner: Int32 { node }
}

/// Where something new goes among the children or properties of a node.
enum ListEnd {
  /// Before the others, as libfdt's edits put it.
  case front
  /// Behind the others, as a source or a blob lists it.
  case back
}

/// Finds a child or property by parent and name where a parent has too many to look through.
///
/// Few parents have more than a handful, so only those that grow past `threshold` are in the table, which
/// holds slots alone: parent and name stand in the records.
struct SlotIndex: Sendable {
  /// Parents with at most this many slots are searched one by one.
  static let threshold: UInt8 = 12

  /// Open addressing; -1 is free, and -2 was in use.
  private var table: [Int32] = []
  /// How many places are not free.
  private var used = 0
  /// The slots behind the first of a name that several have, as they may in a blob.
  private var followers: [UInt64: SlotFollowers] = [:]

  /// The first slot of that name below `parent` that is in use; if there is none, the first that was removed.
  func find(parent: Int32, name: Int32, in records: [some Slotted]) -> Int32? {
    guard !table.isEmpty else { return nil }
    let slot = table[place(parent, name, in: records)]
    guard slot >= 0 else { return nil }
    if !followers.isEmpty, records[Int(slot)].isRemoved {
      return followers[Self.key(parent, name)]?.firstPresent ?? slot
    }
    return slot
  }

  /// The first slot of that name below `parent`, whether it was removed or not.
  func findFirst(parent: Int32, name: Int32, in records: [some Slotted]) -> Int32? {
    guard !table.isEmpty else { return nil }
    let slot = table[place(parent, name, in: records)]
    return slot < 0 ? nil : slot
  }

  /// Notes that a slot was removed: of several with its name the next is found.
  ///
  /// Complexity: O(1), spread over all slots of the name.
  mutating func noteRemoval(of slot: Int32, in records: [some Slotted]) {
    guard !followers.isEmpty else { return }
    let record = records[Int(slot)]
    followers[Self.key(record.owner, record.name)]?.advance(name: record.name, in: records)
  }

  /// Notes that a slot went elsewhere among those of its parent, from `first` on.
  ///
  /// Complexity: O(1) for a name that only one has, else O(n) in the parent's slots.
  mutating func noteMove(of slot: Int32, from first: Int32, in records: [some Slotted]) {
    guard !followers.isEmpty else { return }
    let record = records[Int(slot)]
    let key = Self.key(record.owner, record.name)
    guard followers[key] != nil else { return }
    var slots: [Int32] = []
    var current = first
    while current >= 0 {
      if records[Int(current)].name == record.name { slots.append(current) }
      current = records[Int(current)].next
    }
    table[place(record.owner, record.name, in: records)] = slots.first ?? slot
    var others = SlotFollowers(slots.dropFirst())
    others.advance(name: record.name, in: records)
    followers[key] = others
  }

  /// Notes a slot that was put before or behind the others of its parent, which now has `count`, from `first` on.
  ///
  /// A parent that grows past the threshold gets into the table with all its slots.
  mutating func note(
    _ slot: Int32, at end: ListEnd, of count: UInt8, from first: Int32, in records: [some Slotted]
  ) {
    guard count > Self.threshold else { return }
    if count == Self.threshold + 1 {
      var slot = first
      while slot >= 0 {
        add(slot, in: records)
        slot = records[Int(slot)].next
      }
      return
    }
    switch end {
    // It may stand in front of one that was removed, which would be found instead.
    case .front: put(slot, in: records)
    case .back: add(slot, in: records)
    }
  }

  /// Notes a slot, whose record has its name; of several with one name the first stays.
  mutating func add(_ slot: Int32, in records: [some Slotted]) {
    if 4 * used >= 3 * table.count { grow(in: records) }
    let record = records[Int(slot)]
    let place = place(record.owner, record.name, in: records)
    if table[place] < 0 {
      table[place] = slot
      used += 1
    } else {
      followers[Self.key(record.owner, record.name), default: SlotFollowers()].append(slot, in: records)
    }
  }

  /// Notes a slot that stands before all others of its name.
  private mutating func put(_ slot: Int32, in records: [some Slotted]) {
    if 4 * used >= 3 * table.count { grow(in: records) }
    let record = records[Int(slot)]
    let place = place(record.owner, record.name, in: records)
    if table[place] < 0 {
      used += 1
    } else {
      followers[Self.key(record.owner, record.name), default: SlotFollowers()].prepend(
        table[place], in: records)
    }
    table[place] = slot
  }

  /// Forgets a slot whose name is about to change; of several with its name the next takes its place.
  mutating func remove(_ slot: Int32, in records: [some Slotted]) {
    guard !table.isEmpty else { return }
    let record = records[Int(slot)]
    let place = place(record.owner, record.name, in: records)
    let key = Self.key(record.owner, record.name)
    guard table[place] == slot else {
      if !followers.isEmpty { followers[key]?.advance(past: slot, name: record.name, in: records) }
      return
    }
    table[place] = -2
    guard !followers.isEmpty else { return }
    if let next = followers[key]?.removeFirst(butNot: slot, name: record.name, in: records) {
      table[place] = next
    } else {
      followers[key] = nil
    }
  }

  /// Where the slot of that name is, or else where it would go.
  private func place(_ parent: Int32, _ name: Int32, in records: [some Slotted]) -> Int {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: Self.hash(parent, name)) & mask
    while table[place] != -1 {
      let slot = table[place]
      if slot >= 0, records[Int(slot)].name == name, records[Int(slot)].owner == parent { return place }
      place = (place + 1) & mask
    }
    return place
  }

  /// Makes the table anew, without the places that were in use.
  private mutating func grow(in records: [some Slotted]) {
    let old = table.slots(used)
    var count = 64
    while count < 2 * old.count { count *= 2 }
    // The old table makes room before the new one takes some.
    table = []
    table = Array(repeating: -1, count: count)
    used = old.count
    for slot in old {
      let record = records[Int(slot)]
      table[place(record.owner, record.name, in: records)] = slot
    }
  }

  /// A table of everything that hangs from parents with too much to look through: `lists` has, for each such parent,
  /// the first of its slots.
  init(_ lists: some Sequence<Int32>, in records: [some Slotted]) {
    for first in lists {
      var slot = first
      while slot >= 0 {
        add(slot, in: records)
        slot = records[Int(slot)].next
      }
    }
  }

  init() {}

  private static func key(_ parent: Int32, _ name: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: parent)) << 32 | UInt64(UInt32(bitPattern: name))
  }

  private static func hash(_ parent: Int32, _ name: Int32) -> UInt64 {
    ByteHash.of(key(parent, name), seed: ByteHash.seed)
  }
}

extension [Int32] {
  /// What is not free in a table with open addressing, at most so many.
  func slots(_ count: Int) -> [Int32] {
    var slots: [Int32] = []
    slots.reserveCapacity(count)
    for slot in self where slot >= 0 { slots.append(slot) }
    return slots
  }
}
