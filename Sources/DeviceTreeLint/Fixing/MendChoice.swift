/// Which of the mends of a finding is made.
public struct MendChoice: Hashable, Sendable {
  /// Choices by a node's name or path; nil stands for all others.
  private var numbers: [String?: Int] = [:]

  /// The smallest of those that need no choice, everywhere.
  public init() {}

  /// Chooses mend `number`, counted from 1, for the findings of a node, or of all that are not named.
  public mutating func choose(_ number: Int, for node: String? = nil) {
    numbers.updateValue(number, forKey: node)
  }

  /// The choices, those for all findings first.
  public var all: [(node: String?, number: Int)] {
    numbers.map { (node: $0.key, number: $0.value) }.sorted { ($0.node ?? "") < ($1.node ?? "") }
  }

  /// Whether the name is this node's, or its path.
  public static func names(_ name: String, _ path: String) -> Bool {
    name == path
      || path.utf8.split(separator: UInt8(ascii: "/")).last.map { $0.elementsEqual(name.utf8) } ?? false
  }

  /// The choice for a node that has or had these paths; nil for the smallest mend.
  private func choice(for paths: [String]) -> (node: String?, number: Int)? {
    all.first { choice in
      choice.node.map { name in paths.contains { Self.names(name, $0) } } ?? false
    } ?? all.first { $0.node == nil }
  }

  /// What to try of a finding's mends.
  struct Candidates {
    /// The mends, in order; a single one where it was chosen.
    var mends: [Mend]
    /// The choice that was followed.
    var heeded: String??
  }

  /// The mends to try, in order, or why there is none.
  ///
  /// A number that this finding does not have leaves it to the mends that need no choice; a number that no finding
  /// has is the caller's to refuse.
  func candidates(
    _ finding: Finding, _ mends: [Mend], paths: [String]
  ) -> Result<Candidates, Fixer.Reason> {
    guard !mends.isEmpty else { return .failure(Fixer.Reason(finding.help ?? "no mend is known")) }
    if let (node, number) = choice(for: paths), mends.indices.contains(number - 1) {
      return .success(Candidates(mends: [mends[number - 1]], heeded: .some(node)))
    }
    let free = mends.filter { $0.applicability == .automatic }
    guard free.isEmpty else { return .success(Candidates(mends: free)) }
    return .failure(Fixer.Reason(choice: MendOffer.list(mends, of: finding.path)))
  }
}
