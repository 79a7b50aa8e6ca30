/// Foretells what Linux does with the memory of a tree.
public enum BootModel {
  /// At most this many combinations of facts are tried.
  public static let maximumRuns = 64

  /// Runs the early boot for the most likely facts, and again for the other values of every open fact that it
  /// came upon; a verdict on which the runs differ is `depends`.
  ///
  /// Complexity: a run is O(n log n) in nodes of the tree; up to `maximumRuns` runs.
  public static func predict(_ input: BootInput) -> Prediction {
    var queue = [FactChoices()]
    var seen: Set<[String: Int]> = [[:]]
    var runs: [FinishedRun] = []
    var next = 0
    while next < queue.count, runs.count < maximumRuns {
      var run = BootRun(input, choices: queue[next])
      next += 1
      run.run()
      runs.append(FinishedRun(run))
      // Each open fact that this run asked for, with each of its other values.
      for open in run.choices.consulted where run.choices.chosen[open.name] == nil {
        for choice in 1..<max(1, open.values.count) {
          var other = FactChoices()
          other.chosen = run.choices.chosen
          other.chosen[open.name] = choice
          if seen.insert(other.chosen).inserted { queue.append(other) }
        }
      }
    }
    var builder = PredictionBuilder(input: input, runs: runs, isComplete: next == queue.count)
    return builder.prediction()
  }
}

extension BootInput {
  /// The prediction for this input.
  public func prediction() -> Prediction { BootModel.predict(self) }
}
