import DeviceTree
import LinuxBoot

/// How well every region of a prediction fares, to compare two.
struct Standing {
  struct Key: Hashable {
    var path: String
    var entry: Int
  }

  private struct Place {
    var rank: Int
    var isFound: Bool
    /// What part of the region is RAM: none, some, all.
    var ramShare: Int
  }

  private var places: [Key: Place] = [:]
  private var overlaps = 0
  private var panics = false

  init(_ prediction: Prediction) {
    let ram = AddressMap(memoryOf: prediction)
    for region in prediction.regions {
      var share = 0
      if let range = region.range { share = ram.contains(range) ? 2 : ram.overlaps(range) ? 1 : 0 }
      places[Key(path: region.path, entry: region.entry)] = Place(
        rank: Self.rank(region.verdict), isFound: region.lookupAfterBoot.map { $0 != .null } ?? false,
        ramShare: share)
    }
    overlaps = Self.overlapCount(prediction)
    if case .panics = prediction.outcome { panics = true }
  }

  private static func rank(_ kind: RegionVerdict.Kind) -> Int {
    switch kind {
    case .reserved: 0
    case .depends, .notSaved: 1
    case .refused, .unplaced, .ignored, .undone: 2
    }
  }

  /// Static regions that begin inside another one.
  private static func overlapCount(_ prediction: Prediction) -> Int {
    var end: UInt64 = 0
    var count = 0
    let ranges = prediction.regions.compactMap(\.range).filter { !$0.isEmpty }
    for range in ranges.sorted(by: { ($0.base, $0.size) < ($1.base, $1.size) }) {
      if range.base < end { count += 1 }
      end = max(end, range.end)
    }
    return count
  }

  func isNoWorse(than before: Standing) -> Bool {
    if (panics && !before.panics) || overlaps > before.overlaps { return false }
    for (key, old) in before.places {
      // A region that a mend took out is no worse off.
      guard let new = places[key] else { continue }
      if new.rank > old.rank || (old.isFound && !new.isFound) || new.ramShare < old.ramShare { return false }
    }
    return true
  }
}
