import DeviceTree

/// Holds the findings after a mend against those before.
struct FindingComparison {
  /// Old paths and new ones.
  private let renamed: [(old: String, new: String)]

  init(_ mend: Mend, in tree: DeviceTree) { renamed = mend.renames(in: tree) }

  /// The path as it was before the mend.
  private func formerPath(_ path: String) -> String {
    for (old, new) in renamed where path == new || path.hasPrefix(new + "/") {
      return old + path.dropFirst(new.count)
    }
    return path
  }

  private struct Key: Hashable {
    var rule: String
    var path: String
  }

  /// Throws what is wrong: the finding is still there, or there is one that was not.
  func check(_ finding: Finding, before: [Finding], after: [Finding]) throws(Fixer.Reason) {
    var known: [Key: [Finding]] = [:]
    for old in before { known[Key(rule: old.rule, path: old.path), default: []].append(old) }
    for new in after {
      let path = formerPath(new.path)
      let isSame = new.rule == finding.rule && path == finding.path && new.message == finding.message
      // One of two equal findings at a node may be another entry's.
      let count = before.count { FindingKey($0) == FindingKey(finding) }
      if isSame, after.count(where: { FindingKey($0) == FindingKey(new) }) >= count {
        throw Fixer.Reason("with the change, the finding is still there")
      }
      let key = Key(rule: new.rule, path: path)
      guard let index = known[key]?.firstIndex(where: { $0.level >= new.level }) else {
        throw Fixer.Reason("the change makes another finding: \(new.path): \(new.message) [\(new.rule)]")
      }
      known[key]?.remove(at: index)
    }
  }
}
