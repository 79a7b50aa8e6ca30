extension FlattenedTree {
  /// The strings of a value that ends in a NUL, in order, not copied.
  ///
  /// An instance is also a cursor: `next()` goes from string to string.
  public struct StringList: ~Escapable, Sendable {
    private let bytes: Span<UInt8>
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// How many strings there are.
    ///
    /// Complexity: O(bytes).
    public var count: Int {
      var count = 0
      for index in bytes.indices where bytes[index] == 0 { count += 1 }
      return count
    }

    /// The next string without its NUL, or nil behind the last.
    ///
    /// Complexity: O(bytes of the string).
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() -> Span<UInt8>? {
      guard let end = bytes.terminator(from: offset, before: bytes.count) else { return nil }
      let start = offset
      offset = end + 1
      return bytes.extracting(start..<end)
    }

    /// String `index` without its NUL; nil if there is none.
    ///
    /// Complexity: O(bytes).
    @_lifetime(copy self)
    public func bytes(at index: Int) -> Span<UInt8>? {
      guard index >= 0 else { return nil }
      var list = StringList(bytes)
      var remaining = index
      while let string = list.next() {
        if remaining == 0 { return string }
        remaining -= 1
      }
      return nil
    }

    /// String `index`; nil if there is none.
    ///
    /// Bytes that are no UTF-8 are replaced.
    ///
    /// Complexity: O(bytes).
    public subscript(index: Int) -> String? {
      guard let bytes = bytes(at: index) else { return nil }
      return bytes.text
    }

    /// The place of the first string that is `text`; nil if none is.
    ///
    /// Complexity: O(bytes).
    public func firstIndex(of text: String) -> Int? {
      let text = text.utf8.span
      var list = StringList(bytes)
      var index = 0
      while let string = list.next() {
        if string.hasSameBytes(as: text) { return index }
        index += 1
      }
      return nil
    }

    /// Whether one of the strings is `text`.
    ///
    /// Complexity: O(bytes).
    public func contains(_ text: String) -> Bool { firstIndex(of: text) != nil }
  }
}
