public import SourceDiagnostics

/// A value of the plan and where it stands, so that every message can point at the very entry.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// Where the plan says it; nil for a plan without source (a DTB).
  public var range: SourceRange?

  /// Makes a value with its place.
  public init(_ value: Value, at range: SourceRange?) {
    self.value = value
    self.range = range
  }
}
