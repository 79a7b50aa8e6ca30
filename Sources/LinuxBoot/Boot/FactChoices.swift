/// Which value of each open fact one run of the model takes, and which open facts it came upon.
struct FactChoices {
  /// A fact that has more than one possible value.
  struct Open: Hashable {
    var name: String
    var values: [String]
  }

  /// By fact name, which value: 0 is the most likely.
  var chosen: [String: Int] = [:] {
    didSet { settled = consulted.map { chosen[$0.name] ?? 0 } }
  }
  /// Open facts that the run asked for, in order.
  private(set) var consulted: [Open] = []
  /// Which value each of `consulted` has.
  private var settled: [Int] = []

  /// The value of a fact in this run.
  mutating func value<Value: FactValue>(_ fact: Fact<Value>) -> Value {
    guard !fact.alternatives.isEmpty else { return fact.value }
    let choice: Int
    if let index = consulted.firstIndex(where: { $0.name == fact.name }) {
      choice = settled[index]
    } else {
      choice = chosen[fact.name] ?? 0
      settled.append(choice)
      consulted.append(
        Open(name: fact.name, values: [fact.value.factText] + fact.alternatives.map(\.factText)))
    }
    return choice > 0 && choice <= fact.alternatives.count ? fact.alternatives[choice - 1] : fact.value
  }
}
