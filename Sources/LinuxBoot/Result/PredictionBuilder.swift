import DeviceTree

/// Puts the runs of the model together into one prediction.
struct PredictionBuilder {
  let plan: BootPlan
  let runs: [FinishedRun]
  /// All combinations of unknown facts were run.
  let isComplete: Bool
  /// The first run as it stood in front of the live tree.
  var beforeLiveTree: BootRun?
  private let causes: CauseFinder

  init(plan: BootPlan, runs: [FinishedRun], isComplete: Bool) {
    self.plan = plan
    self.runs = runs
    self.isComplete = isComplete
    causes = CauseFinder(runs)
  }

  func prediction() -> Prediction {
    let run = runs[0].run
    let iomem = run.panic == nil ? run.iomem() : []
    let missing = missing(iomem)
    var merger = VerdictMerger(plan.regions.verdicts, runs, causes)
    return Prediction(
      outcome: run.panic.map { .panics($0) } ?? .boots, facts: plan.profile.facts,
      events: run.events.upToScan, failedOperations: run.failedOperations,
      eventsAfterScan: run.events.behindScan,
      firstLoggedEvent: run.loggedFrom, regions: merger.verdicts(), iomem: iomem,
      isIOMemComplete: missing == nil,
      messages: run.messages + remarks(missing), memblock: run.memblockAfterScan ?? run.memblock,
      blob: BlobLifetime(plan.profile), laterUse: laterUse(), runs: runs.count)
  }

  /// Bounds on what comes behind the scan, where it is not known.
  private func laterUse() -> LaterUse? {
    guard runs[0].run.panic == nil, let reason = runs[0].run.unknownAfterScan,
      plan.earlyBoot.continuesBehindScan,
      let beforeLiveTree
    else { return nil }
    return LaterUse(beforeLiveTree, reason: reason)
  }

  /// Why the list of memory is not all that Linux shows; nil if it is.
  private func missing(_ iomem: [IOMemLine]) -> String? {
    if runs[0].run.panic != nil { return "Linux panics" }
    if let why = runs[0].run.missingInIOMem { return why }
    let others = runs.dropFirst().filter { $0.run.panic == nil }
    return others.contains { $0.run.missingInIOMem != nil || $0.run.iomem() != iomem }
      ? "it depends on facts that are not known" : nil
  }

  private func remarks(_ missing: String?) -> [BootMessage] {
    var texts: [String] = []
    for fact in causes.facts {
      texts.append("not known, so each was tried: \(fact.name) (\(fact.values.joined(separator: ", or ")))")
    }
    if runs[0].run.panic == nil, let panic = runs.dropFirst().compactMap(\.run.panic).min() {
      texts.append("with other values of these facts, Linux panics: \(panic)")
    }
    if !isComplete { texts.append("only \(runs.count) of the combinations of unknown facts were tried") }
    if let missing {
      texts.append(
        "the lines of /proc/iomem are not complete: what Linux takes after it read the regions is not exactly known, "
          + "since " + missing)
    }
    return texts.map { BootMessage(level: .remark, text: $0) }
  }
}
