import DeviceTree

/// Finds which region of one prediction is which of another.
struct RegionPairing {
  typealias Pair = (before: RegionVerdict?, after: RegionVerdict?)

  /// The pairs, in the order of the first; those that only the second has come last.
  private(set) var pairs: [Pair] = []

  /// Pairs by path and entry, those of one path in order; of the rest those with the same name but for the unit
  /// address, then those in the same place, as far as there is one such on either side.
  init(_ before: [RegionVerdict], _ after: [RegionVerdict]) {
    var partners = [Int?](repeating: nil, count: before.count)
    var left = Array(before.indices)
    var right = Array(after.indices)
    for key in [Key.path, .nameWithoutAddress, .place] {
      var places: [Key.Value: [Int]] = [:]
      // Backwards, so that the first is the last of its list and can be taken off.
      for index in right.reversed() {
        if let value = key.value(of: after[index]) { places[value, default: []].append(index) }
      }
      var counts: [Key.Value: Int] = [:]
      for index in left { if let value = key.value(of: before[index]) { counts[value, default: 0] += 1 } }
      var taken: Set<Int> = []
      for index in left {
        guard let value = key.value(of: before[index]), key == .path || counts[value] == 1,
          key == .path || places[value]?.count == 1, let partner = places[value]?.popLast()
        else { continue }
        partners[index] = partner
        taken.insert(partner)
      }
      left.removeAll { partners[$0] != nil }
      right.removeAll { taken.contains($0) }
    }
    pairs = before.indices.map { index in (before[index], partners[index].map { after[$0] }) }
    pairs += right.map { (nil, after[$0]) }
  }

  /// By what regions are paired.
  private enum Key {
    case path, nameWithoutAddress, place

    struct Value: Hashable {
      var text: String
      var entry: Int
      var range: MemoryRange?
    }

    func value(of region: RegionVerdict) -> Value? {
      switch self {
      case .path: Value(text: region.path, entry: region.entry)
      case .nameWithoutAddress:
        Value(text: String(region.path.prefix { $0 != "@" }), entry: region.entry)
      case .place: region.range.map { Value(text: "", entry: 0, range: $0) }
      }
    }
  }
}
