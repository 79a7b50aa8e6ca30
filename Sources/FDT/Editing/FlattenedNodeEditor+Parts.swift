/// Adding to values, and writing over them, by the types of what is written; what takes no array allocates nothing.
extension FlattenedNodeEditor {
  /// Adds this string and its NUL to the end of the property `name`, which is made if it is new.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(string: String, to name: String) throws(FDTEditError) {
    let place = try makeRoom(behind: name, count: string.utf8.count + 1)
    buffer.bytes.store(string, at: place)
  }

  /// Adds this 32-bit cell to the end of the property `name`, which is made if it is new.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(cell: UInt32, to name: String) throws(FDTEditError) {
    let place = try makeRoom(behind: name, count: 4)
    buffer.bytes.storeBigEndian(cell, at: place)
  }

  /// Adds these 32-bit cells to the end of the property `name`, which is made if it is new.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(cells: [UInt32], to name: String) throws(FDTEditError) {
    let place = try makeRoom(behind: name, count: cells.count * 4)
    buffer.bytes.store(cells.span, at: place)
  }

  /// Adds this 64-bit number, two cells, to the end of the property `name`, which is made if it is new.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(number: UInt64, to name: String) throws(FDTEditError) {
    let place = try makeRoom(behind: name, count: 8)
    buffer.bytes.storeBigEndian(number, at: place)
  }

  /// Adds these 64-bit numbers to the end of the property `name`, which is made if it is new.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(numbers: [UInt64], to name: String) throws(FDTEditError) {
    let place = try makeRoom(behind: name, count: numbers.count * 8)
    buffer.bytes.store(numbers.span, at: place)
  }

  /// Writes this string and its NUL over bytes of a value from byte `start` on.
  ///
  /// Errors and complexity as for `overwrite(_:at:with:)`.
  @_lifetime(self: copy self)
  public mutating func overwrite(_ name: String, at start: Int = 0, withString string: String)
    throws(FDTEditError)
  {
    let place = try place(in: name, at: start, count: string.utf8.count + 1)
    buffer.bytes.store(string, at: place)
  }

  /// Writes this 32-bit cell over 4 bytes of a value from byte `start` on.
  ///
  /// Errors and complexity as for `overwrite(_:at:with:)`.
  @_lifetime(self: copy self)
  public mutating func overwrite(_ name: String, at start: Int = 0, withCell cell: UInt32)
    throws(FDTEditError)
  {
    let place = try place(in: name, at: start, count: 4)
    buffer.bytes.storeBigEndian(cell, at: place)
  }

  /// Writes this 64-bit number over 8 bytes of a value from byte `start` on.
  ///
  /// Errors and complexity as for `overwrite(_:at:with:)`.
  @_lifetime(self: copy self)
  public mutating func overwrite(_ name: String, at start: Int = 0, withNumber number: UInt64)
    throws(FDTEditError)
  {
    let place = try place(in: name, at: start, count: 8)
    buffer.bytes.storeBigEndian(number, at: place)
  }
}
