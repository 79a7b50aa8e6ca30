/// A region that is not the same in two predictions.
public struct RegionChange: Hashable, Sendable {
  /// What kind of change it is: the first that fits.
  public enum Kind: String, Hashable, Sendable {
    /// Only the second tree has it.
    case added
    /// Only the first tree has it.
    case removed
    /// The verdicts differ.
    case verdict
    /// It lies elsewhere or has another size.
    case moved
    /// Its path differs, its place does not.
    case renamed
    /// The cause, `no-map`, the bytes in collision, or what a driver's look-up finds differ.
    case details
  }

  /// The region in the first prediction; nil if it is not there.
  public let before: RegionVerdict?
  /// The region in the second prediction; nil if it is not there.
  public let after: RegionVerdict?
  /// What kind of change it is.
  public let kind: Kind

  /// Finds what is not the same; nil if all is.
  init?(_ before: RegionVerdict?, _ after: RegionVerdict?) {
    guard let kind = Self.kind(before, after) else { return nil }
    self.before = before
    self.after = after
    self.kind = kind
  }

  private static func kind(_ before: RegionVerdict?, _ after: RegionVerdict?) -> Kind? {
    guard let before else { return after == nil ? nil : .added }
    guard let after else { return .removed }
    if before.verdict != after.verdict { return .verdict }
    if before.base != after.base || before.size != after.size { return .moved }
    if before.path != after.path { return .renamed }
    let isSame =
      before.cause == after.cause && before.isNoMap == after.isNoMap && before.isDynamic == after.isDynamic
      && before.collisionRange == after.collisionRange && before.lookupAfterBoot == after.lookupAfterBoot
    return isSame ? nil : .details
  }
}
