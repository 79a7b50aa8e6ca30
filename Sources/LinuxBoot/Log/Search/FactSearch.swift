/// Looks for the smallest set of facts whose change makes a prediction agree with a log.
///
/// Every set is run through the model before it is named.
struct FactSearch {
  /// At most this many runs of the model; fewer for long logs and large trees, so that the time stays in proportion.
  static let maximumRuns = 600
  /// At most this many facts are changed at once.
  static let maximumChanges = 6

  let base: BootInput
  let log: BootLog
  let facts: LoggedFacts
  private let runLimit: Int
  private var runs = 0

  init(_ base: BootInput, _ log: BootLog, _ facts: LoggedFacts) {
    self.base = base
    self.log = log
    self.facts = facts
    let work = log.entries.count + Int(truncatingIfNeeded: min(base.blobSize, 1 << 30)) / 64
    runLimit = max(32, min(Self.maximumRuns, 8_000_000 / max(1, work)))
  }

  /// What was found.
  struct Found {
    /// The changes; empty if none explains the log.
    var changes: [Variation] = []
    /// Single changes that explain it as well.
    var others: [Variation] = []
    /// Nothing differs any more.
    var agrees = false
    /// How far the changes come.
    var comparison: LogComparison
  }

  /// One fact that explains all; else, fact by fact, the one that carries furthest, and in the end without those that
  /// turn out not to be needed.
  mutating func run() -> Found {
    var (prediction, comparison) = compare([])
    var changes: [Variation] = []
    while !comparison.agrees, changes.count < Self.maximumChanges {
      let taken = Set(changes.map(\.change.fact))
      let input = applied(changes)
      let maker = VariationMaker(input: input, facts: facts, log: log, prediction: prediction)
      let candidates = maker.all.filter { !taken.contains($0.change.fact) }
      var explaining: [Variation] = []
      var best: (variation: Variation, prediction: Prediction, comparison: LogComparison)?
      for candidate in candidates where runs < runLimit && explaining.count < 4 {
        let (tried, result) = compare(changes + [candidate])
        if result.agrees, !explaining.contains(where: { $0.change.fact == candidate.change.fact }) {
          explaining.append(candidate)
        }
        let closest = best?.comparison.closeness ?? comparison.closeness
        if closest.lexicographicallyPrecedes(result.closeness) { best = (candidate, tried, result) }
      }
      if let first = explaining.first {
        let all = pruned(changes + [first])
        let others = all.count == 1 ? Array(explaining.dropFirst()) : []
        return Found(changes: all, others: others, agrees: true, comparison: compare(all).1)
      }
      guard let best else { break }
      changes.append(best.variation)
      (prediction, comparison) = (best.prediction, best.comparison)
    }
    return Found(changes: changes, agrees: comparison.agrees, comparison: comparison)
  }

  /// The input with changes: those that others follow from come first.
  func applied(_ changes: [Variation]) -> BootInput {
    var input = base
    for change in changes where change.isFirst { change.apply(&input) }
    for change in changes where !change.isFirst { change.apply(&input) }
    return input
  }

  private mutating func compare(_ changes: [Variation]) -> (Prediction, LogComparison) {
    runs += 1
    let input = applied(changes)
    let prediction = BootModel.likeliest(input)
    return (
      prediction, LogComparison(log, prediction, architecture: input.profile.architecture.value)
    )
  }

  /// Without every change that is not needed.
  private mutating func pruned(_ changes: [Variation]) -> [Variation] {
    var needed = changes
    for index in changes.indices.reversed() where needed.count > 1 {
      var fewer = needed
      fewer.remove(at: index)
      if compare(fewer).1.agrees { needed = fewer }
    }
    return needed
  }
}
