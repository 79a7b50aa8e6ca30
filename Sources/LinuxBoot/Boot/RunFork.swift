/// A run that is still to be finished, with the places from which others can be forked off it.
struct RunFork {
  /// A run as it stood when it was about to ask for an open fact for the first time.
  struct Checkpoint {
    var fact: String
    /// Nil where the fact decides how a run begins.
    var run: BootRun?
  }

  let plan: BootPlan
  /// The run, at some stage; nil to begin one.
  var run: BootRun?
  var chosen: [String: Int]
  var checkpoints: [Checkpoint] = []
  /// The most likely run as it stood in front of the live tree.
  private(set) var beforeLiveTree: BootRun?

  /// The most likely run, from its beginning.
  init(_ plan: BootPlan) {
    self.plan = plan
    chosen = [:]
  }

  private init(_ plan: BootPlan, _ run: BootRun?, _ chosen: [String: Int], _ checkpoints: [Checkpoint]) {
    self.plan = plan
    self.run = run
    self.chosen = chosen
    self.checkpoints = checkpoints
  }

  /// Does what is left of the run, and remembers how it stood before each stage that asked for an open fact.
  mutating func finish() -> BootRun {
    var current: BootRun
    if let run {
      current = run
      self.run = nil
    } else {
      var choices = FactChoices()
      choices.chosen = chosen
      current = BootRun(plan, choices: choices, speaks: chosen.isEmpty)
      for open in current.choices.consulted { checkpoints.append(Checkpoint(fact: open.name, run: nil)) }
    }
    while !current.isOver {
      let before = current
      if current.speaks, plan.stages[current.stagesDone] == .liveTree { beforeLiveTree = current }
      current.advance()
      for open in current.choices.consulted.dropFirst(before.choices.consulted.count) {
        checkpoints.append(Checkpoint(fact: open.name, run: before))
      }
    }
    return current
  }

  /// The run that takes other values, from the stage in which `fact` was first asked for.
  func fork(at fact: String, _ chosen: [String: Int]) -> RunFork {
    let index = checkpoints.firstIndex { $0.fact == fact } ?? 0
    guard checkpoints.indices.contains(index), var run = checkpoints[index].run else {
      return RunFork(plan, nil, chosen, [])
    }
    run.choices.chosen = chosen
    run.speaks = false
    run.messages = []
    return RunFork(plan, run, chosen, Array(checkpoints.prefix { $0.fact != fact }))
  }
}
