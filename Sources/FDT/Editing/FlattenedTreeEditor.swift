/// Edits a blob in a buffer of fixed size, without allocation of its own.
///
/// ```swift
/// var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
/// var chosen = try editor.node(at: "/chosen")
/// try chosen.set("bootargs", toString: "console=ttyS0")
/// let size = editor.pack()
/// ```
///
/// What an array is given for, be it a list of arguments (`toCells: 1, 2`), is allocated by the caller; values of one
/// number (`toCell:`, `toNumber:`), strings and spans need none.
///
/// Each edit that changes a size moves all that is behind it. For many of them make a `DeviceTree` of the
/// blob, edit that, and write it again.
public struct FlattenedTreeEditor: ~Copyable, ~Escapable, Sendable {
  var buffer: EditBuffer

  /// Checks the blob at the start of `buffer` and edits it there; bytes behind it are room to grow.
  ///
  /// Blobs of versions 2, 3 and 16, and those whose blocks lie in an unusual order, can be edited as long as no
  /// size changes (`freedom`); every other edit of them throws `FDTEditError.needsCopy`. That is thrown here if
  /// blocks overlap, and `unreadable` if the bytes are no blob.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(copy buffer)
  public init(editing buffer: consuming MutableSpan<UInt8>) throws(FDTEditError) {
    let freedom = try Self.freedom(of: buffer)
    self.buffer = EditBuffer(buffer, freedom)
  }

  /// Copies a blob of any readable version and layout into `buffer` as one of version 17, and edits it there.
  ///
  /// Throws `noSpace` if the buffer has fewer bytes than `FlattenedTree.editableByteCount`.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(copy buffer)
  public init(copying tree: borrowing FlattenedTree, into buffer: consuming MutableSpan<UInt8>)
    throws(FDTEditError)
  {
    try tree.copy(into: &buffer)
    self.buffer = EditBuffer(buffer, .anySize)
  }

  /// Writes a tree of an empty root to the start of `buffer`, as libfdt's `fdt_create_empty_tree`, and edits it there.
  ///
  /// Throws `noSpace` if the buffer has fewer than 72 bytes.
  ///
  /// Complexity: O(1).
  @_lifetime(copy buffer)
  public init(creatingIn buffer: consuming MutableSpan<UInt8>) throws(FDTEditError) {
    let (structure, end) = (Header.size17 + 16, Header.size17 + 32)
    guard buffer.count >= end else { throw .noSpace(needed: end, available: buffer.count) }
    let size = UInt32(end)
    let words: [18 of UInt32] = [
      Header.magic, size, UInt32(structure), size, UInt32(Header.size17), 17, 16, 0, 0, 16,
      0, 0, 0, 0, Token.beginNode, 0, Token.endNode, Token.end,
    ]
    for index in words.indices { buffer.storeBigEndian(words[index], at: 4 * index) }
    self.buffer = EditBuffer(buffer, .anySize)
  }

  /// What edits are possible where the blob lies.
  public var freedom: EditFreedom { buffer.freedom }

  private static func freedom(of buffer: borrowing MutableSpan<UInt8>) throws(FDTEditError) -> EditFreedom {
    do throws(FDTError) {
      let tree = try FlattenedTree(validating: buffer.span)
      if let freedom = tree.editFreedom { return freedom }
    } catch {
      throw .unreadable(error)
    }
    throw .needsCopy
  }

  /// How many bytes the blob takes in the buffer: what its header says.
  ///
  /// Complexity: O(1).
  public var byteCount: Int { buffer.totalSize }

  /// The blob as it is now.
  public var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get { buffer.bytes.span.extracting(0..<buffer.totalSize) }
  }

  /// Puts the blocks together without gaps, ends the blob behind the strings, and returns its size in bytes.
  ///
  /// A blob whose sizes cannot change stays as it is.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(self: copy self)
  @discardableResult
  public mutating func pack() -> Int {
    buffer.pack(reservationCount: reservationCount)
    return byteCount
  }

  /// Makes the blob as long as the whole buffer, for a program that edits it later and takes `totalsize` for
  /// the room it has, as libfdt does.
  ///
  /// A blob whose sizes cannot change stays as it is.
  ///
  /// Complexity: O(1).
  @_lifetime(self: copy self)
  public mutating func expandToBuffer() {
    guard freedom == .anySize else { return }
    buffer.totalSize = min(buffer.bytes.count, Int(Int32.max))
  }
}
