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

  /// The bytes of the value of the property at `offset`.
  @inlinable @inline(__always)
  func valueRange(ofPropertyAt offset: Int) -> Range<Int> {
    let count = Int(bytes.bigEndian32(at: offset + 4))
    var start = offset + 12
    if isLegacy, count >= 8, (start - structureOffset) % 8 != 0 { start += 4 }
    return start..<start + count
  }

  /// Where the name of the property at `offset` starts.
  @inlinable @inline(__always)
  func nameStart(ofPropertyAt offset: Int) -> Int { stringsOffset + Int(bytes.bigEndian32(at: offset + 8)) }

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

  /// The property of that name of the node at `offset`; the first of several.
  func property(_ name: borrowing Span<UInt8>, ofNodeAt offset: Int) -> Int? {
    property(name, from: bodyStart(ofNodeAt: offset))
  }

  /// The property of that name from `offset` on, before any other token; the first of several.
  func property(_ name: borrowing Span<UInt8>, from offset: Int) -> Int? {
    var offset = offset
    while let found = nextProperty(from: offset) {
      if property(at: found, isNamed: name) { return found }
      offset = Self.aligned(valueRange(ofPropertyAt: found).upperBound)
    }
    return nil
  }

  /// The first child from `offset` on, which lies in the body of its parent, that answers to `part`.
  ///
  /// As in libfdt, a part without `@` also matches a name that differs only by its unit address.
  func child(matching part: borrowing Span<UInt8>, from offset: Int) -> Int? {
    let acceptsAnyAddress = part.firstOffset(of: UInt8(ascii: "@")) == nil
    var offset = behindProperties(from: offset)
    while token(at: offset) == Token.beginNode {
      let stored = offset + 4..<nameEnd(ofNodeAt: offset)
      let name = leaf(of: stored)
      if name.count >= part.count, bytes.holds(part, at: name.lowerBound, before: name.upperBound),
        name.count == part.count
          || acceptsAnyAddress && bytes[name.lowerBound + part.count] == UInt8(ascii: "@")
      {
        return offset
      }
      offset = behindNode(from: Self.aligned(stored.upperBound + 1))
      while token(at: offset) == Token.nop { offset += 4 }
    }
    return nil
  }

  /// The node at a path of parts below the node at `offset`; empty parts are skipped.
  func descendant(at path: borrowing Span<UInt8>, below offset: Int) -> Int? {
    var node = offset
    var index = 0
    while index < path.count {
      var end = index
      while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
      if end > index {
        guard let next = child(matching: path.extracting(index..<end), from: bodyStart(ofNodeAt: node)) else {
          return nil
        }
        node = next
      }
      index = end + 1
    }
    return node
  }

  /// The cell that is the whole value of the property at `offset`; nil if the value is not four bytes.
  @inlinable @inline(__always)
  func cell(ofPropertyAt offset: Int) -> UInt32? {
    bytes.bigEndian32(at: offset + 4) == 4 ? bytes.bigEndian32(at: offset + 12) : nil
  }

  /// The phandle of the node at `offset`, as `fdt_get_phandle` finds it; 0 and 0xffffffff are none.
  func phandle(ofNodeAt offset: Int) -> UInt32? {
    var plain: Int?
    var older: Int?
    var position = bodyStart(ofNodeAt: offset)
    while let found = nextProperty(from: position) {
      if plain == nil, property(at: found, isNamed: Names.phandle.utf8.span) { plain = found }
      if older == nil, property(at: found, isNamed: Names.olderPhandle.utf8.span) { older = found }
      position = Self.aligned(valueRange(ofPropertyAt: found).upperBound)
    }
    let value = plain.flatMap { cell(ofPropertyAt: $0) } ?? older.flatMap { cell(ofPropertyAt: $0) }
    return value == 0 || value == .max ? nil : value
  }

  /// The node that has `phandle`, from the root at `root` on; the first of several.
  func node(phandle: UInt32, from root: Int) -> Int? {
    guard phandle != 0, phandle != .max else { return nil }
    var node = root
    var offset = root
    while true {
      switch token(at: offset) {
      case Token.beginNode:
        node = offset
        offset = bodyStart(ofNodeAt: offset)
      case Token.endNode, Token.nop: offset += 4
      case Token.property:
        // The number first: it seldom fits by chance, and only then are names looked at.
        if cell(ofPropertyAt: offset) == phandle, self.phandle(ofNodeAt: node) == phandle { return node }
        offset = Self.aligned(valueRange(ofPropertyAt: offset).upperBound)
      default: return nil
      }
    }
  }
}

/// The token words of the structure block.
@usableFromInline
package enum Token {
  @inlinable package static var beginNode: UInt32 { 1 }
  @inlinable package static var endNode: UInt32 { 2 }
  @inlinable package static var property: UInt32 { 3 }
  @inlinable package static var nop: UInt32 { 4 }
  @inlinable package static var end: UInt32 { 9 }
}

/// Names that look-ups ask for.
enum Names {
  static let phandle = "phandle"
  static let olderPhandle = "linux,phandle"
}
