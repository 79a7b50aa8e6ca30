extension FlattenedNodeEditor {
  /// Gives the property `name` these bytes; it is added ahead of the others if it is new.
  ///
  /// Complexity: O(bytes of the node's own properties and of all behind them); no more than the value's if
  /// its size in words stays.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, to value: borrowing Span<UInt8>) throws(FDTEditError) {
    if let found = buffer.blob.property(name.utf8.span, ofNodeAt: offset) {
      try resizeValue(ofPropertyAt: found, to: value.count)
      buffer.bytes.store(value, at: buffer.blob.valueRange(ofPropertyAt: found).lowerBound)
    } else {
      try add(name, value)
    }
  }

  /// Gives the property `name` these bytes.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, to value: [UInt8]) throws(FDTEditError) {
    try set(name, to: value.span)
  }

  /// Gives the property `name` this string and its NUL.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toString string: String) throws(FDTEditError) {
    var value = Array(string.utf8)
    value.append(0)
    try set(name, to: value.span)
  }

  /// Gives the property `name` these 32-bit cells.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toCells cells: UInt32...) throws(FDTEditError) {
    var value: [UInt8] = []
    for cell in cells { value.appendBigEndian(cell) }
    try set(name, to: value.span)
  }

  /// Gives the property `name` these 64-bit numbers, two cells each.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, toNumbers numbers: UInt64...) throws(FDTEditError) {
    var value: [UInt8] = []
    for number in numbers { value.appendBigEndian(number) }
    try set(name, to: value.span)
  }

  /// Adds these bytes to the end of the property `name`, which is made if it is new.
  @_lifetime(self: copy self)
  public mutating func append(_ value: borrowing Span<UInt8>, to name: String) throws(FDTEditError) {
    if let found = buffer.blob.property(name.utf8.span, ofNodeAt: offset) {
      let old = buffer.blob.valueRange(ofPropertyAt: found)
      try resizeValue(ofPropertyAt: found, to: old.count + value.count)
      buffer.bytes.store(value, at: old.upperBound)
    } else {
      try add(name, value)
    }
  }

  /// Adds these bytes to the end of the property `name`, which is made if it is new.
  @_lifetime(self: copy self)
  public mutating func append(_ value: [UInt8], to name: String) throws(FDTEditError) {
    try append(value.span, to: name)
  }

  /// Writes over bytes of a value from byte `start` on, without moving anything.
  ///
  /// Complexity: O(bytes of the node's own properties).
  @_lifetime(self: copy self)
  public mutating func overwrite(
    _ name: String, at start: Int = 0, with bytes: borrowing Span<UInt8>
  ) throws(FDTEditError) {
    let found = try property(name)
    let value = buffer.blob.valueRange(ofPropertyAt: found)
    guard start >= 0, start <= value.count, bytes.count <= value.count - start else {
      throw .outsideValue(count: value.count, property: found)
    }
    buffer.bytes.store(bytes, at: value.lowerBound + start)
  }

  /// Writes over bytes of a value from byte `start` on, without moving anything.
  @_lifetime(self: copy self)
  public mutating func overwrite(_ name: String, at start: Int = 0, with bytes: [UInt8]) throws(FDTEditError)
  {
    try overwrite(name, at: start, with: bytes.span)
  }

  /// Removes the property `name`; its name stays in the strings.
  @_lifetime(self: copy self)
  public mutating func remove(_ name: String) throws(FDTEditError) {
    let found = try property(name)
    try buffer.requireAnySize()
    buffer.removeStructure(found..<found + size(ofPropertyAt: found))
  }

  /// Writes no-operations over the property `name`, without moving anything.
  @_lifetime(self: copy self)
  public mutating func blank(_ name: String) throws(FDTEditError) {
    let found = try property(name)
    blank(found..<found + size(ofPropertyAt: found))
  }

  @_lifetime(self: copy self)
  mutating func blank(_ range: Range<Int>) {
    for offset in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
      buffer.bytes.storeBigEndian(Token.nop, at: offset)
    }
  }

  private func property(_ name: String) throws(FDTEditError) -> Int {
    guard let found = buffer.blob.property(name.utf8.span, ofNodeAt: offset) else {
      throw .noSuchProperty(name, node: offset)
    }
    return found
  }

  private func size(ofPropertyAt offset: Int) -> Int {
    Blob.aligned(buffer.blob.valueRange(ofPropertyAt: offset).upperBound) - offset
  }

  /// Makes room for a value of `count` bytes, of which those that were there stay; the padding is zero.
  @_lifetime(self: copy self)
  private mutating func resizeValue(ofPropertyAt found: Int, to count: Int) throws(FDTEditError) {
    let old = buffer.blob.valueRange(ofPropertyAt: found)
    if old.count == count { return }
    // A value's place depends on its size there.
    guard !buffer.isLegacy else { throw .needsCopy }
    let space = Blob.aligned(count)
    if Blob.aligned(old.count) != space {
      try buffer.resizeStructure(at: old.lowerBound, from: Blob.aligned(old.count), to: space)
    }
    // What was moved away from the end of the value may have left something there.
    buffer.bytes.clear(old.lowerBound + min(old.count, count)..<old.lowerBound + space)
    buffer.bytes.storeBigEndian(UInt32(truncatingIfNeeded: count), at: found + 4)
  }

  @_lifetime(self: copy self)
  private mutating func add(_ name: String, _ value: borrowing Span<UInt8>) throws(FDTEditError) {
    let bytes = name.utf8.span
    guard bytes.count <= FlattenedTree.longestPropertyName, bytes.firstOffset(of: 0) == nil else {
      throw .badPropertyName(name, node: offset)
    }
    let size = 12 + Blob.aligned(value.count)
    try buffer.require(size + (buffer.knownOffset(ofName: bytes) == nil ? bytes.count + 1 : 0))
    let nameOffset = try buffer.offset(ofName: bytes)
    let place = buffer.blob.bodyStart(ofNodeAt: offset)
    try buffer.resizeStructure(at: place, from: 0, to: size)
    buffer.bytes.storeBigEndian(Token.property, at: place)
    buffer.bytes.storeBigEndian(UInt32(truncatingIfNeeded: value.count), at: place + 4)
    buffer.bytes.storeBigEndian(nameOffset, at: place + 8)
    buffer.bytes.store(value, at: place + 12)
    buffer.bytes.clear(place + 12 + value.count..<place + size)
  }
}
