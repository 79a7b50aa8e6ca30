/// What changes between two predictions: of two trees under one kernel, or of one tree under two kernels.
///
/// Regions are told apart by path and entry of `reg`; one that has no counterpart may have moved (the same name with
/// another unit address) or been renamed (the same place).
public struct PredictionComparison: Sendable {
  /// How the boot ends in the first and in the second.
  public let outcome: Change<Prediction.Outcome>
  /// The regions that differ, in the order of the first tree; those that only the second has come last.
  public let regions: [RegionChange]
  /// How many regions are the same in both.
  public let sameRegions: Int
  /// The operations before the scan that differ, besides those for regions, in order.
  public let events: [EventChange]
  /// The operations that both do are done in another order.
  public let isReordered: Bool
  /// The lines of /proc/iomem that one of them does not have, by address.
  public let iomem: [IOMemChange]
  /// Both lists of memory are complete or cover the same steps, so that their difference is one of the boots.
  public let isIOMemComparable: Bool

  /// The facts about the kernel that differ: they make no difference by themselves, and may explain one.
  public let facts: [FactChange]

  /// Something before and after.
  public struct Change<Value: Hashable & Sendable>: Hashable, Sendable {
    /// In the first prediction.
    public let before: Value
    /// In the second prediction.
    public let after: Value
    /// Whether it is not the same in both.
    public var isChange: Bool { before != after }
  }

  /// Compares two predictions.
  ///
  /// Complexity: O(n log n) in regions, events and lines.
  public init(_ before: Prediction, _ after: Prediction) {
    outcome = Change(before: before.outcome, after: after.outcome)
    let pairs = RegionPairing(before.regions, after.regions).pairs
    regions = pairs.compactMap { RegionChange($0.before, $0.after) }
    sameRegions = pairs.count - regions.count
    let matching = EventMatching(before.eventsBesideRegions, after.eventsBesideRegions)
    events = matching.changes
    isReordered = matching.isReordered
    iomem = IOMemChange.changes(from: before.iomem, to: after.iomem)
    facts = FactChange.changes(from: before.facts, to: after.facts)
    isIOMemComparable = before.isIOMemComplete == after.isIOMemComplete
  }

  /// Whether both boots do the same with memory, as far as the model goes.
  public var isEmpty: Bool {
    !outcome.isChange && regions.isEmpty && events.isEmpty && !isReordered && iomem.isEmpty
  }
}
