/// A checked blob in a buffer that may have room behind it: blocks that grow and shrink.
///
/// Where they lie stands in the blob's own header and nowhere else, so that any number of editors, one lent by
/// the other, agree on it.
struct EditBuffer: ~Copyable, ~Escapable, Sendable {
  var bytes: MutableSpan<UInt8>
  let freedom: EditFreedom

  /// Takes over a buffer that starts with a checked blob whose blocks do not overlap.
  @_lifetime(copy bytes)
  init(_ bytes: consuming MutableSpan<UInt8>, _ freedom: EditFreedom) {
    self.bytes = bytes
    self.freedom = freedom
  }

  /// The same buffer for someone who gives it back.
  @_lifetime(&self)
  mutating func lend() -> EditBuffer { EditBuffer(bytes._mutatingExtracting(0..<bytes.count), freedom) }

  /// The blob for searching.
  var blob: Blob {
    @_lifetime(borrow self)
    get {
      Blob(
        bytes.span, structure: structureOffset, strings: stringsOffset, stringsEnd: end, isLegacy: isLegacy)
    }
  }

  /// Whether the version is below 16: values are aligned to eight bytes there, and names are paths.
  var isLegacy: Bool { freedom == .sameSize && version < 16 }

  /// Where the strings end, and with them what is in use.
  var end: Int {
    // In version 2 they reach up to the end of the blob.
    freedom == .sameSize && version < 3 ? totalSize : stringsOffset + stringsSize
  }

  /// Where the root begins.
  var rootOffset: Int {
    var offset = structureOffset
    while bytes.span.bigEndian32(at: offset) == Token.nop { offset += 4 }
    return offset
  }

  /// Fails if sizes cannot change where the blob lies.
  func requireAnySize() throws(FDTEditError) {
    guard freedom == .anySize else { throw .needsCopy }
  }

  /// Fails if the whole buffer has fewer than `count` bytes.
  func requireCapacity(_ count: Int) throws(FDTEditError) {
    guard count <= bytes.count else { throw .noSpace(needed: count, available: bytes.count) }
  }

  /// Fails if the buffer has not `count` bytes more.
  func require(_ count: Int) throws(FDTEditError) {
    try requireAnySize()
    guard count <= bytes.count - end else { throw .noSpace(needed: end + count, available: bytes.count) }
  }

  /// Makes `old` bytes of the structure at `offset` into `new`; new ones are zero.
  @_lifetime(self: copy self)
  mutating func resizeStructure(at offset: Int, from old: Int, to new: Int) throws(FDTEditError) {
    if old == new { return }
    try resize(at: offset, from: old, to: new)
    structureSize += new - old
    stringsOffset += new - old
  }

  /// Takes bytes out of the structure, in a blob whose sizes can change.
  @_lifetime(self: copy self)
  mutating func removeStructure(_ range: Range<Int>) {
    bytes.move(from: range.upperBound, to: range.lowerBound, count: end - range.upperBound)
    structureSize -= range.count
    stringsOffset -= range.count
  }

  /// Makes `old` bytes of the reservations at `offset` into `new`; new ones are zero.
  @_lifetime(self: copy self)
  mutating func resizeReservations(at offset: Int, from old: Int, to new: Int) throws(FDTEditError) {
    try resize(at: offset, from: old, to: new)
    structureOffset += new - old
    stringsOffset += new - old
  }

  /// The offset of `name` in the strings; it is added behind the others if it is not there yet.
  @_lifetime(self: copy self)
  mutating func offset(ofName name: borrowing Span<UInt8>) throws(FDTEditError) -> UInt32 {
    if let known = knownOffset(ofName: name) { return known }
    let offset = stringsSize
    try resize(at: end, from: 0, to: name.count + 1)
    bytes.store(name, at: stringsOffset + offset)
    stringsSize += name.count + 1
    return UInt32(truncatingIfNeeded: offset)
  }

  /// The offset of `name` in the strings, be it the end of a longer one.
  ///
  /// Complexity: O(bytes of the strings).
  func knownOffset(ofName name: borrowing Span<UInt8>) -> UInt32? {
    let strings = bytes.span.extracting(stringsOffset..<end)
    var start = 0
    // The name can only stand right before a NUL.
    while let terminator = strings.terminator(from: start, before: strings.count) {
      let candidate = terminator - name.count
      if candidate >= start, strings.holds(name, at: candidate, before: strings.count) {
        return UInt32(truncatingIfNeeded: candidate)
      }
      start = terminator + 1
    }
    return nil
  }

  /// Puts the blocks together without gaps, and ends the blob behind the strings.
  @_lifetime(self: copy self)
  mutating func pack(reservationCount: Int) {
    guard freedom == .anySize else { return }
    let reservationsSize = 16 * (reservationCount + 1)
    let structure = Header.size17 + reservationsSize
    bytes.move(from: reservationsOffset, to: Header.size17, count: reservationsSize)
    bytes.move(from: structureOffset, to: structure, count: structureSize)
    let strings = structure + structureSize
    bytes.move(from: stringsOffset, to: strings, count: stringsSize)
    reservationsOffset = Header.size17
    structureOffset = structure
    stringsOffset = strings
    totalSize = end
  }

  @_lifetime(self: copy self)
  private mutating func resize(at offset: Int, from old: Int, to new: Int) throws(FDTEditError) {
    try requireAnySize()
    let end = end
    let newEnd = end + new - old
    guard newEnd <= bytes.count, newEnd <= Int(Int32.max) else {
      throw .noSpace(needed: newEnd, available: bytes.count)
    }
    bytes.move(from: offset + old, to: offset + new, count: end - offset - old)
    if new > old { bytes.clear(offset + old..<offset + new) }
    if newEnd > totalSize { totalSize = newEnd }
  }
}
