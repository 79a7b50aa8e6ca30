/// Values by their types; names as in `property(_:_:)`. Complexity of each: O(bytes of name and value), but behind a child
/// as there.
extension FlattenedTreeWriter {
  /// Adds a property without a value ("interrupt-controller").
  ///
  /// Complexity: O(bytes of the name).
  public mutating func property(_ name: String) { property(name, []) }

  /// Adds a property that is one string, with its NUL.
  ///
  /// Complexity: O(bytes of name and value).
  public mutating func property(_ name: String, string: String) {
    property(name, Array(string.utf8) + [0])
  }

  /// Adds a property that is a list of strings, each with its NUL.
  ///
  /// Complexity: O(bytes of name and value).
  public mutating func property(_ name: String, strings: [String]) {
    var value: [UInt8] = []
    for string in strings {
      value.append(contentsOf: string.utf8)
      value.append(0)
    }
    property(name, value)
  }

  /// Adds a property of 32-bit cells.
  ///
  /// Complexity: O(bytes of name and value).
  public mutating func property(_ name: String, cells: UInt32...) { property(name, cells: cells) }

  /// Adds a property of 32-bit cells.
  ///
  /// Complexity: O(bytes of name and value).
  public mutating func property(_ name: String, cells: [UInt32]) {
    var value: [UInt8] = []
    value.reserveCapacity(4 * cells.count)
    for cell in cells { value.appendBigEndian(cell) }
    property(name, value)
  }

  /// Adds a property of 64-bit numbers, two cells each.
  ///
  /// Complexity: O(bytes of name and value).
  public mutating func property(_ name: String, numbers: UInt64...) { property(name, numbers: numbers) }

  /// Adds a property of 64-bit numbers, two cells each.
  ///
  /// Complexity: O(bytes of name and value).
  public mutating func property(_ name: String, numbers: [UInt64]) {
    var value: [UInt8] = []
    value.reserveCapacity(8 * numbers.count)
    for number in numbers { value.appendBigEndian(number) }
    property(name, value)
  }

  /// Adds a property of `byteCount` bytes, none if that is negative, which are 0 until `fill` writes them: libfdt's
  /// `fdt_property_placeholder`.
  ///
  /// Complexity: O(bytes of name and value), and that of `fill`.
  public mutating func property(
    _ name: String, byteCount: Int, fill: (inout MutableSpan<UInt8>) -> Void
  ) {
    var value = [UInt8](repeating: 0, count: max(0, byteCount))
    var span = value.mutableSpan
    fill(&span)
    property(name, value)
  }
}
