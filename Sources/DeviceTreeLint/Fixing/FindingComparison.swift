import DeviceTree

/// Holds the findings after one or more mends against those before.
struct FindingComparison {
  /// Old paths and new ones, a list for each mend.
  private var renamed: [[(old: String, new: String)]] = []

  /// Takes one more mend into account, made on this tree.
  mutating func add(_ mend: Mend, in tree: DeviceTree) { renamed.append(mend.renames(in: tree)) }

  /// The path as it was before all mends.
  private func formerPath(_ path: String) -> String {
    var path = path
    for list in renamed.reversed() {
      for (old, new) in list where path == new || path.hasPrefix(new + "/") {
        path = old + path.dropFirst(new.count)
        break
      }
    }
    return path
  }

  /// Whether as many findings say the same of the same node as before.
  func isStillThere(_ finding: Finding, before: [Finding], after: [Finding]) -> Bool {
    let count = after.count { new in
      new.rule == finding.rule && new.message == finding.message && formerPath(new.path) == finding.path
    }
    // One of two equal findings at a node may be another entry's.
    return count >= before.count { FindingKey($0) == FindingKey(finding) }
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
