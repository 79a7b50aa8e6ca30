/// A kernel's release as `uname -r` states it, such as 6.13.7-test; what follows the numbers is left out of account.
public struct KernelRelease: Comparable, Hashable, Sendable {
  /// The numbers: major, minor and, if given, patch.
  public var numbers: [Int]

  /// Reads a release; nil unless it begins with two numbers.
  public init?(_ text: String) {
    numbers = []
    for part in text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).prefix(3) {
      let digits = part.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard digits.count < 9, let number = Int(String(decoding: Array(digits), as: UTF8.self)) else { break }
      numbers.append(number)
      if digits.count < part.count { break }
    }
    guard numbers.count >= 2 else { return nil }
  }

  /// Whether the first two numbers are equal.
  public func isSameSeries(as other: KernelRelease) -> Bool { numbers.prefix(2) == other.numbers.prefix(2) }

  /// Orders by number; 6.13 is before 6.13.1.
  public static func < (a: KernelRelease, b: KernelRelease) -> Bool {
    a.numbers.lexicographicallyPrecedes(b.numbers)
  }
}
