import DeviceTree
import FDT
import Testing

/// What a blob cannot say is not written into one.
@Suite struct WritingRulesTests {
  @Test func emptyReservationsHideNone() throws {
    var tree = DeviceTree()
    for size in [0, 5, 0, 7] as [UInt64] {
      tree.reservations.append(MemoryReservation(address: 1, size: size))
    }
    let editing = DeviceTree().flattened()
    let blobs = [
      tree.flattened(), try tree.flattened(BlobLayout()), try tree.flattened(editedFrom: DeviceTree()),
      try tree.flattened(editing: FlattenedTree(validating: editing.span)),
    ]
    for blob in blobs { #expect(try DeviceTree(blob: blob).reservations.map(\.size) == [5, 7]) }
    #expect(tree.flattened().count == 40 + 16 * 5 + 16)
  }

  /// The header of another blob changes no name.
  @Test func namesAreTheTreesOwn() throws {
    var (tree, other) = (DeviceTree(), DeviceTree())
    for name in ["alpha", "beta", "gamma"] {
      tree.set(name, to: .cells([1]), of: tree.addNode(name, to: tree.root))
    }
    for name in ["long-name", "beta"] { other.set(name, to: .empty, of: other.root) }
    for base in [other, DeviceTree(), tree] {
      let blob = base.flattened()
      let written = try DeviceTree(blob: tree.flattened(editing: FlattenedTree(validating: blob.span)))
      #expect(TreeDifference(from: tree, to: written).isEmpty)
    }
  }
}
