/// Unpacks whole streams of gzip and zstd through zlib and libzstd.
///
/// Output grows piece by piece and stops at a limit, so that a small file cannot ask for much memory.
public enum Decompression {
  /// How many bytes are unpacked at once.
  static let piece = 1 << 17

  /// The content of the first gzip member of `bytes`; what follows it is passed over.
  ///
  /// Complexity: O(content).
  /// - Throws: `DecompressionError`, `tooLarge` where the content has more than `limit` bytes.
  public static func gzip(_ bytes: ArraySlice<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8] {
    try GzipMember.content(of: bytes, limit: limit)
  }

  /// The content of the first zstd frame of `bytes`; what follows it is passed over.
  ///
  /// Frames that ask for a window of more than 128 MiB are refused, as by the zstd program.
  /// Complexity: O(content).
  /// - Throws: `DecompressionError`, `tooLarge` where the content has more than `limit` bytes.
  public static func zstd(_ bytes: ArraySlice<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8] {
    try ZstdFrame.content(of: bytes, limit: limit)
  }
}
