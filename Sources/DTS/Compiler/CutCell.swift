public import SourceDiagnostics

/// A number of which only the lower bits are in the tree, because its cell has no more.
public struct CutCell: Hashable, Sendable {
  /// The number that the source gives.
  public let value: UInt64
  /// The size of the cell: 8, 16 or 32 bits.
  public let bits: Int
  /// Where it stands.
  public let range: SourceRange

  /// The finding as dtc 1.8.1 prints it, line end included.
  public func dtcText(in sources: SourceMap) -> String {
    let kept = value & ((1 << UInt64(bits)) - 1)
    return "WARNING: \(sources.dtcText(of: range)): Value 0x\(Self.digits(value, 16)) truncated to "
      + "0x\(Self.digits(kept, bits / 4))\n"
  }

  private static func digits(_ value: UInt64, _ count: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }
}
