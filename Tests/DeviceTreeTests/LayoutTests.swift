import DeviceTree
import FDT
import Testing

/// Blobs that are larger than any reader takes, or than the tree gives reason for.
@Suite struct LayoutTests {
  @Test(arguments: BlobLayout.Version.allCases)
  func tooMuchRoomIsAnError(_ version: BlobLayout.Version) throws {
    var tree = DeviceTree()
    tree.addNode("soc", to: tree.root)
    for layout in [
      BlobLayout(version: version, freeReservations: 300_000_000),
      BlobLayout(version: version, freeReservations: .max),
      BlobLayout(version: version, minimumSize: 1 << 31),
      BlobLayout(version: version, padding: .max), BlobLayout(version: version, alignment: .max),
    ] {
      do throws(FDTWriteError) {
        let blob = try tree.flattened(layout)
        Issue.record("a blob of \(blob.count) bytes")
      } catch {
        guard case .tooLarge(let count) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(count > Int(Int32.max))
      }
    }
    let roomy = BlobLayout(version: version, freeReservations: 1_000_000)
    #expect(
      try tree.flattened(roomy).count == tree.flattened(BlobLayout(version: version)).count + 16_000_000)
  }

  @Test func pathsOutOfProportionAreAnError() throws {
    func chain(_ depth: Int) -> DeviceTree {
      var tree = DeviceTree()
      var node = tree.root
      for _ in 0..<depth { node = tree.addNode("a", to: node) }
      return tree
    }
    let deep = chain(100_000)
    let expected = FDTWriteError.pathsTooLong(byteCount: 100_000 * 100_001, depth: 100_000)
    for version in [BlobLayout.Version.v1, .v2, .v3] {
      #expect(throws: expected) { try deep.flattened(BlobLayout(version: version)) }
    }
    #expect(try deep.flattened(BlobLayout(version: .v16)).count > 100_000)
    // As deep as dtc's parser takes them.
    #expect(try chain(3_300).flattened(BlobLayout(version: .v3)).count > 3_300 * 3_300)
  }
}
