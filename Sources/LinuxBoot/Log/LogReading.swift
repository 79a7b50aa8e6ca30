/// A log read beside a prediction: whether they agree, where they part, and which facts have to be different.
public struct LogReading: Sendable {
  /// The log's boot.
  public var log: BootLog
  /// What the log tells for sure.
  public var facts: LoggedFacts
  /// The boot as it was predicted: what the call gives, and where that says nothing, what the log does.
  public var input: BootInput
  /// The prediction for it.
  public var prediction: Prediction
  /// The log held against the prediction.
  public var comparison: LogComparison
  /// The facts that have to be different, each tried in the model; empty if nothing has to, or if nothing explains
  /// the log.
  public var changes: [FactCorrection] = []
  /// Facts each of which would explain it alone as well.
  public var otherChanges: [FactCorrection] = []
  /// The changes make prediction and log agree.
  public var isExplained = false
  /// What remains where the changes do not explain everything.
  public var remaining: LogDivergence?
  /// The log has the beginning of the boot; without it operations are not compared.
  public var hasBeginning: Bool
  /// Signs that the tree is not the one that booted.
  public var treeDoubts: [TreeDoubt] = []
  /// Facts that the log tells otherwise than the call, though nothing follows from that here.
  public var contradictions: [FactCorrection] = []

  /// Reads a log.
  ///
  /// Complexity: up to `FactSearch.maximumRuns` runs of the model where they part, one where they agree.
  public init(_ log: BootLog, _ input: BootInput) {
    self.log = log
    facts = LoggedFacts(log, architecture: input.profile.architecture.value)
    self.input = input.settled(by: facts)
    prediction = self.input.prediction()
    let architecture = input.profile.architecture.value
    comparison = LogComparison(log, prediction, architecture: architecture)
    hasBeginning = LogScan(log, architecture).hasBeginning
    // A tree that Linux does not read is neither right nor wrong.
    treeDoubts = self.input.prefersACPI ? [] : TreeDoubt.all(log, facts, self.input)
    let maker = VariationMaker(input: self.input, facts: facts, log: log, prediction: prediction)
    contradictions = maker.contradictions.map(\.change)
    guard !comparison.agrees else {
      isExplained = true
      return
    }
    var search = FactSearch(input, log, facts)
    let found = search.run()
    isExplained = found.agrees
    changes = found.changes.map(\.change)
    otherChanges = found.others.map(\.change)
    remaining = found.agrees ? nil : found.comparison.first
    let named = Set((changes + otherChanges).flatMap { [$0.fact] + $0.parts })
    contradictions.removeAll { named.contains($0.fact) }
  }

  /// The arguments of `dtkit memory` with which prediction and log agree.
  ///
  /// The model was run with them. Empty where the two agree without, where nothing explains the log, and where a change is
  /// one that no argument can state.
  public var arguments: [String] {
    guard isExplained, changes.allSatisfy({ !$0.arguments.isEmpty }) else { return [] }
    return changes.flatMap(\.arguments)
  }
}

extension BootModel {
  /// The prediction for the most likely facts alone: one run.
  static func likeliest(_ input: BootInput) -> Prediction {
    let plan = BootPlan(input)
    var fork = RunFork(plan)
    let builder = PredictionBuilder(plan: plan, runs: [FinishedRun(fork.finish())], isComplete: true)
    return builder.prediction()
  }
}
