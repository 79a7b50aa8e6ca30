/// A flattened device tree over bytes that passed one structural check, so that walking it cannot fail.
///
/// Nothing is copied: names and values are views of the blob, and the compiler sees to it that no view
/// outlives it. The format is that of the Devicetree Specification 0.4, chapter 5; versions 2, 3, 16 and 17
/// are read.
public struct FlattenedTree: ~Escapable, Sendable {
  /// The blob, cut to its `totalsize`.
  public let bytes: Span<UInt8>
  /// The header's fields.
  public let header: Header
  /// How many memory reservations there are, the end entry not counted.
  public let reservationCount: Int
  /// How many nodes the tree has.
  public let nodeCount: Int
  /// How many properties all nodes have together.
  public let propertyCount: Int
  /// The structure and strings, for stepping.
  let blob: Blob
  /// Where the root begins.
  let rootOffset: Int

  /// Checks `bytes` and takes them as a tree.
  ///
  /// The check is at least as strict as libfdt's `fdt_check_full`: every offset lies inside the blob, tokens
  /// nest, names end, there is exactly one root and nothing stands before or behind it. `bytes` may be longer
  /// than the blob's `totalsize`. Otherwise throws an `FDTError`, which says what is wrong and at which byte.
  ///
  /// Complexity: O(n) in bytes, no allocation.
  @_lifetime(copy bytes)
  public init(validating bytes: Span<UInt8>) throws(FDTError) {
    let header = try Header(validating: bytes)
    guard bytes.count >= header.totalSize else {
      throw .truncated(needed: header.totalSize, available: bytes.count)
    }
    let blob = bytes.extracting(0..<header.totalSize)
    let reservations = try Self.countReservations(in: blob, header: header)
    let found = try Self.checkStructure(of: blob, header: header)
    self.bytes = blob
    self.header = header
    self.reservationCount = reservations
    self.nodeCount = found.nodes
    self.propertyCount = found.properties
    self.blob = Blob(blob, header: header)
    self.rootOffset = found.root
  }

  /// The address and size in bytes of memory reservation `index`; nil if there is none.
  ///
  /// Complexity: O(1).
  public func reservation(at index: Int) -> (address: UInt64, size: UInt64)? {
    guard index >= 0, index < reservationCount else { return nil }
    let offset = header.reservationsOffset + 16 * index
    return (bytes.bigEndian64(at: offset), bytes.bigEndian64(at: offset + 8))
  }

  /// A cursor that stands before the root.
  ///
  /// Complexity: O(1).
  @_lifetime(copy self)
  public func makeCursor() -> ItemCursor { ItemCursor(self) }
}

extension FlattenedTree {
  /// Where the strings block is in the blob.
  package var strings: Range<Int> { header.stringsOffset..<blob.stringsEnd }
}
