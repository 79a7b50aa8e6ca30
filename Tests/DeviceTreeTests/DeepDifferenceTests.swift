import DeviceTree
import Testing

/// Differences whose overlays would be out of proportion to the trees.
@Suite struct DeepDifferenceTests {
  /// A chain of nodes, each with one property.
  private static func chain(_ depth: Int, _ value: UInt32) -> DeviceTree {
    var tree = DeviceTree()
    var node = tree.root
    for _ in 0..<depth {
      node = tree.addNode("n", to: node)
      tree.set("p", to: .cells([value]), of: node)
    }
    return tree
  }

  @Test func pathsAreBounded() throws {
    let small = try DifferenceOverlay(TreeDifference(from: Self.chain(500, 1), to: Self.chain(500, 2)))
    #expect(small.rest.isEmpty)
    #expect {
      try DifferenceOverlay(TreeDifference(from: Self.chain(20_000, 1), to: Self.chain(20_000, 2)))
    } throws: { error in
      guard case .pathsTooLong = (error as? OverlayError)?.reason else { return false }
      return true
    }
    // What is new as a whole is written once.
    let added = try DifferenceOverlay(TreeDifference(from: DeviceTree(), to: Self.chain(20_000, 1)))
    #expect(added.rest.isEmpty)
  }
}
