/// Finding things in a blob, by name, path or phandle.
extension Blob {
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

  /// Whether a node begins at `place`, looked for from the root at `root` on: the word alone does not say it.
  func isNode(at place: Int, from root: Int) -> Bool {
    let offset = forEachToken(from: root, before: place) { _, _ in }
    return offset == place && token(at: offset) == Token.beginNode
  }

  /// The node above the one at `place`, looked for from the root at `root` on; nil for the root.
  ///
  /// Goes twice over what is ahead of the node, for its depth and for the last node above it, so that it needs neither
  /// memory nor more time for deep trees.
  func parent(ofNodeAt place: Int, from root: Int) -> Int? {
    var depth = 0
    forEachToken(from: root, before: place) { token, _ in
      if token == Token.beginNode { depth += 1 } else if token == Token.endNode { depth -= 1 }
    }
    var parent: Int?
    var level = 0
    forEachToken(from: root, before: place) { token, offset in
      if token == Token.beginNode {
        level += 1
        if level == depth { parent = offset }
      } else if token == Token.endNode {
        level -= 1
      }
    }
    return parent
  }

  /// Goes over the tokens from the root on, and returns where it stops: at `place` or behind it, or at the end.
  @discardableResult
  private func forEachToken(from root: Int, before place: Int, _ body: (UInt32, Int) -> Void) -> Int {
    var offset = root
    while offset < place {
      let (token, start) = (token(at: offset), offset)
      switch token {
      case Token.beginNode: offset = bodyStart(ofNodeAt: offset)
      case Token.endNode, Token.nop: offset += 4
      case Token.property: offset = Self.aligned(valueRange(ofPropertyAt: offset).upperBound)
      default: return offset
      }
      body(token, start)
    }
    return offset
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

/// Names that look-ups ask for.
enum Names {
  static let phandle = "phandle"
  static let olderPhandle = "linux,phandle"
}
