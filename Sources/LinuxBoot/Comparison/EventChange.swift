/// An operation before the scan that is not the same in two predictions.
public struct EventChange: Hashable, Sendable {
  /// The operation in the first prediction; nil if it is not done there.
  public let before: BootEvent?
  /// The operation in the second prediction; nil if it is not done there.
  public let after: BootEvent?
}
