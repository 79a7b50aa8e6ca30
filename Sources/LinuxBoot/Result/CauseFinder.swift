/// Finds which open facts decide between outcomes that the runs of the model had.
struct CauseFinder {
  /// The open facts that any run came upon, in order.
  let facts: [FactChoices.Open]
  /// For each fact and run the number of its value, or -1 where the run did not come upon it.
  private let choices: [[Int]]
  /// Facts that decide, by which runs agree: many regions share a pattern.
  private var known: [[Int]: [Int]] = [:]

  init(_ runs: [FinishedRun]) {
    var facts: [FactChoices.Open] = []
    var seen: Set<FactChoices.Open> = []
    for run in runs {
      for fact in run.run.choices.consulted where seen.insert(fact).inserted { facts.append(fact) }
    }
    self.facts = facts
    choices = facts.map { fact in runs.map { $0.choice(of: fact) } }
  }

  /// Which value of which fact leads to which outcome, in words; of more than two facts, one combination for each
  /// outcome.
  ///
  /// `outcomes` has one comparable outcome a run; `text` says a run's outcome in full.
  mutating func explain(_ outcomes: [String], text: (Int) -> String) -> String {
    let deciding = deciding(outcomes)
    var seen: Set<[Int]> = []
    var parts: [String] = []
    var told: Set<String> = []
    for run in outcomes.indices {
      let key = deciding.map { choices[$0][run] }
      guard seen.insert(key).inserted else { continue }
      // Many combinations: one for each outcome is enough to see what matters.
      guard deciding.count <= 2 || told.insert(outcomes[run]).inserted else { continue }
      let conditions = deciding.compactMap { fact -> String? in
        let choice = choices[fact][run]
        return choice < 0 ? nil : "\(facts[fact].name) is \(facts[fact].values[choice])"
      }
      parts.append(
        (conditions.isEmpty ? "otherwise" : "if " + conditions.joined(separator: " and ")) + ": " + text(run))
    }
    let others = seen.count - parts.count
    if others > 0 { parts.append("\(others) other combinations lead to one of these") }
    return parts.joined(separator: "; ")
  }

  /// The names of the facts that tell the outcomes, one a run, apart.
  mutating func decidingFacts(_ outcomes: [String]) -> [String] { deciding(outcomes).map { facts[$0].name } }

  /// The numbers of these facts.
  private mutating func deciding(_ outcomes: [String]) -> [Int] {
    var numbers: [String: Int] = [:]
    let pattern = outcomes.map { outcome -> Int in
      let number = numbers[outcome] ?? numbers.count
      numbers[outcome] = number
      return number
    }
    let deciding = known[pattern] ?? Self.deciding(pattern, choices)
    known[pattern] = deciding
    return deciding
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
