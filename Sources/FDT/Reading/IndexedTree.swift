/// A tree with tables for its paths and phandles, made once, so that a look-up does not go through the blob.
///
/// The tables hold numbers only; names and values stay in the blob. They take 8 bytes a node and 12 to 24 more
/// for its names, and 16 to 32 bytes a phandle.
public struct IndexedTree: ~Escapable, Sendable {
  /// The tree itself.
  public let tree: FlattenedTree
  /// Where each node begins, in the order of the blob.
  let offsets: [UInt32]
  /// The number of each node's parent in `offsets`; the root's is itself.
  let parents: [UInt32]
  let names: NameSlots
  let phandles: PhandleSlots

  /// Goes through the tree once.
  ///
  /// `seed` makes the places in the tables unforeseeable, so that no blob can be made of names that all
  /// collide. Leave it out where the system has random numbers; Embedded Swift has none, so give one there if
  /// blobs come from strangers.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(copy tree)
  public init(_ tree: FlattenedTree, seed: UInt64? = nil) {
    let seed = seed ?? ByteHash.seed
    var offsets: [UInt32] = []
    var parents: [UInt32] = []
    offsets.reserveCapacity(tree.nodeCount)
    parents.reserveCapacity(tree.nodeCount)
    var names = NameSlots(nodeCount: tree.nodeCount, seed: seed)
    var found: [PhandleSlots.Entry] = []
    let blob = tree.blob
    var open: UInt32 = 0
    var offset = tree.rootOffset
    var isOpen = true
    while isOpen {
      switch blob.token(at: offset) {
      case Token.beginNode:
        let number = UInt32(truncatingIfNeeded: offsets.count)
        let end = blob.nameEnd(ofNodeAt: offset)
        offsets.append(UInt32(truncatingIfNeeded: offset))
        parents.append(open)
        if number > 0 {
          names.add(
            number, named: blob.leaf(of: offset + 4..<end), below: open, in: blob, offsets: offsets,
            parents: parents)
        }
        open = number
        offset = Blob.aligned(end + 1)
      case Token.property:
        let value = blob.valueRange(ofPropertyAt: offset)
        if value.count == 4, blob.isPhandle(at: offset) { found.append(.init(node: open, property: offset)) }
        offset = Blob.aligned(value.upperBound)
      case Token.endNode:
        isOpen = open != 0
        open = parents[Int(open)]
        offset += 4
      case Token.nop: offset += 4
      default: isOpen = false
      }
    }
    self.tree = tree
    self.offsets = offsets
    self.parents = parents
    self.names = names
    phandles = PhandleSlots(found, in: blob, offsets: offsets, seed: seed)
  }
}

extension Blob {
  /// Whether the property at `offset` has one of the two names that phandles have.
  @inline(__always)
  func isPhandle(at offset: Int) -> Bool {
    property(at: offset, isNamed: Names.phandle.utf8.span)
      || property(at: offset, isNamed: Names.olderPhandle.utf8.span)
  }
}
