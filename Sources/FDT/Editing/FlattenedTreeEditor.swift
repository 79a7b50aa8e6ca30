/// Edits a blob in a buffer of fixed size, without allocation.
///
/// ```swift
/// var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
/// var chosen = try editor.node(at: "/chosen")
/// try chosen.set("bootargs", toString: "console=ttyS0")
/// let size = editor.pack()
/// ```
///
/// Each edit that changes a size moves all that is behind it. For many of them make a `DeviceTree` of the
/// blob, edit that, and write it again.
public struct FlattenedTreeEditor: ~Copyable, ~Escapable, Sendable {
  var buffer: EditBuffer

  /// Checks the blob at the start of `buffer` and edits it there; bytes behind it are room to grow.
  ///
  /// Blobs of versions 2, 3 and 16, and those whose blocks lie in an unusual order, can be edited as long as no
  /// size changes (`freedom`); every other edit of them throws `FDTEditError.needsCopy`. That is thrown here if
  /// blocks overlap.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(copy buffer)
  public init(editing buffer: consuming MutableSpan<UInt8>) throws(FDTEditError) {
    let freedom = try Self.freedom(of: buffer)
    self.buffer = EditBuffer(buffer, freedom)
  }

  /// Copies a blob of any readable version and layout into `buffer` as one of version 17, and edits it there.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(copy buffer)
  public init(copying tree: borrowing FlattenedTree, into buffer: consuming MutableSpan<UInt8>)
    throws(FDTEditError)
  {
    try tree.copy(into: &buffer)
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

  /// Edits the node `/`.
  @_lifetime(&self)
  public mutating func root() -> FlattenedNodeEditor {
    let root = rootOffset
    return FlattenedNodeEditor(buffer.lend(), at: root)
  }

  /// Edits the node at an absolute path.
  @_lifetime(&self)
  public mutating func node(at path: String) throws(FDTEditError) -> FlattenedNodeEditor {
    guard path.utf8.first == UInt8(ascii: "/"),
      let found = buffer.blob.descendant(at: path.utf8.span, below: rootOffset)
    else { throw .noSuchNode(path, below: rootOffset) }
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  /// Edits the node that has this phandle.
  @_lifetime(&self)
  public mutating func node(phandle: UInt32) throws(FDTEditError) -> FlattenedNodeEditor {
    guard let found = buffer.blob.node(phandle: phandle, from: rootOffset) else {
      throw .noSuchPhandle(phandle)
    }
    return FlattenedNodeEditor(buffer.lend(), at: found)
  }

  private var rootOffset: Int {
    var offset = buffer.structureOffset
    while buffer.blob.token(at: offset) == Token.nop { offset += 4 }
    return offset
  }

  /// How many bytes the blob takes in the buffer: what its header says.
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
  @_lifetime(self: copy self)
  public mutating func expandToBuffer() {
    guard freedom == .anySize else { return }
    buffer.totalSize = min(buffer.bytes.count, Int(Int32.max))
  }
}
