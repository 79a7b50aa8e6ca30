/// The addresses of a kernel's symbols, from the `System.map` that its build left.
///
/// `/proc/kallsyms` has the same form and is taken too.
public struct SystemMap: Sendable {
  /// One line: where its name stands in the text, and its address.
  private struct Entry {
    var start: Int
    var count: Int32
    var address: UInt64
  }

  private let text: [UInt8]
  private let entries: [Entry]

  /// Reads lines of "address type name": hexadecimal digits, one character, and a name up to the next blank.
  ///
  /// Undefined symbols, which have no address, and empty lines are passed over. A real map has 200,000 lines
  /// of which a handful is asked for, so names stay bytes and are compared when asked for.
  /// Complexity: O(bytes).
  /// - Throws: `SystemMapError` at the first line of another form, so that a wrong file is noticed.
  public init(_ text: [UInt8]) throws(SystemMapError) {
    var entries: [Entry] = []
    entries.reserveCapacity(text.count / 40)
    for line in TextLines(text) {
      switch MapLine(text, line.content) {
      case .symbol(let name, let address):
        entries.append(
          Entry(start: name.lowerBound, count: Int32(truncatingIfNeeded: name.count), address: address))
      case .nothing: break
      case .malformed: throw .malformedLine(number: line.number, offset: line.content.lowerBound)
      }
    }
    guard !entries.isEmpty else { throw .noSymbols }
    self.text = text
    self.entries = entries
  }

  /// Reads a map from a string.
  /// - Throws: `SystemMapError` at the first line that is not "address type name".
  public init(_ text: String) throws(SystemMapError) { try self.init(Array(text.utf8)) }

  /// The number of lines that give a symbol's address.
  public var count: Int { entries.count }

  /// The address of the symbol called `name`; the first line counts where several have that name.
  ///
  /// Complexity: O(symbols).
  public func address(of name: String) -> UInt64? {
    let wanted = Array(name.utf8)
    guard let last = wanted.last else { return nil }
    for entry in entries where Int(entry.count) == wanted.count {
      // The last byte first: names of one length often start alike.
      let end = entry.start + wanted.count
      if text[end - 1] == last, text.has(wanted, at: entry.start, before: end) { return entry.address }
    }
    return nil
  }
}

/// What one line of a map says.
private enum MapLine {
  case symbol(name: Range<Int>, address: UInt64)
  case nothing
  case malformed

  init(_ text: [UInt8], _ line: Range<Int>) {
    let line = text.trimmingBlanks(line)
    guard !line.isEmpty else {
      self = .nothing
      return
    }
    var index = line.lowerBound
    var address: UInt64 = 0
    while index < line.upperBound, let digit = text[index].hexDigitValue {
      address = address << 4 | UInt64(digit)
      index += 1
    }
    let digits = index - line.lowerBound
    // "U name" and "w name" have no address; trimmed, they start with their type.
    if let first = text[line].first, first == UInt8(ascii: "U") || first == UInt8(ascii: "w"),
      Self.name(text, behindTypeAt: line.lowerBound, before: line.upperBound) != nil
    {
      self = .nothing
      return
    }
    guard (1...16).contains(digits), index < line.upperBound, text[index].isBlank else {
      self = .malformed
      return
    }
    while index < line.upperBound, text[index].isBlank { index += 1 }
    guard let name = Self.name(text, behindTypeAt: index, before: line.upperBound) else {
      self = .malformed
      return
    }
    self = .symbol(name: name, address: address)
  }

  /// The name behind a one-character type at `start`, up to the next blank.
  private static func name(_ text: [UInt8], behindTypeAt start: Int, before end: Int) -> Range<Int>? {
    guard start + 1 < end, text[start + 1].isBlank else { return nil }
    guard (0x21...0x7e).contains(text[start]) else { return nil }
    var first = start + 1
    while first < end, text[first].isBlank { first += 1 }
    var last = first
    while last < end, !text[last].isBlank {
      // A name is text: a byte that is none betrays a file of another kind.
      guard text[last] > 0x20, text[last] != 0x7f else { return nil }
      last += 1
    }
    return first < last && last - first <= Int(Int32.max) ? first..<last : nil
  }
}
