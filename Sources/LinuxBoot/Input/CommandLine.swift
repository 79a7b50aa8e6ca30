/// The kernel's command line as Linux takes it apart (`next_arg` and `parse_args`, lib/cmdline.c).
public struct CommandLine: Hashable, Sendable {
  /// One parameter.
  public struct Token: Hashable, Sendable {
    /// What stands before the "=", or everything.
    public var name: String
    /// What stands behind the first "=", without quotes around it; nil if there is none.
    public var value: String?
    /// Where the token stands, in bytes of `text`, quotes included.
    public var range: Range<Int>
  }

  /// A stretch of the text and where it came from.
  public struct Part: Hashable, Sendable {
    /// Where it stands, in bytes of `text`.
    public var range: Range<Int>
    /// Where it came from.
    public var source: FactSource
  }

  /// Linux for LoongArch, arm64 and riscv64 keeps at most this many bytes, the NUL included (arm64: 2048).
  public static let limit = 4096

  /// The whole line.
  public private(set) var text = ""
  /// What it was put together from.
  ///
  /// Bytes of `bootargs` have the offsets that they have in the property.
  public private(set) var parts: [Part] = []

  /// An empty line.
  public init() {}

  /// A line from one source.
  public init(_ text: String, source: FactSource = .flag("--cmdline")) { append(text, from: source) }

  /// Adds text as it is, cut at the limit.
  mutating func append(_ more: String, from source: FactSource) {
    let start = text.utf8.count
    let room = max(0, Self.limit - 1 - start)
    text += more.utf8.count <= room ? more : String(decoding: Array(more.utf8.prefix(room)), as: UTF8.self)
    if text.utf8.count > start { parts.append(Part(range: start..<text.utf8.count, source: source)) }
  }

  /// Where the byte at `offset` came from.
  public func source(at offset: Int) -> FactSource? { parts.first { $0.range.contains(offset) }?.source }

  /// The parameters for the kernel in order; a token "--" ends them, what follows is for init.
  ///
  /// Complexity: O(n).
  public var tokens: [Token] {
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    var index = 0
    while true {
      while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
      guard index < bytes.count else { return tokens }
      let start = index
      // An "=" in front of everything is part of the name.
      let first = bytes[start] == UInt8(ascii: "\"") ? start + 1 : start
      var (inQuotes, equals) = (false, Int?.none)
      while index < bytes.count, inQuotes || !Self.isSpace(bytes[index]) {
        if bytes[index] == UInt8(ascii: "\"") { inQuotes.toggle() }
        if equals == nil, index > first, bytes[index] == UInt8(ascii: "=") { equals = index }
        index += 1
      }
      let token = Self.token(bytes, start..<index, equals)
      if token.name == "--", token.value == nil { return tokens }
      tokens.append(token)
    }
  }

  private static func token(_ bytes: [UInt8], _ range: Range<Int>, _ equals: Int?) -> Token {
    let quote = UInt8(ascii: "\"")
    var name = bytes[range.lowerBound..<(equals ?? range.upperBound)]
    var value = equals.map { bytes[($0 + 1)..<range.upperBound] }
    if name.first == quote {
      name = name.dropFirst()
      if value?.last == quote { value = value?.dropLast() }
      if value == nil, name.last == quote { name = name.dropLast() }
    } else if value?.first == quote {
      value = value?.dropFirst()
      if value?.last == quote { value = value?.dropLast() }
    }
    return Token(
      name: String(decoding: name, as: UTF8.self), value: value.map { String(decoding: $0, as: UTF8.self) },
      range: range)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte) || byte == 0xa0
  }
}
