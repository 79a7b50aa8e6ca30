/// Reads numbers from a command-line value as the kernel does.
struct NumberScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  /// The next byte, not taken.
  var next: UInt8? { rest.first }

  /// Whether nothing is left.
  var isAtEnd: Bool { rest.isEmpty }

  /// Takes one byte if it is this one.
  mutating func take(_ byte: Character) -> Bool {
    guard let first = rest.first, first == byte.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes these bytes if they come next.
  mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  /// Skips everything before the byte.
  mutating func skip(to byte: Character) {
    rest = rest.drop { $0 != byte.asciiValue }
  }

  /// A number with a size suffix (`memparse`): 0x for hexadecimal, 0 for octal, then K, M, G, T, P or E.
  ///
  /// Nil, and nothing taken, if there is no digit.
  mutating func memorySize() -> UInt64? {
    guard let number = number() else { return nil }
    let shifts: [UInt8: UInt64] = [107: 10, 109: 20, 103: 30, 116: 40, 112: 50, 101: 60]
    guard let first = rest.first, let shift = shifts[first | 0x20] else { return number }
    rest.removeFirst()
    return number << shift
  }

  /// A number (`simple_strtoull` with base 0); what does not fit wraps.
  mutating func number() -> UInt64? {
    var base: UInt64 = 10
    var digits = rest
    if digits.first == UInt8(ascii: "0") {
      base = 8
      let behind = digits.dropFirst()
      if let mark = behind.first, mark | 0x20 == UInt8(ascii: "x"),
        let digit = behind.dropFirst().first, Self.value(digit) < 16
      {
        base = 16
        digits = behind.dropFirst()
      }
    }
    var (number, count): (UInt64, Int) = (0, 0)
    while let digit = digits.first, Self.value(digit) < base {
      number = number &* base &+ Self.value(digit)
      digits = digits.dropFirst()
      count += 1
    }
    guard count > 0 else { return nil }
    rest = digits
    return number
  }

  private static func value(_ byte: UInt8) -> UInt64 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
    default: .max
    }
  }
}
