import DeviceTree
import LinuxBoot

/// A subject with one or more mends, and what is found in it then.
struct FixAttempt<Subject: FixSubject> {
  var subject: Subject
  var input: LintInput
  var findings: [Finding]
  /// What was mended since the attempt began; paths are those of its beginning.
  var fixed: [FixedFinding] = []
  /// The new names since the attempt began.
  var comparison = FindingComparison()

  /// Makes mends of several findings as one change, and looks at what is found then.
  ///
  /// Throws if the change cannot be made, or one of the findings is still there.
  mutating func make(
    _ mends: [(finding: Finding, mend: Mend)], with linter: Linter, _ boot: (Subject) -> BootInput?
  ) throws(Fixer.Reason) {
    let before = comparison.counts(findings)
    let former = comparison
    var whole = Mend("", mends.flatMap(\.mend.changes))
    if mends.count == 1 { whole = mends[0].mend }
    let tree = input.tree
    comparison.add(whole.renames(in: tree))
    let (changed, notes) = try subject.applying(whole)
    guard let input = boot(changed).map({ LintInput(boot: $0, positions: changed.positions) }) else {
      throw Fixer.Reason("the changed tree cannot be judged with these facts about the kernel")
    }
    subject = changed
    self.input = input
    findings = linter.findingsWithoutMends(input)
    // One of two equal findings at a node may be another entry's.
    let after = comparison.counts(findings)
    let keys = mends.map { FindingKey($0.finding, at: former.formerPath($0.finding.path)) }
    if keys.contains(where: { after[$0, default: 0] >= before[$0, default: 1] }) {
      throw Fixer.Reason("with the change, the finding is still there")
    }
    let written = WrittenPaths.notes(on: whole.renames(in: tree), in: input.tree)
    for (index, (finding, mend)) in mends.enumerated() {
      var own = index == 0 ? notes : []
      if mend.concernsUsers { own.append(Mend.usersMustBeTold) }
      own += mend.renames(in: tree).flatMap { written[$0.old] ?? [] }
      // How mends are looked for holds all of what they were looked for in.
      var finding = finding
      finding.search = nil
      fixed.append(FixedFinding(finding: finding, path: keys[index].path, mend: mend, notes: own))
    }
  }
}
