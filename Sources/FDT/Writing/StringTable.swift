/// The strings block under construction, in dtc's form: names in the order of their first use, and a name
/// that is the end of one already there shares its bytes.
///
/// dtc looks at every byte already written for each name (quadratic); here every ending of every name is in
/// a table by hash. Complexity: O(length) to add a name, and the offsets are the same as dtc's, because the
/// table keeps the first place of each ending.
package struct StringTable: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Offsets of endings, open addressing; -1 is free.
  private var slots: [Int32] = Array(repeating: -1, count: 256)
  private var hashes: [UInt64] = Array(repeating: 0, count: 256)
  private var used = 0
  private let seed: UInt64

  /// An empty block; Embedded Swift has no random numbers, so that who knows one may give it.
  package init(seed: UInt64 = ByteHash.seed) { self.seed = seed }

  /// The block of a blob, as it is; whoever wrote it, libfdt finds in it the first place of each ending.
  ///
  /// Complexity: O(bytes).
  package init(block: borrowing Span<UInt8>) {
    self.init()
    bytes.reserveCapacity(block.count)
    var start = 0
    for index in block.indices {
      bytes.append(block[index])
      guard block[index] == 0 else { continue }
      insertEndings(from: start, to: index)
      start = index + 1
    }
  }

  /// The offset of `name` in the block, which grows if it is not there yet.
  package mutating func offset(of name: ArraySlice<UInt8>) -> Int {
    if let known = knownOffset(of: name) { return known }
    let count = name.count
    let start = bytes.count
    bytes.append(contentsOf: name)
    bytes.append(0)
    insertEndings(from: start, to: start + count)
    return start
  }

  /// Notes every ending of the name whose NUL is at `end`.
  private mutating func insertEndings(from start: Int, to end: Int) {
    var ending = seed
    insert(hash: ending, offset: end)
    for index in stride(from: end - 1, through: start, by: -1) {
      ending = ByteHash.extended(ending, by: UInt64(bytes[index]))
      insert(hash: ending, offset: index)
    }
  }

  /// The offset of `name` in the block; nil if it is not there yet.
  package func knownOffset(of name: ArraySlice<UInt8>) -> Int? {
    // From the last byte to the first, so that the hash of each ending comes of the one before.
    var hash = seed
    for byte in name.reversed() { hash = ByteHash.extended(hash, by: UInt64(byte)) }
    return find(hash: hash, name: name, count: name.count)
  }

  private func find(hash: UInt64, name: ArraySlice<UInt8>, count: Int) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while slots[slot] >= 0 {
      if hashes[slot] == hash {
        let offset = Int(slots[slot])
        if offset + count < bytes.count, bytes[offset + count] == 0,
          bytes[offset..<offset + count].elementsEqual(name)
        {
          return offset
        }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func insert(hash: UInt64, offset: Int) {
    if used * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while slots[slot] >= 0 {
      // The first place of an ending stays: dtc finds the lowest offset.
      if hashes[slot] == hash, sameEnding(Int(slots[slot]), offset) { return }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: offset)
    hashes[slot] = hash
    used += 1
  }

  private func sameEnding(_ a: Int, _ b: Int) -> Bool {
    var a = a
    var b = b
    while bytes[a] == bytes[b] {
      if bytes[a] == 0 { return true }
      a += 1
      b += 1
    }
    return false
  }

  private mutating func grow() {
    let old = (slots, hashes)
    slots = Array(repeating: -1, count: old.0.count * 2)
    hashes = Array(repeating: 0, count: slots.count)
    let mask = slots.count - 1
    for (index, offset) in old.0.enumerated() where offset >= 0 {
      let hash = old.1[index]
      var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = offset
      hashes[slot] = hash
    }
  }
}
