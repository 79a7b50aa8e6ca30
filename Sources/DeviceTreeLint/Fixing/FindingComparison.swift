/// Holds the findings after one or more mends against those before.
struct FindingComparison {
  /// Old paths by new ones, for each mend.
  private var steps: [[String: String]] = []

  /// Takes one more mend into account, made on this tree.
  mutating func add(_ renames: [(old: String, new: String)]) {
    guard !renames.isEmpty else { return }
    var step: [String: String] = [:]
    for (old, new) in renames { step[new] = old }
    steps.append(step)
  }

  /// Takes what came after these mends into account.
  mutating func append(_ later: FindingComparison) { steps += later.steps }

  /// The path as it was before all mends.
  ///
  /// Complexity: O(mends with names × depth of the path).
  func formerPath(_ path: String) -> String {
    steps.reversed().reduce(path) { path, step in
      var end = path.endIndex
      while end > path.startIndex {
        if let old = step[String(path[..<end])] { return old + path[end...] }
        end = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
      }
      return path
    }
  }

  /// How often each thing is said of a node, by the node's path before all mends.
  func counts(_ findings: [Finding]) -> [FindingKey: Int] {
    var counts: [FindingKey: Int] = [:]
    for finding in findings { counts[FindingKey(finding, at: formerPath(finding.path)), default: 0] += 1 }
    return counts
  }

  private struct Key: Hashable {
    var rule: String
    var path: String
  }

  /// The findings that were not there: another rule or node, or of more weight.
  ///
  /// Complexity: O(findings).
  func newFindings(before: [Finding], after: [Finding]) -> [Finding] {
    var known: [Key: [Finding]] = [:]
    for old in before { known[Key(rule: old.rule, path: old.path), default: []].append(old) }
    return after.filter { new in
      let key = Key(rule: new.rule, path: formerPath(new.path))
      guard let index = known[key]?.firstIndex(where: { $0.level >= new.level }) else { return true }
      known[key]?.remove(at: index)
      return false
    }
  }
}
