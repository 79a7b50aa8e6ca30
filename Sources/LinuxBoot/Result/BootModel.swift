/// Foretells what Linux does with the memory of a tree.
public enum BootModel {
  /// At most this many combinations of facts are tried.
  public static let maximumRuns = 64

  /// Runs the early boot for the most likely facts, and again for the other values of every open fact that it
  /// came upon; a verdict on which the runs differ is `depends`.
  ///
  /// Another value is tried from where the fact was first asked for: what comes before is not done again.
  ///
  /// Complexity: a run is O(n log n) in nodes of the tree; up to `maximumRuns` runs.
  public static func predict(_ input: BootInput) -> Prediction {
    let plan = BootPlan(input)
    var queue = [RunFork(plan)]
    var seen: Set<[String: Int]> = [[:]]
    var runs: [FinishedRun] = []
    var isComplete = true
    var beforeLiveTree: BootRun?
    while runs.count < queue.count, runs.count < maximumRuns {
      var fork = queue[runs.count]
      // The fork is not needed again, and a run that shares nothing is changed in place.
      queue[runs.count].run = nil
      queue[runs.count].checkpoints = []
      runs.append(FinishedRun(fork.finish()))
      let choices = runs[runs.count - 1].run.choices
      beforeLiveTree = beforeLiveTree ?? fork.beforeLiveTree
      // Each open fact that this run asked for, with each of its other values.
      for open in choices.consulted where choices.chosen[open.name] == nil {
        for choice in 1..<max(1, open.values.count) {
          var chosen = choices.chosen
          chosen[open.name] = choice
          guard seen.insert(chosen).inserted else { continue }
          // What will not be run needs no fork.
          if queue.count < maximumRuns {
            queue.append(fork.fork(at: open.name, chosen))
          } else {
            isComplete = false
          }
        }
      }
    }
    var builder = PredictionBuilder(plan: plan, runs: runs, isComplete: isComplete)
    builder.beforeLiveTree = beforeLiveTree
    return builder.prediction()
  }
}

extension BootInput {
  /// The prediction for this input.
  public func prediction() -> Prediction { BootModel.predict(self) }
}
