import DeviceTree
public import SourceDiagnostics

/// A number that does not fit into its cell, of which the low bits are taken, as dtc does since 1.8.0; earlier ones
/// refused it.
public struct CellTruncation: Sendable {
  /// The number.
  public let value: UInt64
  /// The size of the cell in bits.
  public let bits: Int
  /// Where the number stands.
  public let range: SourceRange?

  /// Whether a cell of fewer than 64 bits holds something else than the number: one fits as it is, or as a negative
  /// one.
  static func changes(_ value: UInt64, bits: Int) -> Bool {
    guard bits < 64 else { return false }
    let mask = (UInt64(1) << UInt64(bits)) - 1
    return value > mask && value | mask != .max
  }

  /// What dtc 1.8.1 prints of it, line end included.
  public func dtcText(sources: SourceMap) -> String {
    let place = range.map { sources.dtcText(of: $0) } ?? ""
    return "WARNING: \(place): Value 0x\(AddressText.digits(value, atLeast: 16)) truncated to 0x\(cut)\n"
  }

  /// What the cell holds.
  var cut: String { AddressText.digits(value & ((1 << UInt64(bits)) - 1), atLeast: bits / 4) }
}

extension TreeBuilder {
  /// Notes and reports a number that a cell cuts.
  mutating func truncate(_ value: UInt64, bits: Int, at text: Range<Int>) {
    let truncation = CellTruncation(value: value, bits: bits, range: range(of: text))
    report(
      "0x\(String(value, radix: 16)) does not fit into a cell of \(bits) bits and becomes 0x\(truncation.cut)",
      at: text, help: bits == 32 ? "write it as two cells" : nil, severity: .warning)
    if truncations.count < Self.findingLimit { truncations.append(truncation) }
  }
}
