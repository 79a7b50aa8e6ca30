import DeviceTree

/// Sizes for a narrow column.
enum ShortSize {
  /// The exact size where its number has four digits at most, or else one with a digit behind the point: "12 KiB",
  /// "≈ 232.3 MiB".
  static func text(_ bytes: UInt64) -> String {
    let exact = AddressText.size(bytes)
    if exact.utf8.prefix(while: { $0 != 0x20 }).count <= 4 { return exact }
    for (shift, name) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] as [(UInt64, String)]
    where bytes >> shift > 0 {
      let (whole, rest) = (bytes >> shift, bytes & ((1 << shift) - 1))
      // Below 2^34, so ten times the rest does not overflow.
      let tenths = (rest &* 10) >> shift
      return "≈ \(whole).\(tenths) \(name)"
    }
    return exact
  }
}
