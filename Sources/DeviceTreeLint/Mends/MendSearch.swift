import DeviceTree
import LinuxBoot

/// Tries changes on the model: one is accepted only if its goal is reached and nothing else got worse.
struct MendSearch {
  /// What the help of a finding begins with for which every change failed.
  static let nothingPassed = "no small change passed the model"
  /// The help where the trials were used up before.
  static let untried =
    "mends were not tried for this one: in a tree of this size the model is not run for every finding; mend those "
    + "that have one, and lint again"

  let input: LintInput
  /// What may still be tried.
  var budget: MendBudget
  private let before: Standing

  init(_ input: LintInput, _ budget: MendBudget) {
    self.input = input
    self.budget = budget
    before = Standing(input.prediction)
  }

  /// The same search for a boot with other circumstances, such as another command line.
  init(_ other: LintInput, sharing search: MendSearch) { self.init(other, search.budget) }

  /// The same search for another boot, whose prediction is a trial; nil once the trials are used up.
  mutating func sharing(_ boot: BootInput) -> MendSearch? {
    guard budget.spend(\.trials) else { return nil }
    return MendSearch(LintInput(boot: boot, positions: input.positions), sharing: self)
  }

  /// Takes over what another search used up.
  mutating func account(for other: MendSearch) { budget.account(for: other.budget) }

  /// What the model says of the boot with these changes; nil once the trials are used up.
  mutating func predict(_ changes: [TreeChange]) -> Prediction? { predict(Mend("", changes)) }

  /// What the model says of the boot with the mend; nil once the trials are used up.
  mutating func predict(_ mend: Mend) -> Prediction? {
    guard budget.spend(\.trials) else { return nil }
    return mend.boot(input.boot).prediction()
  }

  /// Whether nothing else is worse than before: every region as good, no new overlap, no new panic.
  func isNoWorse(_ prediction: Prediction) -> Bool { Standing(prediction).isNoWorse(than: before) }

  /// The mend, if the edited tree reaches the goal and nothing is worse.
  mutating func accept(_ mend: Mend, if goal: (Prediction) -> Bool) -> Mend? {
    guard let prediction = predict(mend), goal(prediction), isNoWorse(prediction) else { return nil }
    return mend
  }

  /// All mends as one help text: the smallest, the others after "or", and who must be told.
  static func help(_ mends: [Mend]) -> String? {
    guard !mends.isEmpty else { return nil }
    var lines = mends.map(\.text)
    for index in lines.indices.dropFirst() { lines[index] = "or " + lines[index] }
    if mends.contains(where: \.concernsUsers) { lines.append("with another reg, " + Mend.usersMustBeTold) }
    return lines.joined(separator: "\n")
  }
}
