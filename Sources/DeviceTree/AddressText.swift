/// Addresses and sizes as every message and listing of the package writes them.
public enum AddressText: Sendable {
  /// The number in hexadecimal with "0x", lower case, without leading zeros: "0x1f0000000".
  ///
  /// Complexity: O(1).
  public static func hex(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }

  /// The number's hexadecimal digits alone, with zeros in front where it has fewer than `count`: "0000c000".
  ///
  /// Complexity: O(digits).
  public static func digits(_ number: some BinaryInteger, atLeast count: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }

  /// A node's name with a unit address, "memory@c0200000": hexadecimal without "0x" (Devicetree Specification 0.4,
  /// section 2.2.1).
  ///
  /// Complexity: O(1) but for the name's length.
  public static func nodeName(_ name: String, at address: UInt64) -> String {
    "\(name)@\(String(address, radix: 16))"
  }

  /// First and last address, as /proc/iomem pairs them: "0xc0000000-0xdfffffff"; of an empty range the first.
  ///
  /// Complexity: O(1).
  public static func range(_ range: MemoryRange) -> String {
    range.isEmpty ? hex(range.base) : "\(hex(range.base))-\(hex(range.end &- 1))"
  }

  /// The size in the largest unit that leaves no rest: "512 MiB", "12 KiB", "1 byte".
  ///
  /// Complexity: O(1).
  public static func size(_ bytes: UInt64) -> String {
    for (shift, name) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] as [(UInt64, String)]
    where bytes >= 1 << shift && bytes & ((1 << shift) - 1) == 0 {
      return "\(bytes >> shift) \(name)"
    }
    return bytes == 1 ? "1 byte" : "\(bytes) bytes"
  }
}
