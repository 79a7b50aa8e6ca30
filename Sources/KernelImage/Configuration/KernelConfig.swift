/// A kernel's `.config`: which symbols are set to what, and the text itself, line for line.
///
/// Symbols are named as Kconfig names them, without the prefix `CONFIG_`. A symbol that stands on several
/// lines has the value of the last, as in Kconfig.
public struct KernelConfig: Sendable {
  /// What a symbol is set to.
  public enum Value: Hashable, Sendable {
    /// `=y`.
    case yes
    /// `=m`, built as a module.
    case module
    /// `# CONFIG_… is not set`, or `=n`.
    case no
    /// `="…"`, with the escapes taken out.
    case string(String)
    /// Anything else behind `=`: a decimal or `0x…` number, as it stands there.
    case literal(String)

    /// A number that Kconfig writes in decimal.
    public static func integer(_ value: Int) -> Value { .literal(String(value)) }
  }

  /// The whole text.
  public let text: [UInt8]
  /// The numbers of lines that are neither a setting nor a comment nor empty, counted from 1.
  public let unreadableLines: [Int]

  private struct Entry {
    var value: Value
    var line: Int
  }
  private let entries: [String: Entry]

  /// Reads a configuration.
  ///
  /// Nothing in it is fatal: Kconfig too only warns of lines that it does not understand.
  /// Complexity: O(bytes).
  public init(_ text: [UInt8]) {
    var entries: [String: Entry] = [:]
    var unreadable: [Int] = []
    for line in TextLines(text) {
      switch ConfigLine(text, line.content) {
      case .setting(let name, let value):
        entries[text.string(name)] = Entry(value: value, line: line.number)
      case .comment: break
      case .unreadable: unreadable.append(line.number)
      }
    }
    self.text = text
    self.entries = entries
    self.unreadableLines = unreadable
  }

  /// Reads a configuration from a string.
  public init(_ text: String) { self.init(Array(text.utf8)) }

  /// The number of symbols that the file says something about.
  public var count: Int { entries.count }

  /// What `symbol` is set to; nil where the file does not mention it.
  public subscript(symbol: String) -> Value? { entries[symbol]?.value }

  /// The number of the line that decides `symbol`, counted from 1.
  public func line(of symbol: String) -> Int? { entries[symbol]?.line }

  /// Whether the file says anything about `symbol`, be it that it is not set.
  public func isKnown(_ symbol: String) -> Bool { entries[symbol] != nil }

  /// The symbols that another configuration sets to something else, sorted; what neither mentions or sets is equal.
  ///
  /// Complexity: O(symbols), and their sorting.
  public func differences(from other: KernelConfig) -> [String] {
    Set(entries.keys).union(other.entries.keys).filter { (self[$0] ?? .no) != (other[$0] ?? .no) }.sorted()
  }

  /// Whether `symbol` is built in or a module, as the kernel's `IS_ENABLED()` asks.
  public func isEnabled(_ symbol: String) -> Bool { self[symbol] == .yes || self[symbol] == .module }

  /// Whether `symbol` is built in, as the kernel's `IS_BUILTIN()` asks.
  public func isBuiltIn(_ symbol: String) -> Bool { self[symbol] == .yes }

  /// The text that `symbol` is set to; nil unless it is set to one.
  public func string(_ symbol: String) -> String? {
    guard case .string(let text) = self[symbol] else { return nil }
    return text
  }

  /// The number, decimal or `0x…`, that `symbol` is set to; nil unless it is one that fits.
  public func integer(_ symbol: String) -> Int? {
    guard case .literal(let digits) = self[symbol] else { return nil }
    if let value = Self.hexadecimal(digits) { return Int(exactly: value) }
    return Int(digits)
  }

  /// The number that a `hex` symbol such as an address is set to; nil unless it starts with `0x` and fits.
  public func address(_ symbol: String) -> UInt64? {
    guard case .literal(let digits) = self[symbol] else { return nil }
    return Self.hexadecimal(digits)
  }

  private static func hexadecimal(_ text: String) -> UInt64? {
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else { return nil }
    let digits = text.utf8.dropFirst(2)
    guard (1...16).contains(digits.count) else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = byte.hexDigitValue else { return nil }
      value = value << 4 | UInt64(digit)
    }
    return value
  }
}
