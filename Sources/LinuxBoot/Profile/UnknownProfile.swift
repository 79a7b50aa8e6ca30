/// No preset fits the version that was asked for.
public struct UnknownProfile: Error, Hashable, Sendable {
  /// What was asked for.
  public var name: String
  /// The presets there are.
  public var known: [String]

  /// Makes the error.
  public init(name: String, known: [String]) {
    self.name = name
    self.known = known
  }
}
