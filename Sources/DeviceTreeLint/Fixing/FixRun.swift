import DTS
import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// The mending of one tree, round after round, until nothing more can be mended.
struct FixRun<Subject: FixSubject> {
  let fixer: Fixer
  let boot: (Subject) -> BootInput?
  private(set) var result: FixResult<Subject>
  var input: LintInput
  var findings: [Finding]
  /// The new names of all rounds.
  private var history = FindingComparison()
  private var refused: Set<FindingKey> = []
  /// How many names are mended in one round; halved while they do not hold together.
  var namesAtOnce: Int
  // Places are those of the text as the person has it.
  private let original: Subject
  private let originalTree: DeviceTree
  private var places: [FindingKey: SourceLocation] = [:]

  /// Nil where the boot of the subject cannot be said.
  init?(_ fixer: Fixer, _ subject: Subject, _ boot: @escaping (Subject) -> BootInput?) {
    guard let first = boot(subject) else { return nil }
    self.fixer = fixer
    self.boot = boot
    original = subject
    originalTree = first.tree
    result = FixResult(subject: subject)
    input = LintInput(boot: first, positions: subject.positions)
    findings = fixer.linter.findingsWithoutMends(input)
    namesAtOnce = fixer.limit
    for finding in findings.reversed() {
      let place = subject.location(of: finding)
      places[FindingKey(finding)] = place
      // A message may name another node, whose name changes meanwhile.
      places[FindingKey(rule: finding.rule, path: finding.path)] = place
    }
  }

  /// How many more findings may be mended.
  var rest: Int { fixer.limit - result.fixed.count }

  /// Mends what can be mended.
  mutating func run() -> FixResult<Subject> {
    var rounds = MendBudget.rounds(for: input)
    while rest > 0, rounds > 0, let attempt = names() ?? next() {
      take(attempt)
      rounds -= 1
    }
    result.isStopped =
      min(rest, rounds) <= 0 && findings.contains { isOpen($0) && ($0.search != nil || $0.renaming != nil) }
    result.input = input
    result.findings = findings
    return result
  }

  private mutating func take(_ attempt: FixAttempt<Subject>) {
    for var fixed in attempt.fixed {
      fixed.path = history.formerPath(fixed.path)
      fixed.place =
        places[FindingKey(fixed.finding, at: fixed.path)]
        ?? places[FindingKey(rule: fixed.finding.rule, path: fixed.path)] ?? nodePlace(fixed.path)
      result.fixed.append(fixed)
    }
    history.append(attempt.comparison)
    result.subject = attempt.subject
    (input, findings) = (attempt.input, attempt.findings)
  }

  /// Where a node stood before anything was mended.
  private func nodePlace(_ path: String) -> SourceLocation? {
    guard let node = originalTree.node(at: path) else { return nil }
    return original.positions?.range(of: node).flatMap { original.location(of: $0) }
  }

  /// Whether a finding's turn is still to come.
  func isOpen(_ finding: Finding) -> Bool {
    guard finding.level > .note, !refused.contains(FindingKey(finding)) else { return false }
    let paths = [finding.path, history.formerPath(finding.path)]
    return fixer.only.isEmpty
      || fixer.only.contains { name in
        name == finding.rule || paths.contains { MendChoice.names(name, $0) }
      }
  }

  /// The mends of a finding to try; `former` is its node's path when the round began.
  mutating func candidates(
    _ finding: Finding, _ mends: [Mend], former: String
  ) throws(Fixer.Reason) -> [Mend] {
    let path = history.formerPath(former)
    let offer = OfferedMends(rule: finding.rule, path: path, count: mends.count)
    if !mends.isEmpty, isFirstOffer(offer) { result.offered.append(offer) }
    let found = try fixer.choice.candidates(finding, mends, paths: [finding.path, former, path]).get()
    if let heeded = found.heeded { result.heeded.insert(heeded) }
    return found.mends
  }

  private var known: Set<OfferedMends> = []

  private mutating func isFirstOffer(_ offer: OfferedMends) -> Bool { known.insert(offer).inserted }

  /// The first mend that holds, of the first finding that has one.
  private mutating func next() -> FixAttempt<Subject>? {
    var search = fixer.linter.search(for: input)
    for finding in findings where isOpen(finding) {
      do throws(Fixer.Reason) {
        return try attempt(finding, &search)
      } catch {
        refused.insert(FindingKey(finding))
        result.left[FindingKey(finding)] = error
      }
    }
    return nil
  }

  /// Tries the mends of a finding until one holds, with those of the findings that it brings to light.
  private mutating func attempt(
    _ finding: Finding, _ search: inout MendSearch
  ) throws(Fixer.Reason) -> FixAttempt<Subject> {
    let mends = finding.mends(&search)
    var first: Fixer.Reason?
    for mend in try candidates(finding, mends, former: finding.path) {
      do throws(Fixer.Reason) {
        return try settled(finding, mend)
      } catch {
        if first == nil { first = error }
      }
    }
    // What takes a choice is still there to be chosen.
    if mends.contains(where: { $0.applicability != .automatic }), first?.offers.isEmpty ?? true {
      first?.offers = MendOffer.list(mends, of: finding.path)
    }
    throw first ?? Fixer.Reason("no mend holds")
  }
}
