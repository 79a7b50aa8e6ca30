/// How much of a text may be what the tree says once and the form says again: indentation, paths, free entries.
///
/// Nodes nested deeply make any size of a small tree, because each line is indented by its depth. Printing ends with a
/// `PrintError` where a limit is passed. The standard limits are far above what any real tree needs: nodes nested as
/// deep as dtc's parser takes them (3,330) are printed.
public struct OutputLimits: Hashable, Sendable {
  /// How many bytes may be repeated, besides `repeatedPerByte` for each byte of the rest of the text.
  public var repeatedBytes = 64 << 20

  /// What each byte of the rest may have with it without that being out of proportion.
  static let repeatedPerByte = 16

  /// The standard limits.
  public init() {}

  /// Whether so many bytes may be repeated beside so many others.
  package func allow(_ repeated: Int, beside others: Int) -> Bool {
    repeated / Self.repeatedPerByte - others <= repeatedBytes / Self.repeatedPerByte
  }
}
