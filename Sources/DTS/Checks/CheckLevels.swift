import DeviceTree

/// Which of the named checks are made, and whether what they find is a warning or an error.
///
/// The rules are those of dtc's `-W` and `-E`: a check that is turned on brings its prerequisites with it, and
/// one that is turned off takes those along that need it.
public struct CheckLevels: Sendable, Hashable {
  /// What becomes of a finding.
  public enum Level: String, Sendable, Hashable {
    /// It is said.
    case warning
    /// It is said, and there is no output.
    case error
  }

  private var warns: [Bool]
  private var fails: [Bool]

  /// dtc's defaults: most checks warn, the structural ones fail, a few are off.
  public static let standard = CheckLevels { ($0.level == .warning, $0.level == .error) }

  /// Only what makes a tree unusable: the checks that fail by default.
  public static let errorsOnly = CheckLevels { (false, $0.level == .error) }

  private init(_ level: (NamedCheck) -> (Bool, Bool)) {
    warns = NamedCheck.all.map { level($0).0 }
    fails = NamedCheck.all.map { level($0).1 }
  }

  /// The level of a check; nil if it is off or unknown.
  public func level(of name: String) -> Level? { NamedCheck.index(of: name).flatMap { level(at: $0) } }

  func level(at index: Int) -> Level? { fails[index] ? .error : warns[index] ? .warning : nil }

  /// Turns a check on (`name`) or off (`no-name`, `no_name`) at a level, as `-W` and `-E` do.
  ///
  /// The name of a `RetiredCheck` means nothing.
  ///
  /// - Throws: `UnknownCheck` if there never was a check of that name.
  public mutating func apply(_ option: String, _ level: Level) throws(UnknownCheck) {
    let isOff = option.hasPrefix("no-") || option.hasPrefix("no_")
    let name = isOff ? String(option.dropFirst(3)) : option
    if RetiredCheck(named: name) != nil { return }
    guard let index = NamedCheck.index(of: name) else { throw UnknownCheck(name: name) }
    if isOff { lower(index, level) } else { raise(index, level) }
  }

  private mutating func raise(_ index: Int, _ level: Level) {
    var pending = [index]
    while let next = pending.popLast() {
      guard !isSet(next, level) else { continue }
      set(next, level, true)
      pending += NamedCheck.prerequisites[next]
    }
  }

  private mutating func lower(_ index: Int, _ level: Level) {
    var pending = [index]
    while let next = pending.popLast() {
      guard isSet(next, level) else { continue }
      set(next, level, false)
      pending += NamedCheck.dependents[next]
    }
  }

  private func isSet(_ index: Int, _ level: Level) -> Bool { level == .warning ? warns[index] : fails[index] }

  private mutating func set(_ index: Int, _ level: Level, _ isOn: Bool) {
    if level == .warning { warns[index] = isOn } else { fails[index] = isOn }
  }
}

/// There is no check of that name.
public struct UnknownCheck: Error, Hashable, Sendable {
  /// The name, without a leading "no-".
  public var name: String

  /// Makes the error.
  public init(name: String) { self.name = name }

  /// The name of a check that is spelled much like it.
  public var suggestion: String? { Spelling.closest(to: name, among: NamedCheck.all.map { $0.name }) }
}
