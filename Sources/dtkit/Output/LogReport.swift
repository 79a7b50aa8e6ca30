import LinuxBoot
import SourceDiagnostics

/// What `dtkit memory --log` tells: whether a boot went as foretold, where it did not, and which fact must be different.
struct LogReport {
  var reading: LogReading
  var log: LogInput
  /// The path of the tree.
  var tree: String
  /// What the call left open, from the command.
  var remarks: [String]
  var showsFacts = false
  var style: Style

  var comparison: LogComparison { reading.comparison }

  /// The whole report.
  var text: String {
    var text = verdict.wrapped(to: MemoryReport.width, indent: "") + "\n"
    if let first = comparison.first { text += place(first) + "\n" + changes + "\n" }
    text += style.paint("What was compared", .strong) + "\n" + tallies
    if showsFacts {
      let report = MemoryReport(path: tree, prediction: reading.prediction, remarks: [], style: style)
      text += "\n" + report.facts
    }
    let notes = self.notes
    if !notes.isEmpty {
      text +=
        "\n" + style.paint("Worth knowing", .strong) + "\n"
        + notes.map { "  - " + $0.wrapped(to: MemoryReport.width, indent: "    ").dropFirst(4) }.joined()
    }
    return text
  }

  /// One sentence.
  private var verdict: String {
    guard let first = comparison.first else {
      guard !comparison.isEmpty else {
        return style.paint("Nothing could be compared", .doubtful)
          + ": \(log.path) has no line about memory that the prediction for \(tree) has as well."
      }
      return style.paint("The log agrees with the prediction", .good) + ": \(counts(comparison))."
    }
    let sentence = style.paint("They part at line \(first.line) of \(file(of: first))", .bad)
    if reading.isExplained, !reading.changes.isEmpty {
      let names = reading.changes.map(\.fact).joined(separator: " and ")
      return sentence + ", and they agree once \(style.paint(names, .strong)) "
        + "\(reading.changes.count == 1 ? "is" : "are") different."
    }
    if reading.treeDoubts.contains(where: \.isCertain) {
      return sentence + ", and \(tree) is not the tree that booted."
    }
    return sentence + ", and no fact that was tried explains it."
  }

  /// The file whose line it is.
  func file(of divergence: LogDivergence) -> String {
    divergence.subject == .iomem ? log.iomemPath ?? log.path : log.path
  }

  private func place(_ first: LogDivergence) -> String {
    let width = MemoryReport.width
    let predicted = (first.predicted ?? "nothing of the kind").wrapped(to: width, indent: "            ")
    let seen = (first.seen ?? "not there, though what comes later is").wrapped(
      to: width, indent: "            ")
    return style.paint("Where they part", .strong) + "\n"
      + "  foretold  " + predicted.dropFirst(12) + "  seen      " + seen.dropFirst(12)
  }

  private var changes: String {
    guard !reading.changes.isEmpty else {
      let text =
        "Each fact that the model knows of was given its other values, alone and with others, and with none of them "
        + "prediction and log agree. The tree may not be the one that booted, or this kernel does something that the "
        + "model does not have."
      return text.wrapped(to: MemoryReport.width, indent: "")
    }
    var text =
      style.paint(reading.isExplained ? "What must be different" : "What comes closest", .strong) + "\n"
    text += reading.changes.map(described).joined()
    if !reading.otherChanges.isEmpty {
      text += "  or instead\n" + reading.otherChanges.map(described).joined()
    }
    if let remaining = reading.remaining {
      text += "  Then they still part at line \(remaining.line) of \(file(of: remaining)): "
      text += "foretold \(remaining.predicted ?? "nothing"), seen \(remaining.seen ?? "nothing")\n"
    }
    if reading.isExplained { text += call }
    return text
  }

  private func described(_ change: FactCorrection) -> String {
    let why = change.evidence.map { "\($0.text) says so" } ?? "found by trying"
    var text = "  \(style.paint(change.fact, .strong))\n"
    text +=
      "    given   "
      + "\(change.given) (\(change.source))".wrapped(
        to: MemoryReport.width, indent: "            "
      ).dropFirst(12)
    text +=
      "    needed  "
      + "\(change.needed) (\(why))".wrapped(
        to: MemoryReport.width, indent: "            "
      ).dropFirst(12)
    if let help = change.help { text += help.wrapped(to: MemoryReport.width, indent: "            ") }
    return text
  }

  /// The call that makes them agree.
  private var call: String {
    guard !reading.arguments.isEmpty else { return "" }
    return "\n" + style.paint("The call that agrees with the log", .strong) + "\n  "
      + MemoryCall(adding: reading.arguments).text + "\n"
  }

  private var tallies: String {
    var table = Table()
    func row(_ name: String, _ tally: LogComparison.Tally?, _ missing: String) {
      table.add(name, tally.map { "\($0.agreed) of \(max($0.predicted, $0.seen)) agree" } ?? missing)
    }
    let hasOperations = reading.log.entries.contains {
      if case .operation = $0.statement { true } else { false }
    }
    row(
      "operations on memblock", comparison.operations,
      hasOperations
        ? "the first are missing" : "none in the log (memblock=debug on the command line shows them)")
    row("lines on regions", comparison.regions, "none")
    if comparison.messages.seen + comparison.messages.predicted > 0 {
      row("other lines", comparison.messages, "none")
    }
    if let dump = comparison.dump { row("dump of memblock", dump, "") }
    row("lines of /proc/iomem", comparison.iomem, reading.log.iomem == nil ? "not given (--iomem)" : "hidden")
    table.add("how the boot ends", comparison.endIsSeen ? "compared" : "not in the log")
    return table.text
  }

  /// "17 of 17 operations before the scan, 6 regions, 41 lines of /proc/iomem".
  private func counts(_ comparison: LogComparison) -> String {
    var parts: [String] = []
    if let tally = comparison.operations {
      parts.append("\(tally.agreed) of \(tally.predicted) operations on memblock")
    }
    if let tally = comparison.regions, tally.agreed > 0 {
      parts.append("\(tally.agreed) line\(tally.agreed == 1 ? "" : "s") on regions")
    }
    if let tally = comparison.dump { parts.append("\(tally.agreed) stretches of memory") }
    if let tally = comparison.iomem { parts.append("\(tally.agreed) lines of /proc/iomem") }
    if comparison.endIsSeen { parts.append("how the boot ends") }
    return parts.isEmpty ? "no region is refused in either" : parts.joined(separator: ", ")
  }
}
