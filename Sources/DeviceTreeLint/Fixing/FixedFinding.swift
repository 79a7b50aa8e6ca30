public import SourceDiagnostics

/// A finding that was mended.
public struct FixedFinding: Sendable {
  /// The finding, as it was when its turn came.
  public var finding: Finding
  /// The node's path before anything was mended.
  public var path: String
  /// Where it stood in the text before anything was mended; nil in a blob.
  public var place: SourceLocation?
  /// The mend.
  public var mend: Mend
  /// What a person should know of the edits.
  public var notes: [String]
}
