public import DeviceTree

/// A value that a fact can have: one that can be compared and printed.
public protocol FactValue: Hashable, Sendable {
  /// The value as the facts list prints it.
  var factText: String { get }
}

/// A named fact about the kernel, its value, and where that came from.
public struct Fact<Value: FactValue>: Hashable, Sendable {
  /// What the fact is called, in lower case with spaces.
  public var name: String
  /// The value, or the most likely one.
  public var value: Value
  /// Other values that it may have, when nothing settles it.
  ///
  /// The model runs with each of them.
  public var alternatives: [Value]
  /// Where the value came from.
  public var source: FactSource

  /// Makes a fact.
  public init(_ name: String, _ value: Value, _ source: FactSource, alternatives: [Value] = []) {
    self.name = name
    self.value = value
    self.source = source
    self.alternatives = alternatives
  }

  /// The fact without its type, for lists.
  public var stated: StatedFact {
    StatedFact(
      name: name, value: value.factText, source: source,
      alternatives: alternatives.map(\.factText))
  }
}

/// What a fact is about, for lists.
public enum FactGroup: String, CaseIterable, Hashable, Sendable {
  /// The kernel: its version, where it lies, how it was configured.
  case kernel
  /// What it does to memory before it reads /reserved-memory.
  case earlyBoot
  /// How it reads /reserved-memory.
  case regions
  /// What it allocates behind that.
  case afterScan

  /// What a list of its facts is headed with.
  public var title: String {
    switch self {
    case .kernel: "Kernel"
    case .earlyBoot: "Early boot"
    case .regions: "Reading of /reserved-memory"
    case .afterScan: "Allocations behind it"
    }
  }
}

/// A fact as it is listed.
public struct StatedFact: Hashable, Sendable {
  /// What the fact is called.
  public var name: String
  /// The value as text.
  public var value: String
  /// Where it came from.
  public var source: FactSource
  /// The other values that the model ran with, as text.
  public var alternatives: [String]
  /// What it is about.
  public var group = FactGroup.kernel
}

extension Bool: FactValue {
  /// "yes" or "no".
  public var factText: String { self ? "yes" : "no" }
}

extension Int: FactValue {
  /// The number in decimal.
  public var factText: String { String(self) }
}

extension UInt64: FactValue {
  /// The number in hexadecimal.
  public var factText: String { AddressText.hex(self) }
}

extension String: FactValue {
  /// The text itself.
  public var factText: String { self }
}

extension MemoryRange: FactValue {
  /// First address and the address behind the last byte.
  public var factText: String { "\(AddressText.hex(base)):\(AddressText.hex(end))" }
}

extension Optional: FactValue where Wrapped: FactValue {
  /// The value, or "unknown".
  public var factText: String { self?.factText ?? "unknown" }
}
