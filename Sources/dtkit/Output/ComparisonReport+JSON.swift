import LinuxBoot
import SourceDiagnostics

extension ComparisonReport {
  /// The machine output of `dtkit memory --compare`, documented in docs/machine-output.md.
  var members: [(String, JSONValue)] {
    [
      ("before", Self.json(before)), ("after", Self.json(after)), ("same", .bool(comparison.isEmpty)),
      (
        "facts",
        .array(
          comparison.facts.map { change in
            .object([
              ("before", change.before.map { Prediction.json($0) } ?? .null),
              ("after", change.after.map { Prediction.json($0) } ?? .null),
            ])
          })
      ),
      (
        "regions",
        .array(
          comparison.regions.map { change in
            .object([
              ("change", .string(change.kind.rawValue)),
              ("before", change.before.map { Prediction.json($0) } ?? .null),
              ("after", change.after.map { Prediction.json($0) } ?? .null),
            ])
          })
      ),
      (
        "events",
        .array(
          comparison.events.map { change in
            .object([
              ("before", change.before.map { Prediction.json($0) } ?? .null),
              ("after", change.after.map { Prediction.json($0) } ?? .null),
            ])
          })
      ),
      ("reordered", .bool(comparison.isReordered)),
      (
        "iomem",
        .array(
          comparison.iomem.map { change in
            .object([
              ("change", .string(change.isAdded ? "added" : "removed")),
              ("line", Prediction.json(change.line)),
            ])
          })
      ),
      ("iomemComparable", .bool(comparison.isIOMemComparable)),
      ("messages", .array(messages.map { .string($0) })),
    ]
  }

  private static func json(_ boot: ComparedBoot) -> JSONValue {
    let (outcome, panic): (String, String?) =
      switch boot.prediction.outcome {
      case .boots: ("boots", nil)
      case .panics(let message): ("panics", message)
      }
    return .object([
      ("file", .string(boot.path)), ("kernel", .string(boot.prediction.kernelText)),
      ("outcome", .string(outcome)),
      ("panic", .optional(panic)),
    ])
  }
}
