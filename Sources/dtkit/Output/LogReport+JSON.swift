import LinuxBoot
import SourceDiagnostics

extension LogReport {
  /// The machine output of `dtkit memory` with `log`, documented in docs/machine-output.md.
  var json: JSONValue {
    let answer = reading.prediction.json(remarks: remarks)
    guard case .object(var members) = answer else { return answer }
    members.append(("log", object))
    return .object(members)
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
