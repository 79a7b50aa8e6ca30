import DeviceTree
import Testing

/// Nodes under other names and in other places: what is found afterwards, in small and in large families.
struct MovingTests {
  /// More children than are looked through one by one.
  private static let counts = [3, 40]

  private func family(_ count: Int) -> (tree: DeviceTree, children: [DeviceTree.NodeID]) {
    var tree = DeviceTree()
    let children = (0..<count).map { tree.addNode("n\($0)", to: tree.root) }
    return (tree, children)
  }

  private func names(_ tree: DeviceTree) -> [String] {
    tree.children(of: tree.root).map { tree.name(of: $0) }
  }

  @Test(arguments: counts) func aRenamedNodeIsFoundUnderItsNewNameOnly(_ count: Int) {
    var (tree, children) = family(count)
    let isRenamed = tree.rename(children[1], to: "other@1")
    #expect(isRenamed)
    #expect(tree.child(named: "other@1", of: tree.root) == children[1])
    #expect(tree.child(named: "n1", of: tree.root) == nil)
    #expect(names(tree)[1] == "other@1")
    let isTaken = tree.rename(children[1], to: "n0")
    let isRoot = tree.rename(tree.root, to: "x")
    let isSame = tree.rename(children[1], to: "other@1")
    #expect(!isTaken && !isRoot && isSame)
    #expect(tree.addNode("n1", to: tree.root) != children[1])
  }

  /// A removed node keeps its place for its name; a renamed one may take the name.
  @Test(arguments: counts) func theNameOfARemovedNodeCanBeTaken(_ count: Int) {
    var (tree, children) = family(count)
    tree.remove(children[0])
    let isRenamed = tree.rename(children[2], to: "n0")
    #expect(isRenamed)
    #expect(tree.child(named: "n0", of: tree.root) == children[2])
    #expect(names(tree).count { $0 == "n0" } == 1)
  }

  @Test(arguments: counts) func everyMoveGivesTheOrderOfAList(_ count: Int) {
    let (first, children) = family(count)
    for (from, to) in [(0, 2), (2, 0), (1, 2), (2, 1), (count - 1, 0), (0, count - 1)] {
      var tree = first
      let isMoved = tree.move(children[from], before: children[to])
      var expected = (0..<count).map { "n\($0)" }
      expected.remove(at: from)
      expected.insert("n\(from)", at: expected.firstIndex(of: "n\(to)") ?? 0)
      #expect(isMoved)
      #expect(names(tree) == expected, "\(from) before \(to)")
      // What is added comes last.
      tree.addNode("last", to: tree.root)
      #expect(names(tree) == expected + ["last"])
    }
    var tree = first
    let isNone = tree.move(children[0], before: children[0])
    let isChild = tree.move(children[0], before: tree.root)
    #expect(!isNone && !isChild)
  }
}
