/// Which value of each open fact one run of the model takes, and which open facts it came upon.
struct FactChoices {
  /// A fact that has more than one possible value.
  struct Open: Hashable {
    var name: String
    var values: [String]
  }

  /// By fact name, which value: 0 is the most likely.
  var chosen: [String: Int] = [:]
  /// Open facts that the run asked for, in order.
  private(set) var consulted: [Open] = []

  /// The value of a fact in this run.
  mutating func value<Value: FactValue>(_ fact: Fact<Value>) -> Value {
    guard !fact.alternatives.isEmpty else { return fact.value }
    if !consulted.contains(where: { $0.name == fact.name }) {
      consulted.append(
        Open(name: fact.name, values: [fact.value.factText] + fact.alternatives.map(\.factText)))
    }
    let choice = chosen[fact.name] ?? 0
    return choice > 0 && choice <= fact.alternatives.count ? fact.alternatives[choice - 1] : fact.value
  }
}
