private import FDT

/// Every identifier that the preprocessor had to remember, once; an identifier is then a number.
struct IdentifierTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var slots: [Int32] = Array(repeating: -1, count: 1024)

  /// The start of a hash, to be extended byte by byte while an identifier is read.
  static let hashSeed = ByteHash.seed

  @inline(__always)
  static func extend(_ hash: UInt64, with byte: UInt8) -> UInt64 {
    ByteHash.extended(hash, by: UInt64(byte))
  }

  static func hash(_ name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(hashSeed) { extend($0, with: $1) }
  }

  @inline(__always)
  private static func slot(of hash: UInt64, mask: Int) -> Int { Int(truncatingIfNeeded: hash) & mask }

  var count: Int { ends.count }

  /// The number of the identifier at `text[start..<end]`, or -1 if it was never remembered.
  func find(_ text: [UInt8], _ start: Int, _ end: Int, hash: UInt64) -> Int32 {
    let mask = slots.count - 1
    var slot = Self.slot(of: hash, mask: mask)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if hashes[number] == hash, equals(number, text, start, end) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// The number of the identifier, given out now if it has none yet.
  mutating func intern(_ text: [UInt8], _ start: Int, _ end: Int, hash: UInt64) -> Int32 {
    let known = find(text, start, end, hash: hash)
    if known >= 0 { return known }
    if ends.count * 2 >= slots.count { grow() }
    bytes.append(contentsOf: text[start..<end])
    ends.append(bytes.count)
    hashes.append(hash)
    let number = Int32(truncatingIfNeeded: ends.count - 1)
    place(number, hash: hash)
    return number
  }

  /// The number of `name`, given out now if it has none yet.
  mutating func intern(_ name: String) -> Int32 {
    let text = Array(name.utf8)
    return intern(text, 0, text.count, hash: Self.hash(text))
  }

  /// The identifier's text.
  func name(_ number: Int32) -> String {
    let index = Int(number)
    guard ends.indices.contains(index) else { return "" }
    return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
  }

  private func equals(_ number: Int, _ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
    let own = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - own == end - start else { return false }
    for index in 0..<(end - start) where bytes[own + index] != text[start + index] { return false }
    return true
  }

  private mutating func place(_ number: Int32, hash: UInt64) {
    let mask = slots.count - 1
    var slot = Self.slot(of: hash, mask: mask)
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = number
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() { place(Int32(truncatingIfNeeded: number), hash: hash) }
  }
}
