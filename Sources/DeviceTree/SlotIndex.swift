/// Finds a child or property by parent and name where a parent has too many to look through.
///
/// Few parents have more than a handful, so only those that grow past `threshold` are in the table.
struct SlotIndex: Sendable {
  /// Parents with at most this many slots are searched one by one.
  static let threshold: UInt8 = 12

  private var table: [UInt64: Int32] = [:]
  /// The further slots of a name that several have, which only a blob can bring about; one whose name changed stays
  /// until it would be next.
  private var duplicates: [UInt64: [Int32]] = [:]

  private static func key(_ parent: Int32, _ name: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: parent)) << 32 | UInt64(UInt32(bitPattern: name))
  }

  func find(parent: Int32, name: Int32) -> Int32? { table[Self.key(parent, name)] }

  /// Notes a slot; of several with one name the first stays.
  mutating func add(parent: Int32, name: Int32, slot: Int32) {
    let key = Self.key(parent, name)
    if table[key] == nil { table[key] = slot } else { duplicates[key, default: []].append(slot) }
  }

  /// Forgets a slot whose name is about to change; of several with its name one that still has it takes its place.
  mutating func remove(parent: Int32, name: Int32, slot: Int32, stillHasIt: (Int32) -> Bool) {
    let key = Self.key(parent, name)
    guard table[key] == slot else { return }
    table[key] = nil
    while let next = duplicates[key]?.popLast() {
      guard stillHasIt(next) else { continue }
      table[key] = next
      return
    }
    duplicates[key] = nil
  }
}
