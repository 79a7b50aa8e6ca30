/// A fact about the kernel that has another value in one prediction than in the other.
public struct FactChange: Hashable, Sendable {
  /// The fact in the first prediction; nil if it is none there.
  public let before: StatedFact?
  /// The fact in the second prediction; nil if it is none there.
  public let after: StatedFact?

  /// What the fact is called.
  public var name: String { after?.name ?? before?.name ?? "" }

  /// The facts whose value differs, in the order of the first; those that only the second has come last.
  static func changes(from before: [StatedFact], to after: [StatedFact]) -> [FactChange] {
    let values = Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(before.map(\.name))
    return before.compactMap { fact in
      let other = values[fact.name]
      let isSame = other?.value == fact.value && other?.alternatives == fact.alternatives
      return isSame ? nil : FactChange(before: fact, after: other)
    } + after.filter { !names.contains($0.name) }.map { FactChange(before: nil, after: $0) }
  }
}
