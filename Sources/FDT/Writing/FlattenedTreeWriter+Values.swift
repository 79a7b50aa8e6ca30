extension FlattenedTreeWriter {
  /// Adds a property without a value ("interrupt-controller").
  public mutating func property(_ name: String) { property(name, []) }

  /// Adds a property that is one string.
  public mutating func property(_ name: String, string: String) {
    property(name, Array(string.utf8) + [0])
  }

  /// Adds a property that is a list of strings.
  public mutating func property(_ name: String, strings: [String]) {
    var value: [UInt8] = []
    for string in strings {
      value.append(contentsOf: string.utf8)
      value.append(0)
    }
    property(name, value)
  }

  /// Adds a property of 32-bit cells.
  public mutating func property(_ name: String, cells: UInt32...) {
    var value: [UInt8] = []
    for cell in cells { value.appendBigEndian(cell) }
    property(name, value)
  }

  /// Adds a property of 64-bit numbers, two cells each.
  public mutating func property(_ name: String, numbers: UInt64...) {
    var value: [UInt8] = []
    for number in numbers { value.appendBigEndian(number) }
    property(name, value)
  }
}
