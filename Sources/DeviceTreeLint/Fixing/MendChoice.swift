/// Which of the mends of a finding is made.
public struct MendChoice: Hashable, Sendable {
  /// Choices by a node's name or path; the empty name stands for all others.
  private var numbers: [String: Int] = [:]

  /// The smallest of those that need no choice, everywhere.
  public init() {}

  /// Chooses mend `number`, counted from 1, for the findings of a node, or of all that are not named.
  public mutating func choose(_ number: Int, for node: String? = nil) { numbers[node ?? ""] = number }

  /// The names that choices were made for.
  public var nodes: [String] { numbers.keys.filter { !$0.isEmpty }.sorted() }

  /// Whether the name is this node's, or its path.
  static func names(_ name: String, _ path: String) -> Bool {
    name == path
      || path.utf8.split(separator: UInt8(ascii: "/")).last.map { $0.elementsEqual(name.utf8) } ?? false
  }

  /// The number chosen for a node; nil for the smallest.
  private func number(for path: String) -> Int? {
    numbers.first { !$0.key.isEmpty && Self.names($0.key, path) }?.value ?? numbers[""]
  }

  /// The mends to try, in order, or why there is none.
  func candidates(_ finding: Finding, _ mends: [Mend]) -> Result<[Mend], Fixer.Reason> {
    guard !mends.isEmpty else { return .failure(Fixer.Reason(finding.help ?? "no mend is known")) }
    if let number = number(for: finding.path), number >= 1, number <= mends.count {
      return .success([mends[number - 1]])
    }
    let free = mends.filter { $0.applicability == .automatic }
    guard free.isEmpty else { return .success(free) }
    let offers = mends.enumerated().map { index, mend in
      let why: String? = if case .byChoice(let why) = mend.applicability { why } else { nil }
      return "--mend \(index + 1): \(mend.text)" + (why.map { " (\($0))" } ?? "")
    }
    return .failure(Fixer.Reason("it takes a choice: " + offers.joined(separator: "; ")))
  }
}
