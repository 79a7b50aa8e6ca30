/// The line that a kernel prints first: "Linux version 6.13.7 (who@where) (compiler) #1 SMP …".
///
/// Source: `linux_banner`, init/version-timestamp.c (init/version.c before 6.1), Linux 6.13.
public struct VersionBanner: Hashable, Sendable {
  /// The whole line, without its end.
  public let text: String

  /// The release, as `uname -r` prints it: "6.12.107+deb13-arm64".
  public var release: String { String(text.split(separator: " ", maxSplits: 3)[2]) }

  /// The version of the sources.
  ///
  /// Debian's releases up to 6.1 end in .0 ("6.1.0-44-arm64") and tell the sources' version at the end of the
  /// line ("Debian 6.1.176-1").
  public var version: String {
    let words = text.split(separator: " ")
    guard let mark = words.lastIndex(of: "Debian"), mark + 1 < words.count else { return release }
    let numbers = words[mark + 1].prefix { $0.isNumber || $0 == "." }
    let series = release.split(separator: ".").prefix(2).joined(separator: ".") + "."
    return numbers.hasPrefix(series) ? String(numbers) : release
  }

  /// Takes a line; nil unless it is a banner.
  init?(_ line: ArraySlice<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    guard words.count == 4, words[0] == "Linux", words[1] == "version", words[3].hasPrefix("("),
      text.contains(") #"), Self.isRelease(words[2])
    else { return nil }
    self.text = text
  }

  private static func isRelease(_ word: Substring) -> Bool {
    let numbers = word.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard numbers.count >= 2, let major = numbers.first, let minor = numbers.dropFirst().first else {
      return false
    }
    return !major.isEmpty && major.allSatisfy(\.isNumber) && minor.first?.isNumber == true
  }

  /// The longest banner that is believed; the kernel's own buffers are of this order.
  private static let longest = 1024
  /// How many places that look like one are tried; a kernel has a handful.
  private static let mostCandidates = 1000
  private static let start = BytePattern("Linux version ")

  /// The banner that begins at `offset`; nil if none does.
  static func at(_ offset: Int, of bytes: [UInt8]) -> VersionBanner? {
    guard bytes.indices.contains(offset) else { return nil }
    let rest = bytes[offset...].prefix(longest)
    guard let end = rest.firstIndex(where: { $0 < 0x20 }) else { return nil }
    return VersionBanner(rest[..<end])
  }

  /// The first banner in a range of `bytes`; nil if there is none.
  ///
  /// Complexity: O(range).
  static func first(in bytes: [UInt8], _ range: Range<Int>) -> VersionBanner? {
    var rest = range
    for _ in 0..<mostCandidates {
      guard let offset = start.first(in: bytes, rest) else { return nil }
      if let banner = at(offset, of: bytes) { return banner }
      rest = (offset + 1)..<rest.upperBound
    }
    return nil
  }
}
