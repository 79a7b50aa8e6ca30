extension FlattenedTree {
  /// One property of a node, not copied.
  public struct Property: ~Escapable, Sendable {
    @usableFromInline let blob: Blob
    /// The byte offset of the property in the blob.
    public let offset: Int
    /// Where the value stands; looked up once, since walks need it too.
    @usableFromInline let valueRange: Range<Int>

    @inlinable @inline(__always)
    @_lifetime(copy blob)
    init(_ blob: Blob, at offset: Int) {
      self.blob = blob
      self.offset = offset
      valueRange = blob.valueRange(ofPropertyAt: offset)
    }

    /// The token behind the property.
    @inlinable @inline(__always)
    var end: Int { Blob.aligned(valueRange.upperBound) }

    /// The name.
    public var nameBytes: Span<UInt8> {
      @inlinable @inline(__always)
      @_lifetime(copy self)
      get {
        let start = blob.nameStart(ofPropertyAt: offset)
        return blob.bytes.extracting(start..<blob.bytes.end(ofTextAt: start, before: blob.stringsEnd))
      }
    }

    /// The name as text; bytes that are no UTF-8 are replaced.
    public var name: String { nameBytes.text }

    /// Whether the name is `name`; faster than asking for the name.
    public func isNamed(_ name: String) -> Bool { blob.property(at: offset, isNamed: name.utf8.span) }

    /// The value's bytes.
    public var value: Span<UInt8> {
      @inlinable @inline(__always)
      @_lifetime(copy self)
      get { blob.bytes.extracting(valueRange) }
    }

    /// The value as one cell; nil if it is not four bytes.
    public var cell: UInt32? { blob.cell(ofPropertyAt: offset) }

    /// The value as one number of one or two cells; nil if it is not four or eight bytes.
    public var number: UInt64? {
      let value = value
      return switch value.count {
      case 4: UInt64(value.bigEndian32(at: 0))
      case 8: value.bigEndian64(at: 0)
      default: nil
      }
    }

    /// The value as cells, without bytes at its end that make no whole cell.
    public var cells: Cells {
      @_lifetime(copy self)
      get { Cells(value) }
    }

    /// The value as a list of strings; nil if it is not empty and does not end in a NUL.
    public var strings: StringList? {
      @_lifetime(copy self)
      get {
        let value = value
        guard value.count == 0 || value[value.count - 1] == 0 else { return nil }
        return StringList(value)
      }
    }

    /// The value's first string; nil if the value is no list of strings or empty.
    public var string: String? {
      guard let first = strings?.bytes(at: 0) else { return nil }
      return first.text
    }

    /// Whether the value is this one string and its NUL.
    public func holds(string: String) -> Bool {
      let value = value
      let text = string.utf8.span
      return value.count == text.count + 1 && value[text.count] == 0
        && value.holds(text, at: 0, before: text.count)
    }

    /// The value as address ranges, such as `reg` is; ask the node's parent for the numbers of cells.
    ///
    /// Nil if the value is no whole number of entries, or an entry would have no or more than eight cells.
    @_lifetime(copy self)
    public func ranges(addressCells: Int, sizeCells: Int) -> AddressRanges? {
      AddressRanges(value, addressCells: addressCells, sizeCells: sizeCells)
    }
  }
}
