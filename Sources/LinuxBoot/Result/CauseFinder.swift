/// Finds which open facts decide between outcomes that the runs of the model had.
struct CauseFinder {
  /// The open facts that any run came upon, in order.
  let facts: [FactChoices.Open]
  /// For each fact and run the number of its value, or -1 where the run did not come upon it.
  private let choices: [[Int]]
  /// A condition, and a run that has it.
  struct Case {
    var run: Int
    var condition: String
  }

  /// The facts that decide, and which of their values are worth telling.
  struct Cases {
    var deciding: [Int] = []
    /// The names of those that decide.
    var names: [String] = []
    var shown: [Case] = []
    /// Combinations that are left out.
    var others = 0

    /// Which value of which fact leads to which outcome, in words; of more than two facts, one combination for each
    /// outcome.
    ///
    /// `outcome` says a run's outcome in full.
    func text(_ outcome: (Int) -> String) -> String {
      var text = ""
      for shown in shown {
        if !text.isEmpty { text += "; " }
        text += shown.condition
        text += ": "
        text += outcome(shown.run)
      }
      if others > 0 {
        if !text.isEmpty { text += "; " }
        text += "\(others) other combinations lead to one of these"
      }
      return text
    }
  }

  /// Cases by which runs agree: many regions share a pattern.
  private var known: [[Int]: Cases] = [:]
  /// Those of the last question: neighbours mostly ask the same.
  private var last: (pattern: [Int], cases: Cases) = ([], Cases())

  init(_ runs: [FinishedRun]) {
    var facts: [FactChoices.Open] = []
    var seen: Set<FactChoices.Open> = []
    for run in runs {
      for fact in run.run.choices.consulted where seen.insert(fact).inserted { facts.append(fact) }
    }
    self.facts = facts
    choices = facts.map { fact in runs.map { $0.choice(of: fact) } }
  }

  /// Which facts tell the outcomes, one a run, apart.
  mutating func cases<Outcome: Hashable>(_ outcomes: [Outcome]) -> Cases {
    let pattern = Self.pattern(outcomes)
    if pattern == last.pattern { return last.cases }
    let cases = known[pattern] ?? self.cases(of: pattern)
    known[pattern] = cases
    last = (pattern, cases)
    return cases
  }

  /// For each run the number of its outcome, in order of their first.
  private static func pattern<Outcome: Hashable>(_ outcomes: [Outcome]) -> [Int] {
    var seen: [Outcome] = []
    return outcomes.map { outcome in
      if let number = seen.firstIndex(of: outcome) { return number }
      seen.append(outcome)
      return seen.count - 1
    }
  }

  /// The values of the deciding facts that lead to different outcomes, each with a run that took them.
  private func cases(of pattern: [Int]) -> Cases {
    var cases = Cases(deciding: Self.deciding(pattern, choices))
    cases.names = cases.deciding.map { facts[$0].name }
    var seen: Set<[Int]> = []
    var told: Set<Int> = []
    for run in pattern.indices {
      let key = cases.deciding.map { choices[$0][run] }
      guard seen.insert(key).inserted else { continue }
      // Many combinations: one for each outcome is enough to see what matters.
      guard cases.deciding.count <= 2 || told.insert(pattern[run]).inserted else { continue }
      let conditions = cases.deciding.compactMap { fact -> String? in
        let choice = choices[fact][run]
        return choice < 0 ? nil : "\(facts[fact].name) is \(facts[fact].values[choice])"
      }
      cases.shown.append(
        Case(
          run: run,
          condition: conditions.isEmpty ? "otherwise" : "if " + conditions.joined(separator: " and ")))
    }
    cases.others = seen.count - cases.shown.count
    return cases
  }

  /// One fact that tells the outcomes apart, or two, or else all.
  private static func deciding(_ pattern: [Int], _ choices: [[Int]]) -> [Int] {
    for fact in choices.indices where decides([fact], pattern, choices) { return [fact] }
    for fact in choices.indices {
      for other in choices.indices.dropFirst(fact + 1) where decides([fact, other], pattern, choices) {
        return [fact, other]
      }
    }
    return Array(choices.indices)
  }

  private static func decides(_ facts: [Int], _ pattern: [Int], _ choices: [[Int]]) -> Bool {
    var outcome: [[Int]: Int] = [:]
    for (run, number) in pattern.enumerated() {
      let key = facts.map { choices[$0][run] }
      if let other = outcome[key], other != number { return false }
      outcome[key] = number
    }
    return true
  }
}
