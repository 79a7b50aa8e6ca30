import LinuxBoot
import SourceDiagnostics

extension LogReport {
  /// The machine output of `dtkit memory` with `log`, documented in docs/machine-output.md.
  var members: [(String, JSONValue)] { reading.prediction.members(remarks: remarks) + [("log", object)] }

  /// Where they part, each at its line of the log.
  var findings: [Diagnostic] {
    reading.comparison.divergences.map { divergence in
      let path = file(of: divergence)
      let foretold = divergence.predicted.map { "foretold was \($0)" } ?? "nothing of the kind was foretold"
      let seen = divergence.seen.map { "the log has \($0)" } ?? "the log has nothing of the kind"
      let range = log.sources.file(at: path).map { file in
        let line = log.sources[file].byteRange(ofLine: divergence.line)
        return SourceRange(file: file, start: line.lowerBound, end: line.upperBound)
      }
      return Diagnostic(.warning, "\(foretold); \(seen)", at: range, rule: "log-divergence", subject: path)
    }
  }

  private var object: JSONValue {
    let comparison = reading.comparison
    return .object([
      ("file", .string(log.path)), ("boot", .int(log.number)), ("boots", .int(log.count)),
      ("agrees", .bool(comparison.agrees)), ("explained", .bool(reading.isExplained)),
      ("endSeen", .bool(comparison.endIsSeen)),
      ("operations", Self.json(comparison.operations)), ("regions", Self.json(comparison.regions)),
      ("messages", Self.json(comparison.messages)), ("dump", Self.json(comparison.dump)),
      ("iomem", Self.json(comparison.iomem)),
      ("divergences", .array(comparison.divergences.map(json))),
      ("changes", .array(reading.changes.map(Self.json))),
      ("otherChanges", .array(reading.otherChanges.map(Self.json))),
      ("contradictions", .array(reading.contradictions.map(Self.json))),
      ("remaining", reading.remaining.map(json) ?? .null),
      ("arguments", .array(reading.arguments.map { .string($0) })),
      ("notes", .array(notes.map { .string($0) })),
    ])
  }

  private static func json(_ tally: LogComparison.Tally?) -> JSONValue {
    guard let tally else { return .null }
    return .object([
      ("agreed", .int(tally.agreed)), ("seen", .int(tally.seen)), ("predicted", .int(tally.predicted)),
    ])
  }

  private func json(_ divergence: LogDivergence) -> JSONValue {
    .object([
      ("subject", .string(divergence.subject.rawValue)), ("file", .string(file(of: divergence))),
      ("line", .int(divergence.line)), ("predicted", .optional(divergence.predicted)),
      ("seen", .optional(divergence.seen)),
    ])
  }

  private static func json(_ change: FactCorrection) -> JSONValue {
    .object([
      ("fact", .string(change.fact)), ("given", .string(change.given)), ("source", .string(change.source)),
      ("assumed", .bool(change.wasAssumed)), ("needed", .string(change.needed)),
      ("evidence", .optional(change.evidence?.text)),
      ("arguments", .array(change.arguments.map { .string($0) })), ("help", .optional(change.help)),
    ])
  }
}
