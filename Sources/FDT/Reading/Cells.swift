extension FlattenedTree {
  /// A value as 32-bit big-endian cells, not copied.
  public struct Cells: ~Escapable, Sendable {
    private let bytes: Span<UInt8>

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// How many whole cells there are.
    public var count: Int { bytes.count / 4 }

    /// Cell `index`; nil if there is none.
    public subscript(index: Int) -> UInt32? {
      index >= 0 && index < count ? bytes.bigEndian32(at: 4 * index) : nil
    }
  }

  /// The entries of `reg` and properties like it, in order.
  public struct AddressRanges: ~Escapable, Sendable {
    private let bytes: Span<UInt8>
    private let addressCells: Int
    private let entrySize: Int
    private var offset = 0

    @_lifetime(copy bytes)
    init?(_ bytes: Span<UInt8>, addressCells: Int, sizeCells: Int) {
      guard (0...4).contains(addressCells), (0...4).contains(sizeCells), addressCells + sizeCells > 0,
        bytes.count % (4 * (addressCells + sizeCells)) == 0
      else { return nil }
      self.bytes = bytes
      self.addressCells = addressCells
      entrySize = 4 * (addressCells + sizeCells)
    }

    /// How many entries there are.
    public var count: Int { bytes.count / entrySize }

    /// The next entry's address and size in bytes, or nil behind the last.
    ///
    /// Of numbers with more than two cells the last two count, as in Linux's `of_read_number`.
    @_lifetime(self: copy self)
    public mutating func next() -> (address: UInt64, size: UInt64)? {
      guard offset + entrySize <= bytes.count else { return nil }
      defer { offset += entrySize }
      let middle = offset + 4 * addressCells
      return (number(offset..<middle), number(middle..<offset + entrySize))
    }

    private func number(_ range: Range<Int>) -> UInt64 {
      var number: UInt64 = 0
      for offset in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
        number = number << 32 | UInt64(bytes.bigEndian32(at: offset))
      }
      return number
    }
  }
}
