/// How much a source may make of what it says: macros, included files and paths can grow without end from a few lines.
///
/// Where a limit is passed, compiling ends with a diagnostic at the place. The standard limits are far above what any
/// real source needs; a program that compiles texts of strangers may want lower ones.
public struct SourceLimits: Hashable, Sendable {
  /// How deep files may include each other; as in GNU cpp.
  public var includeDepth = 200
  /// How many bytes `#include`, `/include/` and `/incbin/` may bring in altogether, each file as often as it is named.
  public var includedBytes = 256 << 20
  /// How many tokens the uses of macros may read, besides `tokensPerByte` for each byte of the texts.
  public var expandedTokens = 1_000_000
  /// How many bytes the uses of macros may write, besides `bytesPerByte` for each byte of the texts.
  public var expandedBytes = 16 << 20
  /// How many bytes the paths may have that references, labels and fix-ups become, besides `bytesPerByte` for each
  /// byte of the texts.
  public var pathBytes = 64 << 20

  /// What a text may use up of `expandedTokens` for each of its bytes without that being out of proportion.
  static let tokensPerByte = 8
  /// The same for bytes.
  static let bytesPerByte = 16
  /// What an included file counts besides its bytes: to open it is work, even if nothing is in it.
  static let fileCost = 4096

  /// The standard limits.
  public init() {}

  /// How many tokens the uses of macros may read in texts of so many bytes.
  func tokens(forBytes count: Int) -> Int { Self.sum(expandedTokens, Self.tokensPerByte, count) }

  /// How many bytes they may write.
  func expandedBytes(forBytes count: Int) -> Int { Self.sum(expandedBytes, Self.bytesPerByte, count) }

  /// How many bytes paths may have.
  func pathBytes(forBytes count: Int) -> Int { Self.sum(pathBytes, Self.bytesPerByte, count) }

  /// A limit of `.max` is none, whatever is added.
  private static func sum(_ limit: Int, _ share: Int, _ count: Int) -> Int {
    let (product, isTooMuch) = share.multipliedReportingOverflow(by: count)
    let (sum, isOver) = limit.addingReportingOverflow(product)
    return isTooMuch || isOver ? .max : sum
  }
}
