/// Looks for facts whose change makes a prediction agree with a log.
///
/// One fact that explains all is found if there is one. A set of more is made greedily, fact by fact, and what turns out
/// not to be needed is dropped; so it has no superfluous change, but a smaller set may exist. Every set is run through the
/// model before it is named.
struct FactSearch {
  /// At most this many runs of the model; fewer for long logs and large trees, so that the time stays in proportion.
  static let maximumRuns = 600
  /// At most this many facts are changed at once.
  static let maximumChanges = 6

  /// The boot as the call gives it.
  let given: BootInput
  let log: BootLog
  let facts: LoggedFacts
  private let runLimit: Int
  private var runs = 0

  init(_ given: BootInput, _ log: BootLog, _ facts: LoggedFacts) {
    self.given = given
    self.log = log
    self.facts = facts
    let work = log.entries.count + Int(truncatingIfNeeded: min(given.blobSize, 1 << 30)) / 64
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

  /// A set of changes that was tried.
  private struct Trial {
    var changes: [Variation]
    var prediction: Prediction
    var comparison: LogComparison
  }

  /// One fact that explains all; else, fact by fact, the one that carries furthest, and in the end without those that
  /// turn out not to be needed.
  mutating func run() -> Found {
    let base = tried([])
    var present = base
    while !present.comparison.agrees, present.changes.count < Self.maximumChanges {
      let taken = Set(present.changes.map(\.change.fact))
      let maker = VariationMaker(
        input: applied(present.changes), facts: facts, log: log, prediction: present.prediction)
      let candidates = maker.all.filter { !taken.contains($0.change.fact) }
      // What a flag or a file gives is doubted only where nothing that was left open explains the log.
      var best: Trial?
      var explaining: [Variation] = []
      for doubtsCall in [false, true] where explaining.isEmpty {
        let some = candidates.filter { $0.overrulesCall == doubtsCall }
        explaining = explained(by: some, on: present, base, &best)
      }
      if let first = explaining.first {
        let all = pruned(present.changes + [first], base)
        let parts = first.change.parts
        let others = all.count == 1 ? explaining.dropFirst().filter { !parts.contains($0.change.fact) } : []
        return Found(changes: all, others: others, agrees: true, comparison: tried(all).comparison)
      }
      guard let best else { break }
      present = best
    }
    return Found(
      changes: present.changes, agrees: present.comparison.agrees, comparison: present.comparison)
  }

  /// The candidates that explain all, at most four, and the one that carries furthest in `best`.
  private mutating func explained(
    by candidates: [Variation], on present: Trial, _ base: Trial, _ best: inout Trial?
  ) -> [Variation] {
    var explaining: [Variation] = []
    for candidate in candidates where runs < runLimit && explaining.count < 4 {
      let trial = tried(present.changes + [candidate])
      // Where the model knows less there is less to differ, which explains nothing.
      guard trial.comparison.coversAll(of: base.comparison) else { continue }
      if trial.comparison.agrees, !explaining.contains(where: { $0.change.fact == candidate.change.fact }) {
        explaining.append(candidate)
      }
      let closest = (best ?? present).comparison.closeness
      if closest.lexicographicallyPrecedes(trial.comparison.closeness) { best = trial }
    }
    return explaining
  }

  /// The input that the call with changes makes.
  func applied(_ changes: [Variation]) -> BootInput { given.changed(by: changes, settledBy: facts) }

  private mutating func tried(_ changes: [Variation]) -> Trial {
    runs += 1
    let input = applied(changes)
    let prediction = BootModel.likeliest(input)
    return Trial(
      changes: changes, prediction: prediction,
      comparison: LogComparison(log, prediction, architecture: input.profile.architecture.value))
  }

  /// Without every change that is not needed.
  private mutating func pruned(_ changes: [Variation], _ base: Trial) -> [Variation] {
    var needed = changes
    for index in changes.indices.reversed() where needed.count > 1 {
      var fewer = needed
      fewer.remove(at: index)
      let trial = tried(fewer)
      if trial.comparison.agrees, trial.comparison.coversAll(of: base.comparison) { needed = fewer }
    }
    return needed
  }
}
