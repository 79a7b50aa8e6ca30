public import DTS
import DeviceTree
public import LinuxBoot
import SourceDiagnostics

/// Runs rules over a tree: foretells the boot once, collects, orders, and has mends tried.
public struct Linter: Sendable {
  /// The rules to run.
  public var rules: [any LintRule]
  /// How many edited trees the model may be run on at most, all findings together.
  ///
  /// A tree with a thousand faults gets all its findings, but not a mend for each.
  public var mendTrials = 200

  /// Makes a linter.
  public init(rules: [any LintRule] = LintRules.all) { self.rules = rules }

  /// What the rules find in a tree and in the boot that follows from it, in the order of the sources.
  public func lint(
    _ boot: BootInput, positions: SourceTable? = nil, prediction: Prediction? = nil
  ) -> [Finding] {
    lint(LintInput(boot: boot, positions: positions, prediction: prediction))
  }

  /// What the rules find, in the order of the sources; of a blob, in the order of its nodes.
  public func lint(_ input: LintInput) -> [Finding] {
    var findings = findingsWithoutMends(input)
    var search = search(for: input)
    for index in findings.indices {
      findings[index].mends = findings[index].mends(&search)
      findings[index].search = nil
      if let text = MendSearch.help(findings[index].mends) {
        findings[index].help = text
      } else if search.budget.isSpent, findings[index].help?.hasPrefix(MendSearch.nothingPassed) == true {
        // It is not known whether one would have passed.
        findings[index].help = MendSearch.untried
      }
    }
    return findings
  }

  /// What the rules find, in order; no mend was looked for yet.
  func findingsWithoutMends(_ input: LintInput) -> [Finding] {
    FindingOrder(input).sorted(
      rules.flatMap { rule in rule.check(input).map { $0.statingArchitecture(of: rule, input) } })
  }

  /// A search with as many trials as the tree lets us afford: each takes the model through all of it, once for every
  /// combination of facts that the first prediction tried.
  func search(for input: LintInput) -> MendSearch {
    MendSearch(input, MendBudget(for: input, trials: mendTrials))
  }
}
