/// One node of a blob being edited.
///
/// What is edited lies inside the node, so its own place never changes: unlike an offset of libfdt, an editor
/// is never out of date. An editor of a child is lent by that of its parent, which the compiler keeps out of
/// reach meanwhile.
///
/// New properties go ahead of the others and new children ahead of the others, as libfdt puts them. Every
/// edit is done whole or not at all.
public struct FlattenedNodeEditor: ~Copyable, ~Escapable, Sendable {
  var buffer: EditBuffer
  /// The byte offset of the node in the blob.
  public internal(set) var offset: Int

  @_lifetime(copy buffer)
  init(_ buffer: consuming EditBuffer, at offset: Int) {
    self.buffer = buffer
    self.offset = offset
  }

  /// The node for reading: its name, properties, children.
  public var view: FlattenedTree.Node {
    @_lifetime(borrow self)
    get { FlattenedTree.Node(buffer.blob, at: offset) }
  }

  /// The name with its unit address, "" for the root.
  public var name: String { view.name }

  /// Gives the node another name.
  ///
  /// Throws `rootHasNoName` for the root, `badNodeName` for an empty name and one with a NUL or '/', `noSpace`, and
  /// `needsCopy`, in versions 2 and 3 always. That no other child answers to the name is not checked, as by libfdt's
  /// `fdt_set_name`.
  ///
  /// Complexity: O(bytes behind the node's name).
  @_lifetime(self: copy self)
  public mutating func rename(to name: String) throws(FDTEditError) {
    let bytes = name.utf8.span
    let old = buffer.blob.bodyStart(ofNodeAt: offset) - offset - 4
    guard offset != buffer.rootOffset else { throw .rootHasNoName }
    try check(name)
    // There the whole path stands as the name.
    guard !buffer.isLegacy else { throw .needsCopy }
    try buffer.resizeStructure(at: offset + 4, from: old, to: Blob.aligned(bytes.count + 1))
    buffer.bytes.store(bytes, at: offset + 4)
    buffer.bytes.clear(offset + 4 + bytes.count..<offset + 4 + Blob.aligned(bytes.count + 1))
  }

  /// Refuses names that cannot be written, or would be read as something else.
  func check(_ name: String) throws(FDTEditError) {
    let bytes = name.utf8.span
    guard bytes.count > 0, bytes.firstOffset(of: 0) == nil, bytes.firstOffset(of: UInt8(ascii: "/")) == nil
    else { throw .badNodeName(name, node: offset) }
  }
}
