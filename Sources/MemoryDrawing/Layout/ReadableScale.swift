/// Heights that grow with the logarithm of the size, so that 12 KiB can be seen and read beside 1 GiB.
public struct ReadableScale: Hashable, Sendable {
  /// The height of up to 4 KiB, in units of the drawing: a line of text fits.
  public static let least = 24.0
  /// How much higher a stretch of twice the size is.
  public static let step = 2.5
  /// The height of a gap, whatever its size.
  public static let gap = 30.0

  /// The height of a stretch of `size` bytes; never less for more bytes.
  public static func height(of size: UInt64) -> Double {
    guard size > 4096 else { return least }
    // The logarithm to base 2, straight between powers of two: libraries here have no log2.
    let whole = UInt64.bitWidth - 1 - size.leadingZeroBitCount
    let rest = Double(size) / Double(UInt64(1) << UInt64(whole)) - 1
    return least + step * (Double(whole - 12) + rest)
  }
}
