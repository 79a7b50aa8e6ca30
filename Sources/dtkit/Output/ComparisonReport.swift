import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// One of two boots that are compared.
struct ComparedBoot {
  var path: String
  var prediction: Prediction
  /// What the call left open.
  var remarks: [String]
}

/// What `dtkit memory --compare` tells: what changes from one boot to another.
struct ComparisonReport {
  let before: ComparedBoot
  let after: ComparedBoot
  let comparison: PredictionComparison
  private let showsFacts: Bool
  private let style: Style

  init(_ before: ComparedBoot, _ after: ComparedBoot, showsFacts: Bool, style: Style) {
    self.showsFacts = showsFacts
    self.before = before
    self.after = after
    self.style = style
    comparison = PredictionComparison(before.prediction, after.prediction)
  }

  /// The whole report.
  var text: String {
    var text = boot("before", before) + boot("after", after) + "\n"
    if comparison.isEmpty {
      text += style.paint("Nothing changes", .good)
      text +=
        ": verdicts, what Linux does before it reads /reserved-memory, and its list of memory are the same.\n"
    } else {
      text += [regions, events, iomem].filter { !$0.isEmpty }.joined(separator: "\n")
    }
    for part in [facts, assumptions] where !part.isEmpty { text += "\n" + part }
    return text
  }

  private func boot(_ name: String, _ boot: ComparedBoot) -> String {
    let prediction = boot.prediction
    let tone: Style.Tone = prediction.outcome == .boots ? .good : .bad
    let head = "\(boot.path) under \(prediction.kernelText): "
    return "  \(Self.pad(name, 6))  \(style.paint(head, .strong))"
      + style.paint(prediction.outcomeText, tone) + prediction.regionSummary + "\n"
  }

  private var regions: String {
    let same = comparison.sameRegions
    let changes = comparison.regions
    guard !changes.isEmpty else {
      return same == 0
        ? "" : "What becomes of /reserved-memory does not change (\(Self.count(same, "region"))).\n"
    }
    var text = style.paint("What becomes of /reserved-memory", .strong)
    text += same == 0 ? "\n" : " (\(Self.count(same, "other region")) as before)\n"
    let names = changes.map { ($0.after ?? $0.before)?.name.count ?? 0 }.max() ?? 0
    for change in changes { text += row(change, names: names) }
    return text
  }

  private func row(_ change: RegionChange, names: Int) -> String {
    let (old, new) = (change.before, change.after)
    guard let shown = new ?? old else { return "" }
    let verdicts = [old.map(verdict) ?? "not there", new.map(verdict) ?? "not there"]
    let verdict = verdicts[0] == verdicts[1] ? verdicts[0] : verdicts.joined(separator: " → ")
    let word = word(change.kind).map { "(\($0))  " } ?? ""
    var text = "  \(Self.pad(shown.name, names))  \(verdict)  \(word)"
    let places = [old, new].compactMap { $0.map(place) }
    text += places.count == 2 && places[0] != places[1] ? places.joined(separator: " → ") : places.last ?? ""
    text += "\n"
    if let old, let new, old.name != new.name { text += "    was called \(old.name)\n" }
    if old?.cause != new?.cause {
      for (name, region) in [("before", old), ("after", new)] {
        guard let cause = region?.cause, !cause.isEmpty else { continue }
        text += "\(name): \(cause)".wrapped(to: MemoryReport.width, indent: "    ")
      }
    }
    if let old, let new, old.lookupAfterBoot != new.lookupAfterBoot {
      text += "    drivers find: \(lookup(old)) → \(lookup(new))\n"
    }
    return text
  }

  /// What the row does not show by itself.
  private func word(_ kind: RegionChange.Kind) -> String? {
    switch kind {
    case .added: "only after"
    case .removed: "only before"
    case .moved: "moved"
    case .renamed: "renamed"
    case .verdict, .details: nil
    }
  }

  private func verdict(_ region: RegionVerdict) -> String {
    style.paint(region.verdict.rawValue, style.tone(of: region))
  }

  private func place(_ region: RegionVerdict) -> String {
    let range = region.range.map { AddressText.range($0) } ?? "no place"
    return "\(range), \(AddressText.size(region.size)), \(region.isNoMap ? "no-map" : "mapped")"
  }

  private func lookup(_ region: RegionVerdict) -> String {
    switch region.lookupAfterBoot {
    case nil: "not known"
    case .null: "NULL"
    case .found(let range): AddressText.range(range)
    }
  }

  private var events: String {
    guard !comparison.events.isEmpty || comparison.isReordered else { return "" }
    var text = style.paint("What Linux does to memory before it reads /reserved-memory", .strong) + "\n"
    let rows = comparison.events.map { change in
      [change.before, change.after].compactMap { $0.map { MemoryReport.place($0.range) } }.joined(
        separator: " → ")
    }
    let width = rows.map(\.count).max() ?? 0
    var reason: String?
    for (change, places) in zip(comparison.events, rows) {
      guard let shown = change.after ?? change.before else { continue }
      // A reason that stands above is not said again.
      let why = "\(shown.why) (\(shown.by))"
      let mark = change.before == nil ? "+" : change.after == nil ? "-" : "~"
      let size = shown.range.end == .max ? "" : AddressText.size(shown.range.size)
      text += "  \(mark) \(Self.pad(shown.operation.rawValue, 8))  \(Self.pad(places, width))  \(size)\n"
      if why != reason { text += why.wrapped(to: MemoryReport.width, indent: "              ") }
      reason = why
    }
    if comparison.isReordered { text += "  What both do is done in another order.\n" }
    return text
  }

  private var iomem: String {
    guard !comparison.iomem.isEmpty else { return "" }
    var text = style.paint("/proc/iomem", .strong) + "\n"
    if !comparison.isIOMemComparable {
      text += "  only one of the lists is complete, so lines may differ that would not\n"
    }
    var table = Table()
    for change in comparison.iomem {
      let line = change.line
      let range = "\(AddressText.hex(line.start))-\(AddressText.hex(line.end))"
      table.add(change.isAdded ? "+" : "-", range, String(repeating: "  ", count: line.depth) + line.name)
    }
    return text + table.text
  }

  private var facts: String {
    guard showsFacts, !comparison.facts.isEmpty else { return "" }
    var table = Table()
    for change in comparison.facts {
      let values = [change.before, change.after].map { fact in
        fact.map { ([$0.value.isEmpty ? "empty" : $0.value] + $0.alternatives).joined(separator: " or ") }
          ?? "no fact"
      }
      table.add(change.name, values.joined(separator: " → "))
    }
    return style.paint("What is known of the kernels, and differs", .strong) + "\n" + table.text
  }

  /// What was assumed for both, and for one alone.
  var messages: [String] {
    let lists = [before, after].map { boot in
      boot.remarks + boot.prediction.messages.filter { $0.level == .remark }.map(\.text)
    }
    let (first, second) = (Set(lists[0]), Set(lists[1]))
    return lists[0].map { second.contains($0) ? $0 : "before: \($0)" }
      + lists[1].filter { !first.contains($0) }.map { "after: \($0)" }
  }

  private var assumptions: String {
    guard !messages.isEmpty else { return "" }
    return style.paint("What was assumed", .strong) + "\n"
      + messages.map { "  - " + $0.wrapped(to: MemoryReport.width, indent: "    ").dropFirst(4) }.joined()
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
