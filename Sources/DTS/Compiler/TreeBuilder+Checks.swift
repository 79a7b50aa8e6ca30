import DeviceTree
import SourceDiagnostics

/// The order of the checks.
extension TreeBuilder {
  /// Makes one of the checks that the compiler makes itself, unless it is off, or one that it needs or, where the first
  /// that fails is the last, any before it failed (dtc's `run_check` and `process_checks`, 1.8.1).
  mutating func make(_ name: String, _ look: (inout TreeBuilder) -> Void) {
    guard failedCheck == nil || !endsAtFailedCheck, let index = NamedCheck.index(of: name),
      let level = levels.level(at: index)
    else { return }
    var status = CheckRun.Status.passed
    for needed in NamedCheck.prerequisites[index] where endsAtFailedCheck && statuses[needed] != .passed {
      status = .prerequisite
      report(
        Failure(check: name, text: "Failed prerequisite '\(NamedCheck.all[needed].name)'"),
        "the check '\(name)' was not made: '\(NamedCheck.all[needed].name)' failed", at: 0..<0)
    }
    if status == .passed {
      hasFinding = false
      look(&self)
      if hasFinding { status = .failed }
    }
    statuses[index] = status
    if status != .passed, level == .error, failedCheck == nil { failedCheck = index }
  }

  /// Makes the checks that look at the whole tree, as dtc does before it adds `__symbols__` and fix-ups.
  mutating func check() {
    let between = NamedCheck.index(of: "node_name_vs_property_name") ?? 0
    // Behind a check that failed only those are left that stand before it.
    guard !hasErrors || endsAtFailedCheck && !hasSyntaxErrors && (failedCheck ?? 0) > between else { return }
    var run = CheckRun(tree, levels: levels, isPlugin: isPlugin, statuses: statuses)
    run.run(before: failedCheck ?? NamedCheck.all.count)
    let later = findings.firstIndex { (NamedCheck.index(of: $0.check) ?? 0) > between } ?? findings.count
    let early = run.findings.prefix { NamedCheck.index(of: $0.check) == between }
    findings.insert(contentsOf: early, at: later)
    findings += run.findings.dropFirst(early.count)
    adopt(run)
  }
}
