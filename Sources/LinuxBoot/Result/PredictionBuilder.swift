import DeviceTree

/// Puts the runs of the model together into one prediction.
struct PredictionBuilder {
  let plan: BootPlan
  let runs: [FinishedRun]
  /// All combinations of unknown facts were run.
  let isComplete: Bool
  /// The first run as it stood in front of the live tree.
  var beforeLiveTree: BootRun?
  private var causes: CauseFinder

  init(plan: BootPlan, runs: [FinishedRun], isComplete: Bool) {
    self.plan = plan
    self.runs = runs
    self.isComplete = isComplete
    causes = CauseFinder(runs)
  }

  mutating func prediction() -> Prediction {
    let run = runs[0].run
    let scanEvents = run.scanEvents ?? run.events.count
    let iomem = run.panic == nil ? run.iomem() : []
    let missing = missing(iomem)
    return Prediction(
      outcome: run.panic.map { .panics($0) } ?? .boots, facts: plan.profile.facts,
      events: Array(run.events.prefix(scanEvents)), failedOperations: run.failedOperations,
      eventsAfterScan: Array(run.events.dropFirst(scanEvents)),
      firstLoggedEvent: run.loggedFrom, regions: mergedRegions(), iomem: iomem,
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

  /// The verdicts of the first run; where the runs differ, `depends` and which value does what.
  private mutating func mergedRegions() -> [RegionVerdict] {
    var merged = runs[0].regions
    for index in merged.indices { merged[index].cause = runs[0].run.cause(of: merged[index]) }
    guard runs.count > 1 else { return merged }
    for index in merged.indices {
      let likely = merged[index]
      if agree(index, likely) { continue }
      let all = runs.map { run in run.regions.indices.contains(index) ? run.regions[index] : likely }
      if all.contains(where: { $0.verdict != likely.verdict }) {
        merged[index].verdict = .depends
        merged[index].decidingFacts = causes.decidingFacts(all.map(\.verdict))
        merged[index].cause = causes.explain(all.map(\.verdict)) { run in
          let region = all[run]
          let cause = runs[run].run.cause(of: region)
          return cause.isEmpty ? region.verdict.rawValue : "\(region.verdict.rawValue) (\(cause))"
        }
        if likely.verdict != .refused, let refused = all.first(where: { $0.verdict == .refused }) {
          merged[index].collisionRange = refused.collisionRange
        }
      } else if all.contains(where: { $0.base != likely.base }) {
        let places = all.map { $0.base.map { "at \(AddressText.hex($0))" } ?? "nowhere" }
        merged[index].cause += "; the address is not certain: " + causes.explain(places) { places[$0] }
      }
      if merged[index].verdict == .refused,
        all.contains(where: { $0.collisionRange != likely.collisionRange })
      {
        merged[index].cause += "; with other values of facts that are not known, other bytes collide"
      }
      if all.contains(where: { $0.lookupAfterBoot != likely.lookupAfterBoot && $0.base == likely.base }) {
        merged[index].lookupAfterBoot = nil
      }
    }
    return merged
  }

  /// Whether all runs say the same of a region, apart from words.
  private func agree(_ index: Int, _ likely: RegionVerdict) -> Bool {
    for run in runs.indices.dropFirst() where runs[run].regions.indices.contains(index) {
      guard runs[run].regions[index].verdict == likely.verdict, runs[run].regions[index].base == likely.base,
        runs[run].regions[index].collisionRange == likely.collisionRange,
        runs[run].regions[index].lookupAfterBoot == likely.lookupAfterBoot
      else { return false }
    }
    return true
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
