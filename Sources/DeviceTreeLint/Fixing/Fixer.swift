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
      for var fixed in made.fixed {
        fixed.place = places[FindingKey(fixed.finding)] ?? fixed.place
        result.fixed.append(fixed)
      }
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

  fileprivate struct Attempt<Subject: FixSubject> {
    var subject: Subject
    var input: LintInput
    var findings: [Finding]
    var fixed: [FixedFinding]
  }

  /// How many mends may follow from one: `ranges` that were missing bring to light what Linux then refuses.
  private static let chainLimit = 6

  /// Tries the mends of a finding until one holds, with those of the findings that it brings to light.
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
          return .success(try settled(finding, mend, findings, subject, search.input, boot))
        } catch {
          if first == nil { first = error }
        }
      }
      return .failure(first ?? Reason("no mend holds"))
    }
  }

  /// Makes a mend, and the first that holds of each finding that it brings to light, until no finding is new.
  private func settled<Subject: FixSubject>(
    _ finding: Finding, _ mend: Mend, _ before: [Finding], _ subject: Subject, _ input: LintInput,
    _ boot: (Subject) -> BootInput?
  ) throws(Reason) -> Attempt<Subject> {
    var comparison = FindingComparison()
    var attempt = Attempt(subject: subject, input: input, findings: before, fixed: [])
    try attempt.make(finding, mend, with: linter, &comparison, boot)
    if comparison.isStillThere(finding, before: before, after: attempt.findings) {
      throw Reason("with the change, the finding is still there")
    }
    while let new = comparison.newFindings(before: before, after: attempt.findings).first {
      let reason = Reason("the change makes another finding: \(new.path): \(new.message) [\(new.rule)]")
      guard attempt.fixed.count < Self.chainLimit else { throw reason }
      var search = linter.search(for: attempt.input)
      let mends = new.search.map { $0(&search) } ?? []
      guard case .success(let candidates) = choice.candidates(new, mends) else { throw reason }
      var isMade = false
      for mend in candidates where !isMade {
        var (next, chain) = (attempt, comparison)
        do throws(Reason) {
          try next.make(new, mend, with: linter, &chain, boot)
          guard !chain.isStillThere(new, before: [new], after: next.findings) else { continue }
          (attempt, comparison, isMade) = (next, chain, true)
        } catch {
          continue
        }
      }
      guard isMade else { throw reason }
    }
    return attempt
  }
}

extension Fixer.Attempt {
  /// Makes one more mend, and looks at what is found then.
  fileprivate mutating func make(
    _ finding: Finding, _ mend: Mend, with linter: Linter, _ comparison: inout FindingComparison,
    _ boot: (Subject) -> BootInput?
  ) throws(Fixer.Reason) {
    let place = subject.location(of: finding)
    comparison.add(mend, in: input.tree)
    let (changed, notes) = try subject.applying(mend)
    guard let input = boot(changed).map({ LintInput(boot: $0, positions: changed.positions) }) else {
      throw Fixer.Reason("the changed tree cannot be judged with these facts about the kernel")
    }
    subject = changed
    self.input = input
    findings = linter.findingsWithoutMends(input)
    fixed.append(FixedFinding(finding: finding, place: place, mend: mend, notes: notes))
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
