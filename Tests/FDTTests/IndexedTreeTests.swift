import FDT
import Testing

/// The tables of the index, with what real blobs are full of: names and numbers that follow each other.
@Suite struct IndexedTreeTests {
  @Test func everyOfManySiblingsIsFound() throws {
    var writer = FlattenedTreeWriter()
    for number in 0..<5000 {
      writer.node("n@\(String(number, radix: 16))") { $0.property("phandle", cells: UInt32(number + 1)) }
    }
    let blob = try writer.finished()
    let tree = try FlattenedTree(validating: blob.span)
    let index = IndexedTree(tree)
    var nodes = tree.nodes
    _ = nodes.next()
    var count = 0
    while let node = nodes.next() {
      count += 1
      #expect(index.node(phandle: UInt32(count))?.offset == node.offset)
      #expect(index.node(at: "/" + node.name)?.offset == node.offset)
    }
    #expect(count == 5000 && index.node(phandle: 5001)?.offset == nil && index.maximumPhandle == 5000)
    #expect(index.node(at: "/n")?.offset == index.node(at: "/n@0")?.offset)
  }
}
