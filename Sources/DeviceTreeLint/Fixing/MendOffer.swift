/// One of the mends of a finding, as a person chooses it.
public struct MendOffer: Hashable, Sendable {
  /// The path of the finding's node.
  public var path: String
  /// Its number, counted from 1.
  public var number: Int
  /// What it does.
  public var text: String
  /// What only a person can know about it; nil for one that needs no choice.
  public var condition: String?

  /// The mends of a finding, numbered.
  static func list(_ mends: [Mend], of path: String) -> [MendOffer] {
    mends.enumerated().map { index, mend in
      let why: String? = if case .byChoice(let why) = mend.applicability { why } else { nil }
      return MendOffer(path: path, number: index + 1, text: mend.text, condition: why)
    }
  }

  /// "--mend 1: drop reusable (the owner of the memory decides which)".
  var words: String { "--mend \(number): \(text)" + (condition.map { " (\($0))" } ?? "") }
}
