/// The bytes of a checked blob and where its blocks lie: what every view holds.
///
/// Offsets are absolute in the blob. That stepping never leaves the blob is what the check has shown; were it
/// otherwise, the bounds of `Span` would still hold.
///
/// What a walk needs step by step is inlinable up to the public views: they are too large for registers, so that
/// handing them from call to call would take longer than the steps.
@usableFromInline
struct Blob: ~Escapable, Sendable {
  @usableFromInline let bytes: Span<UInt8>
  @usableFromInline let structure: UInt32
  @usableFromInline let strings: UInt32
  @usableFromInline let stringsBound: UInt32
  /// Versions below 16 align long values to eight bytes and write a node's whole path as its name.
  @usableFromInline let isLegacy: Bool

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, header: Header) {
    self.init(
      bytes, structure: header.structureOffset, strings: header.stringsOffset,
      stringsEnd: header.stringsOffset + header.stringsSize, isLegacy: header.version < 16)
  }

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, structure: Int, strings: Int, stringsEnd: Int, isLegacy: Bool) {
    self.bytes = bytes
    self.structure = UInt32(truncatingIfNeeded: structure)
    self.strings = UInt32(truncatingIfNeeded: strings)
    stringsBound = UInt32(truncatingIfNeeded: stringsEnd)
    self.isLegacy = isLegacy
  }

  @inlinable @inline(__always) var structureOffset: Int { Int(structure) }
  @inlinable @inline(__always) var stringsOffset: Int { Int(strings) }
  @inlinable @inline(__always) var stringsEnd: Int { Int(stringsBound) }

  /// The next multiple of four; the structure block starts at one.
  @inlinable @inline(__always)
  static func aligned(_ offset: Int) -> Int { (offset &+ 3) & ~3 }

  @inlinable @inline(__always)
  func token(at offset: Int) -> UInt32 { bytes.bigEndian32(at: offset) }

  /// Where the NUL of the name of the node at `offset` stands.
  @inlinable @inline(__always)
  func nameEnd(ofNodeAt offset: Int) -> Int {
    bytes.terminator(from: offset + 4, before: bytes.count) ?? bytes.count
  }

  /// The first token behind the name of the node at `offset`.
  @inlinable @inline(__always)
  func bodyStart(ofNodeAt offset: Int) -> Int { Self.aligned(nameEnd(ofNodeAt: offset) + 1) }

  /// The name of the node at `offset`, for versions below 16 the last part of the path that stands there.
  @inlinable
  func nameRange(ofNodeAt offset: Int) -> Range<Int> { leaf(of: offset + 4..<nameEnd(ofNodeAt: offset)) }

  /// What of a stored name is the node's own.
  @inlinable @inline(__always)
  func leaf(of range: Range<Int>) -> Range<Int> {
    guard isLegacy else { return range }
    var start = range.upperBound
    while start > range.lowerBound, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return start..<range.upperBound
  }

  /// The bytes of the value of the property at `offset`; the check has shown that its length is below 2 GiB.
  @inlinable @inline(__always)
  func valueRange(ofPropertyAt offset: Int) -> Range<Int> {
    let count = Int(truncatingIfNeeded: bytes.bigEndian32(at: offset + 4))
    var start = offset + 12
    if isLegacy, count >= 8, (start - structureOffset) % 8 != 0 { start += 4 }
    return start..<start + count
  }

  /// Where the name of the property at `offset` starts.
  @inlinable @inline(__always)
  func nameStart(ofPropertyAt offset: Int) -> Int {
    stringsOffset + Int(truncatingIfNeeded: bytes.bigEndian32(at: offset + 8))
  }

  @inlinable @inline(__always)
  func nameRange(ofPropertyAt offset: Int) -> Range<Int> {
    let start = nameStart(ofPropertyAt: offset)
    return start..<(bytes.terminator(from: start, before: stringsEnd) ?? stringsEnd)
  }

  /// Whether the property at `offset` has this name.
  @inlinable @inline(__always)
  func property(at offset: Int, isNamed name: borrowing Span<UInt8>) -> Bool {
    let start = nameStart(ofPropertyAt: offset)
    let end = start + name.count
    return end < stringsEnd && bytes[end] == 0 && bytes.holds(name, at: start, before: stringsEnd)
  }

  /// The first token from `offset` on that is neither a property nor a no-operation.
  @inlinable @inline(__always)
  func behindProperties(from offset: Int) -> Int {
    var offset = offset
    while true {
      switch token(at: offset) {
      case Token.property: offset = Self.aligned(valueRange(ofPropertyAt: offset).upperBound)
      case Token.nop: offset += 4
      default: return offset
      }
    }
  }

  /// The next property from `offset` on, before any other token.
  @inlinable @inline(__always)
  func nextProperty(from offset: Int) -> Int? {
    var offset = offset
    while true {
      switch token(at: offset) {
      case Token.property: return offset
      case Token.nop: offset += 4
      default: return nil
      }
    }
  }

  /// The token behind the end of the node whose body starts or goes on at `offset`.
  @inlinable
  func behindNode(from offset: Int) -> Int {
    var offset = offset
    var depth = 1
    while true {
      switch token(at: offset) {
      case Token.property: offset = Self.aligned(valueRange(ofPropertyAt: offset).upperBound)
      case Token.nop: offset += 4
      case Token.beginNode:
        depth += 1
        offset = bodyStart(ofNodeAt: offset)
      case Token.endNode:
        depth -= 1
        offset += 4
        if depth == 0 { return offset }
      default: return offset
      }
    }
  }
}
