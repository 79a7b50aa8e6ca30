/// A kernel's version as its top-level Makefile states it.
public struct KernelVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// `VERSION`, such as the 6 of 6.13.7.
  public var major: Int
  /// `PATCHLEVEL`, such as the 13 of 6.13.7.
  public var minor: Int
  /// `SUBLEVEL`, such as the 7 of 6.13.7.
  public var patch: Int
  /// `EXTRAVERSION`, such as `-rc1`; often empty.
  public var extra: String

  /// Makes a version.
  public init(_ major: Int, _ minor: Int, _ patch: Int = 0, extra: String = "") {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.extra = extra
  }

  /// Reads the version from the text of the top-level Makefile; nil where it has none, so is no kernel's.
  ///
  /// Complexity: O(bytes).
  public init?(topMakefile text: [UInt8]) {
    var found: [String: String] = [:]
    let wanted: Set = ["VERSION", "PATCHLEVEL", "SUBLEVEL", "EXTRAVERSION"]
    for assignment in Makefile(text).assignments where wanted.contains(assignment.variable) {
      // The kernel assigns each once, at the top; a later assignment would be something else's.
      guard found[assignment.variable] == nil else { continue }
      found[assignment.variable] = assignment.words.first.map { text.string($0) } ?? ""
    }
    func number(_ variable: String) -> Int? { found[variable].flatMap { Int($0) } }
    guard let major = number("VERSION"), let minor = number("PATCHLEVEL") else { return nil }
    self.init(major, minor, number("SUBLEVEL") ?? 0, extra: found["EXTRAVERSION"] ?? "")
  }

  /// The version as `make kernelversion` prints it.
  public var description: String { "\(major).\(minor).\(patch)\(extra)" }

  /// Orders by the three numbers; the extra part does not count.
  public static func < (a: KernelVersion, b: KernelVersion) -> Bool {
    (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
  }
}
