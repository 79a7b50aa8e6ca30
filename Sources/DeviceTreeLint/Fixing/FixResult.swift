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
  /// Whether as many were mended as the limit allows, and more might be.
  public var isStopped = false
  /// What could be chosen from, in order.
  public var offered: [OfferedMends] = []
  /// The choices that a finding had a mend for, by the name that they were made for; nil stands for all findings.
  public var heeded: Set<String?> = []
  var left: [FindingKey: Fixer.Reason] = [:]

  init(subject: Subject) { self.subject = subject }

  /// Why a finding that is left was not mended.
  public func reason(_ finding: Finding) -> Fixer.Reason? { left[FindingKey(finding)] }
}
