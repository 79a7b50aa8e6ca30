import DeviceTree

/// What one run makes of an entry of `reg`, or of a dynamic node: the part of a `RegionVerdict` in which runs differ.
///
/// What the tree says of the region is kept once, in the plan.
struct RegionOutcome {
  var base: UInt64?
  var size: UInt64
  var verdict: RegionVerdict.Kind
  /// Why; empty for a collision, which is put into words only where it is shown.
  var cause: String
  /// Indices of the events that it collides with, in the order of the addresses at which it does.
  var collisions: [Int] = []
  /// The bytes in which it collides, first to last.
  var collisionRange: MemoryRange?
  /// What a driver's look-up finds after boot; nil if the profile does not tell.
  var lookupAfterBoot: RegionVerdict.Lookup?

  /// As the tree asks for it.
  init(_ asked: RegionVerdict) {
    base = asked.base
    size = asked.size
    verdict = asked.verdict
    cause = asked.cause
  }
}

extension RegionVerdict {
  /// The verdict of a run on what the tree asks for, its cause not yet in words.
  init(_ asked: RegionVerdict, _ outcome: RegionOutcome) {
    self = asked
    base = outcome.base
    size = outcome.size
    verdict = outcome.verdict
    cause = outcome.cause
    collisions = outcome.collisions.sorted()
    collisionRange = outcome.collisionRange
    lookupAfterBoot = outcome.lookupAfterBoot
  }
}
