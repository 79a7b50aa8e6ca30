import DeviceTree
import LinuxBoot

extension FixRun {
  /// How many mends may follow from one: `ranges` that were missing bring to light what Linux then refuses.
  private static var chainLimit: Int { 6 }

  /// Makes a mend, and the first that holds of each finding that it brings to light, until no finding is new.
  mutating func settled(_ finding: Finding, _ mend: Mend) throws(Fixer.Reason) -> FixAttempt<Subject> {
    var attempt = FixAttempt(subject: result.subject, input: input, findings: findings)
    try attempt.make([(finding, mend)], with: fixer.linter, boot)
    while let new = attempt.comparison.newFindings(before: findings, after: attempt.findings).first {
      var reason = Fixer.Reason("the change makes another finding: \(new.path): \(new.message) [\(new.rule)]")
      guard attempt.fixed.count < Self.chainLimit else { throw reason }
      var search = fixer.linter.search(for: attempt.input)
      let candidates: [Mend]
      do throws(Fixer.Reason) {
        candidates = try self.candidates(
          new, new.mends(&search), former: attempt.comparison.formerPath(new.path))
      } catch {
        if !error.offers.isEmpty { reason.text += "; of that, \(Fixer.Reason.choice)" }
        reason.offers = error.offers
        throw reason
      }
      guard let made = first(candidates, of: new, after: attempt) else { throw reason }
      attempt = made
    }
    return attempt
  }

  private func first(
    _ mends: [Mend], of finding: Finding, after attempt: FixAttempt<Subject>
  ) -> FixAttempt<Subject>? {
    for mend in mends {
      var next = attempt
      if (try? next.make([(finding, mend)], with: fixer.linter, boot)) != nil { return next }
    }
    return nil
  }

  /// As many wrong names as hold together, mended in one round; nil if there are not two.
  ///
  /// Linux takes nothing from these names, so that one mend cannot spoil another, and a round costs the same for one
  /// name and for many.
  mutating func names() -> FixAttempt<Subject>? {
    let all = independentNames()
    while namesAtOnce > 1, all.count > 1 {
      let some = Array(all.prefix(min(namesAtOnce, rest)))
      guard some.count > 1 else { return nil }
      var attempt = FixAttempt(subject: result.subject, input: input, findings: findings)
      let isMade = (try? attempt.make(some, with: fixer.linter, boot)) != nil
      if isMade, attempt.comparison.newFindings(before: findings, after: attempt.findings).isEmpty {
        namesAtOnce = min(namesAtOnce * 2, fixer.limit)
        return attempt
      }
      namesAtOnce = some.count / 2
    }
    // The next round mends one finding alone; after it, more may hold together again.
    namesAtOnce = min(2, fixer.limit)
    return nil
  }

  /// Findings that another name mends, no two at one path or below one another.
  private mutating func independentNames() -> [(finding: Finding, mend: Mend)] {
    let tree = input.tree
    var chosen: [(finding: Finding, mend: Mend)] = []
    var nodes: Set<DeviceTree.NodeID> = []
    var taken: Set<String> = []
    for finding in findings {
      guard let mend = finding.renaming, isOpen(finding),
        let candidates = try? candidates(finding, [mend], former: finding.path), candidates.count == 1
      else { continue }
      var above = tree.parent(of: finding.node)
      while let node = above, !nodes.contains(node) { above = tree.parent(of: node) }
      guard above == nil, mend.renames(in: tree).allSatisfy({ taken.insert($0.new).inserted }) else {
        continue
      }
      nodes.insert(finding.node)
      chosen.append((finding, mend))
    }
    return chosen
  }
}
