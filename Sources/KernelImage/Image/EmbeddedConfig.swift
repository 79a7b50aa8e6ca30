import Decompression

/// The configuration that a kernel with `CONFIG_IKCONFIG=y` carries: gzip between two marks.
///
/// Source: kernel/configs.c, Linux 6.13.
enum EmbeddedConfig {
  private static let start = BytePattern("IKCFG_ST")
  private static let end = BytePattern("IKCFG_ED")
  /// More than fifty times the largest configuration.
  private static let limit = 16 << 20

  /// The configuration in a range of `bytes`; nil if none is there.
  ///
  /// Complexity: O(range).
  /// - Throws: `KernelFileError.damagedConfig` where its marks are there, but no configuration between them.
  static func find(in bytes: [UInt8], _ range: Range<Int>) throws(KernelFileError) -> KernelConfig? {
    var rest = range
    while let mark = start.first(in: bytes, rest) {
      let first = mark + 8
      rest = first..<rest.upperBound
      // The mark alone stands in programs that look for it; the kernel's is followed by gzip.
      guard bytes[rest].starts(with: [0x1f, 0x8b]) else { continue }
      guard let last = end.first(in: bytes, rest) else { throw .damagedConfig(offset: mark, .truncated) }
      do throws(DecompressionError) {
        return KernelConfig(try Decompression.gzip(bytes[first..<last], limit: limit))
      } catch {
        throw .damagedConfig(offset: mark, error)
      }
    }
    return nil
  }
}
