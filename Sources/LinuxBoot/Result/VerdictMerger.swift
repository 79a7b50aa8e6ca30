import DeviceTree

/// Makes one list of verdicts of what the runs made of the regions.
struct VerdictMerger {
  private let asked: [RegionVerdict]
  /// What each run made of them, the most likely run first.
  private let outcomes: [[RegionOutcome]]
  private var texts: [CollisionText]
  private var causes: CauseFinder

  init(_ asked: [RegionVerdict], _ runs: [FinishedRun], _ causes: CauseFinder) {
    self.asked = asked
    outcomes = runs.map(\.run.regions)
    texts = runs.map { CollisionText($0.run.events) }
    self.causes = causes
  }

  /// The verdicts of the first run; where the runs differ, `depends` and which value does what.
  mutating func verdicts() -> [RegionVerdict] {
    guard let likely = outcomes.first else { return [] }
    return likely.indices.map { verdict($0, likely[$0]) }
  }

  private mutating func verdict(_ index: Int, _ likely: RegionOutcome) -> RegionVerdict {
    var merged = RegionVerdict(asked[index], likely)
    guard !agree(index, likely) else {
      merged.cause = texts[0].cause(of: likely)
      return merged
    }
    let all = outcomes.map { $0.indices.contains(index) ? $0[index] : likely }
    if all.contains(where: { $0.verdict != likely.verdict }) {
      depend(&merged, all)
    } else {
      merged.cause = texts[0].cause(of: likely)
      if all.contains(where: { $0.base != likely.base }) {
        let places = all.map { $0.base.map { "at \(AddressText.hex($0))" } ?? "nowhere" }
        merged.cause += "; the address is not certain: " + causes.cases(places).text { places[$0] }
      }
      if likely.verdict == .refused, all.contains(where: { $0.collisionRange != likely.collisionRange }) {
        merged.cause += "; with other values of facts that are not known, other bytes collide"
      }
    }
    if all.contains(where: { $0.lookupAfterBoot != likely.lookupAfterBoot && $0.base == likely.base }) {
      merged.lookupAfterBoot = nil
    }
    return merged
  }

  /// Says which value leads to which verdict.
  private mutating func depend(_ merged: inout RegionVerdict, _ all: [RegionOutcome]) {
    let cases = causes.cases(all.map(\.verdict))
    merged.decidingFacts = cases.names
    merged.cause = cases.text { run in
      let verdict = all[run].verdict.rawValue
      let cause = texts[run].cause(of: all[run])
      return cause.isEmpty ? verdict : "\(verdict) (\(cause))"
    }
    if merged.verdict != .refused, let refused = all.first(where: { $0.verdict == .refused }) {
      merged.collisionRange = refused.collisionRange
    }
    merged.verdict = .depends
  }

  /// Whether all runs say the same of a region, apart from words.
  private func agree(_ index: Int, _ likely: RegionOutcome) -> Bool {
    for list in outcomes.dropFirst() where list.indices.contains(index) {
      guard list[index].verdict == likely.verdict, list[index].base == likely.base,
        list[index].collisionRange == likely.collisionRange,
        list[index].lookupAfterBoot == likely.lookupAfterBoot
      else { return false }
    }
    return true
  }
}
