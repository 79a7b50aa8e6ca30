public import DTS
public import DeviceTree
public import LinuxBoot
public import SourceDiagnostics

/// Mends what lint finds, in the source or in a blob's tree, one finding after the other.
///
/// After each change the changed text is compiled and linted again. The change stays only if it compiles to the tree
/// that was meant, the finding is gone, and no other has come.
public struct Fixer: Sendable {
  /// Why something was not mended.
  public struct Reason: Error, Hashable, Sendable {
    /// The reason, in lower case, without a full stop.
    public var text: String
    /// Where it stands, if it is about a place.
    public var range: SourceRange?

    init(_ text: String, at range: SourceRange? = nil) {
      self.text = text
      self.range = range
    }
  }

  /// The rules, and how much may be tried.
  public var linter = Linter()
  /// Which mends are made.
  public var choice = MendChoice()
  /// Rules, and nodes by name or path, whose findings alone are mended; empty for all.
  public var only: [String] = []
  /// How many findings are mended at most; each costs a run of the model for every rule.
  public var limit = 200

  /// Makes a fixer.
  public init() {}

  /// Mends a source.
  ///
  /// `boot` gives what Linux boots with for a compiled tree; nil where it cannot be said.
  public func fix(
    _ source: CompiledSource, boot: (CompiledTree) -> BootInput?
  ) -> FixResult<CompiledSource> {
    run(source) { boot($0.compiled) }
  }

  /// Mends the tree of a blob, which has no text.
  public func fix(_ tree: DeviceTree, boot: (DeviceTree) -> BootInput?) -> FixResult<DeviceTree> {
    run(tree, boot: boot)
  }

  private func run<Subject: FixSubject>(
    _ subject: Subject, boot: (Subject) -> BootInput?
  ) -> FixResult<Subject> {
    var result = FixResult(subject: subject)
    guard let first = boot(subject) else { return result }
    var input = LintInput(boot: first, positions: subject.positions)
    var findings = linter.findingsWithoutMends(input)
    var refused: Set<FindingKey> = []
    // Places are those of the text as the person has it, as long as the finding was there then.
    var places: [FindingKey: SourceLocation] = [:]
    for finding in findings { places[FindingKey(finding)] = subject.location(of: finding) }
    while result.fixed.count < limit {
      var search = linter.search(for: input)
      var made: Attempt<Subject>?
      for finding in findings where made == nil && finding.level > .note && isWanted(finding) {
        guard !refused.contains(FindingKey(finding)) else { continue }
        switch attempt(finding, findings, result.subject, &search, boot) {
        case .success(let attempt): made = attempt
        case .failure(let reason):
          refused.insert(FindingKey(finding))
          result.left[FindingKey(finding)] = reason
        }
      }
      guard let made else { break }
      var fixed = made.fixed
      fixed.place = places[FindingKey(fixed.finding)] ?? fixed.place
      result.fixed.append(fixed)
      result.subject = made.subject
      (input, findings) = (made.input, made.findings)
    }
    result.input = input
    result.findings = findings
    return result
  }

  private func isWanted(_ finding: Finding) -> Bool {
    only.isEmpty || only.contains { $0 == finding.rule || MendChoice.names($0, finding.path) }
  }

  private struct Attempt<Subject: FixSubject> {
    var subject: Subject
    var input: LintInput
    var findings: [Finding]
    var fixed: FixedFinding
  }

  /// Tries the mends of a finding until one holds.
  private func attempt<Subject: FixSubject>(
    _ finding: Finding, _ findings: [Finding], _ subject: Subject, _ search: inout MendSearch,
    _ boot: (Subject) -> BootInput?
  ) -> Result<Attempt<Subject>, Reason> {
    let mends = finding.search.map { search.trials > 0 ? $0(&search) : [] } ?? []
    switch choice.candidates(finding, mends) {
    case .failure(let reason): return .failure(reason)
    case .success(let candidates):
      var first: Reason?
      for mend in candidates {
        do throws(Reason) {
          let (changed, notes) = try subject.applying(mend)
          guard let input = boot(changed).map({ LintInput(boot: $0, positions: changed.positions) }) else {
            throw Reason("the changed tree cannot be judged with these facts about the kernel")
          }
          let after = linter.findingsWithoutMends(input)
          try FindingComparison(mend, in: search.input.tree).check(finding, before: findings, after: after)
          let fixed = FixedFinding(
            finding: finding, place: subject.location(of: finding), mend: mend, notes: notes)
          return .success(Attempt(subject: changed, input: input, findings: after, fixed: fixed))
        } catch {
          if first == nil { first = error }
        }
      }
      return .failure(first ?? Reason("no mend holds"))
    }
  }
}

/// What a finding says of which place.
public struct FindingKey: Hashable, Sendable {
  var rule: String
  var path: String
  var message: String

  init(_ finding: Finding) {
    rule = finding.rule
    path = finding.path
    message = finding.message
  }
}

/// A finding that was mended.
public struct FixedFinding: Sendable {
  /// The finding, as it was.
  public var finding: Finding
  /// Where it stood; nil in a blob.
  public var place: SourceLocation?
  /// The mend.
  public var mend: Mend
  /// What a person should know of the edits.
  public var notes: [String]
}

/// What became of the findings of one tree.
public struct FixResult<Subject: Sendable>: Sendable {
  /// The source, or the tree, with all that could be mended.
  public var subject: Subject
  /// What was mended, in order.
  public var fixed: [FixedFinding] = []
  /// The findings that are left, notes included; mends were not looked for.
  public var findings: [Finding] = []
  /// The boot that the findings follow from; nil if it could not be said.
  public var input: LintInput?
  var left: [FindingKey: Fixer.Reason] = [:]

  init(subject: Subject) { self.subject = subject }

  /// Why a finding that is left was not mended.
  public func reason(_ finding: Finding) -> Fixer.Reason? { left[FindingKey(finding)] }
}
