/// Properties as bytes; `FlattenedNodeEditor+Values.swift` has them by their types.
extension FlattenedNodeEditor {
  /// Gives the property `name` these bytes; it is added ahead of the others if it is new.
  ///
  /// Throws `noSpace`, `needsCopy` if the value's size would change where sizes cannot, and `badPropertyName` for a
  /// property that is new.
  ///
  /// Complexity: O(bytes of the node's own properties and of all behind them, and of the strings for one that is new); no
  /// more than the value's if its size in words stays.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, to value: borrowing Span<UInt8>) throws(FDTEditError) {
    let place = try makeRoom(in: name, count: value.count)
    buffer.bytes.store(value, at: place)
  }

  /// Gives the property `name` these bytes; errors and complexity as for a span.
  @_lifetime(self: copy self)
  public mutating func set(_ name: String, to value: [UInt8]) throws(FDTEditError) {
    try set(name, to: value.span)
  }

  /// Gives the property `name` so many bytes, and has `fill` write them: libfdt's `fdt_setprop_placeholder`.
  ///
  /// Until `fill` writes them, those that were there stay, and new ones are 0. A negative number throws `outsideValue`;
  /// other errors and complexity as for a span.
  @_lifetime(self: copy self)
  public mutating func set(
    _ name: String, byteCount: Int, fill: (inout MutableSpan<UInt8>) -> Void
  ) throws(FDTEditError) {
    let place = try makeRoom(in: name, count: byteCount)
    var value = buffer.bytes._mutatingExtracting(place..<place + byteCount)
    fill(&value)
  }

  /// Adds these bytes to the end of the property `name`, which is made if it is new.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(_ value: borrowing Span<UInt8>, to name: String) throws(FDTEditError) {
    let place = try makeRoom(behind: name, count: value.count)
    buffer.bytes.store(value, at: place)
  }

  /// Adds these bytes to the end of the property `name`, which is made if it is new.
  ///
  /// Errors and complexity as for `set(_:to:)`.
  @_lifetime(self: copy self)
  public mutating func append(_ value: [UInt8], to name: String) throws(FDTEditError) {
    try append(value.span, to: name)
  }

  /// Writes over bytes of a value from byte `start` on, without moving anything.
  ///
  /// Throws `noSuchProperty`, and `outsideValue` if the value has too few bytes.
  ///
  /// Complexity: O(bytes of the node's own properties).
  @_lifetime(self: copy self)
  public mutating func overwrite(
    _ name: String, at start: Int = 0, with bytes: borrowing Span<UInt8>
  ) throws(FDTEditError) {
    let place = try place(in: name, at: start, count: bytes.count)
    buffer.bytes.store(bytes, at: place)
  }

  /// Writes over bytes of a value from byte `start` on, without moving anything; errors and complexity as for a span.
  @_lifetime(self: copy self)
  public mutating func overwrite(_ name: String, at start: Int = 0, with bytes: [UInt8]) throws(FDTEditError)
  {
    try overwrite(name, at: start, with: bytes.span)
  }

  /// Removes the property `name`; its name stays in the strings.
  ///
  /// Throws `noSuchProperty` and `needsCopy`.
  ///
  /// Complexity: O(bytes of the node's own properties and of all behind them).
  @_lifetime(self: copy self)
  public mutating func remove(_ name: String) throws(FDTEditError) {
    let found = try property(name)
    try buffer.requireAnySize()
    buffer.removeStructure(found..<found + size(ofPropertyAt: found))
  }

  /// Writes no-operations over the property `name`, without moving anything.
  ///
  /// Throws `noSuchProperty`.
  ///
  /// Complexity: O(bytes of the node's own properties).
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
}

/// Where values are written.
extension FlattenedNodeEditor {
  /// Gives the property `name` a value of `count` bytes and returns where it stands; it is added if it is new.
  @_lifetime(self: copy self)
  mutating func makeRoom(in name: String, count: Int) throws(FDTEditError) -> Int {
    try check(count)
    guard let found = buffer.blob.property(name.utf8.span, ofNodeAt: offset) else {
      return try add(name, count: count)
    }
    try resizeValue(ofPropertyAt: found, to: count)
    return buffer.blob.valueRange(ofPropertyAt: found).lowerBound
  }

  /// Gives the property `name` `count` bytes more and returns where they stand; it is added if it is new.
  @_lifetime(self: copy self)
  mutating func makeRoom(behind name: String, count: Int) throws(FDTEditError) -> Int {
    try check(count)
    guard let found = buffer.blob.property(name.utf8.span, ofNodeAt: offset) else {
      return try add(name, count: count)
    }
    let old = buffer.blob.valueRange(ofPropertyAt: found)
    try resizeValue(ofPropertyAt: found, to: old.count + count)
    return old.upperBound
  }

  /// Where byte `start` of a value stands that has `count` bytes from there on.
  func place(in name: String, at start: Int, count: Int) throws(FDTEditError) -> Int {
    let found = try property(name)
    let value = buffer.blob.valueRange(ofPropertyAt: found)
    guard start >= 0, start <= value.count, count <= value.count - start else {
      throw .outsideValue(count: value.count, property: found)
    }
    return value.lowerBound + start
  }

  /// Refuses sizes that no value can have, with which nothing could be calculated.
  private func check(_ count: Int) throws(FDTEditError) {
    guard count >= 0 else { throw .outsideValue(count: 0, property: offset) }
    try buffer.requireCapacity(count)
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
  private mutating func add(_ name: String, count: Int) throws(FDTEditError) -> Int {
    let bytes = name.utf8.span
    guard bytes.count <= FlattenedTree.longestPropertyName, bytes.firstOffset(of: 0) == nil else {
      throw .badPropertyName(name, node: offset)
    }
    let size = 12 + Blob.aligned(count)
    try buffer.require(size + (buffer.knownOffset(ofName: bytes) == nil ? bytes.count + 1 : 0))
    let nameOffset = try buffer.offset(ofName: bytes)
    let place = buffer.blob.bodyStart(ofNodeAt: offset)
    try buffer.resizeStructure(at: place, from: 0, to: size)
    buffer.bytes.storeBigEndian(Token.property, at: place)
    buffer.bytes.storeBigEndian(UInt32(truncatingIfNeeded: count), at: place + 4)
    buffer.bytes.storeBigEndian(nameOffset, at: place + 8)
    // The rest is zero already.
    return place + 12
  }
}
