/// Properties by the types of their values.
///
/// `set` gives a property a value as `set(_:to:)` does, `append` adds to its end as `append(_:to:)`, `overwrite` writes over
/// bytes of it as `overwrite(_:at:with:)`, with their errors and complexity. What takes no array allocates nothing.
extension FlattenedNodeEditor {
  /// Gives the property `name` this string and its NUL.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toString string: String) throws(FDTEditError) {
    let place = try makeRoom(in: name, count: string.utf8.count + 1)
    buffer.bytes.store(string, at: place)
  }

  /// Gives the property `name` these strings, each with its NUL.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toStrings strings: [String]) throws(FDTEditError) {
    var count = 0
    for string in strings { count += string.utf8.count + 1 }
    var place = try makeRoom(in: name, count: count)
    for string in strings {
      buffer.bytes.store(string, at: place)
      place += string.utf8.count + 1
    }
  }

  /// Gives the property `name` this 32-bit cell.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toCell cell: UInt32) throws(FDTEditError) {
    let place = try makeRoom(in: name, count: 4)
    buffer.bytes.storeBigEndian(cell, at: place)
  }

  /// Gives the property `name` these 32-bit cells.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toCells cells: UInt32...) throws(FDTEditError) {
    try set(name, toCells: cells.span)
  }

  /// Gives the property `name` these 32-bit cells.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toCells cells: [UInt32]) throws(FDTEditError) {
    try set(name, toCells: cells.span)
  }

  /// Gives the property `name` these 32-bit cells.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toCells cells: borrowing Span<UInt32>) throws(FDTEditError) {
    let place = try makeRoom(in: name, count: cells.count * 4)
    buffer.bytes.store(cells, at: place)
  }

  /// Gives the property `name` this 64-bit number, two cells.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toNumber number: UInt64) throws(FDTEditError) {
    let place = try makeRoom(in: name, count: 8)
    buffer.bytes.storeBigEndian(number, at: place)
  }

  /// Gives the property `name` these 64-bit numbers, two cells each.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toNumbers numbers: UInt64...) throws(FDTEditError) {
    try set(name, toNumbers: numbers.span)
  }

  /// Gives the property `name` these 64-bit numbers, two cells each.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toNumbers numbers: [UInt64]) throws(FDTEditError) {
    try set(name, toNumbers: numbers.span)
  }

  /// Gives the property `name` these 64-bit numbers, two cells each.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toNumbers numbers: borrowing Span<UInt64>) throws(FDTEditError) {
    let place = try makeRoom(in: name, count: numbers.count * 8)
    buffer.bytes.store(numbers, at: place)
  }
}
