import DeviceTree
import LinuxBoot

/// Looks for mends for one entry of a no-map region that Linux refuses, or may refuse.
struct RegionMends {
  let input: LintInput
  let region: RegionVerdict
  let range: MemoryRange

  init?(_ input: LintInput, _ region: RegionVerdict) {
    guard let range = region.range, !region.isDynamic else { return nil }
    self.input = input
    self.region = region
    self.range = range
  }

  /// At most three that differ in kind, the smallest change first.
  func find(_ search: inout MendSearch) -> [Mend] {
    guard range.size > 0 else { return [withoutNode(&search)].compactMap { $0 } }
    let takers = input.takers(of: region)
    let isMapped = takers.contains { if case .region = $0 { true } else { false } }
    var mends: [Mend?] = []
    var lower: MemoryRange?
    if isMapped {
      mends.append(beforeMapped(takers, &search))
      mends.append(withoutNoMap(&search))
    }
    if let ended = endingLower(&search) {
      mends.append(ended.mend)
      lower = ended.range
    } else if !isMapped {
      mends.append(beginningHigher(&search))
    }
    mends.append(moved(&search))
    // What the model says of a region whose verdict depends on facts does not name the likely run's events.
    if takers.contains(.earlycon) || region.verdict == .depends {
      mends.append(ramAbove(lower?.end, &search))
      mends.append(withoutEarlycon(&search))
    }
    return Array(mends.compactMap { $0 }.prefix(3))
  }

  /// The verdict on this region in another prediction.
  func verdict(in prediction: Prediction) -> RegionVerdict? {
    prediction.regions.first { $0.path == region.path && $0.entry == region.entry }
  }

  func isReserved(_ prediction: Prediction) -> Bool { verdict(in: prediction)?.verdict == .reserved }

  /// The cells to write: the whole `reg`, or the entry of a longer one.
  func cells(_ range: MemoryRange) -> String {
    let text = input.tree.rootFormat.text(range)
    let count = input.prediction.regions.count { $0.node == region.node }
    return count > 1 ? "entry \(region.entry + 1) of reg = \(text)" : "reg = \(text);"
  }

  func edit(_ range: MemoryRange) -> @Sendable (inout DeviceTree) -> Void {
    let (node, entry) = (region.node, region.entry)
    return { tree in tree.setEntry(entry, to: range, of: node) }
  }
}
