import DeviceTree
import FDT
import TestSupport
import Testing

/// What is removed is gone, for names and for those who still hold its id.
@Suite struct PresenceTests {
  /// A root with `count` other children and properties, among them three each of one name.
  private static func twins(besides count: Int) throws -> DeviceTree {
    var writer = FlattenedTreeWriter()
    for number in 0..<3 { writer.property("x", cells: UInt32(number)) }
    for number in 0..<count { writer.property("p\(number)") }
    for number in 0..<3 { writer.node("d") { $0.property("id", cells: UInt32(number)) } }
    for number in 0..<count { writer.node("n\(number)") { _ in } }
    return try DeviceTree(blob: try writer.finished())
  }

  /// Searched one by one, and by the table.
  @Test(arguments: [0, 40]) func theNextOfSeveralIsFound(_ count: Int) throws {
    var tree = try Self.twins(besides: count)
    for number in 0..<3 as Range<UInt32> {
      let node = try #require(tree.node(at: "/d"))
      #expect(tree.cell("id", of: node) == number && tree.child(named: "d", of: tree.root) == node)
      #expect(tree.addNode("d", to: tree.root) == node)
      #expect(tree.cells("x", of: tree.root) == [number])
      let property = try #require(tree.property("x", of: tree.root))
      #expect(tree.set("x", to: .cells([number]), of: tree.root) == property)
      tree.remove(property)
      tree.remove(node)
      #expect(!tree.contains(node) && !tree.contains(property))
    }
    #expect(tree.node(at: "/d") == nil && tree.property("x", of: tree.root) == nil)
    // The first place is what comes back.
    let again = tree.addNode("d", to: tree.root)
    #expect(tree.children(of: tree.root).first { _ in true } == again && tree.node(at: "/d") == again)
    #expect(tree.cell("id", of: again) == nil)
    tree.remove(again)
    #expect(tree.node(at: "/d") == nil)
  }

  @Test(arguments: [0, 40]) func twinsAreFoundInTheirOrder(_ count: Int) throws {
    var tree = try Self.twins(besides: count)
    let twins = tree.children(of: tree.root).filter { tree.name(of: $0) == "d" }
    // From the back, and from the middle.
    tree.remove(twins[1])
    #expect(tree.node(at: "/d") == twins[0])
    tree.remove(twins[0])
    #expect(tree.node(at: "/d") == twins[2])
    tree = try Self.twins(besides: count)
    var isMoved = tree.move(twins[2], before: twins[0])
    #expect(isMoved && tree.node(at: "/d") == twins[2])
    tree.remove(twins[2])
    #expect(tree.node(at: "/d") == twins[0])
    tree = try Self.twins(besides: count)
    isMoved = tree.rename(twins[0], to: "e")
    #expect(isMoved && tree.node(at: "/d") == twins[1])
    isMoved = tree.rename(twins[2], to: "f")
    tree.remove(twins[1])
    #expect(isMoved && tree.node(at: "/d") == nil && tree.node(at: "/f") == twins[2])
  }

  /// Many twins are removed as fast as they are many.
  @Test func manyTwinsGoOneByOne() throws {
    var writer = FlattenedTreeWriter()
    for _ in 0..<20_000 { writer.node("d") { _ in } }
    var tree = try DeviceTree(blob: try writer.finished())
    var count = 0
    while let node = tree.node(at: "/d") {
      tree.remove(node)
      count += 1
    }
    #expect(count == 20_000)
  }

  @Test func editsOfWhatWasRemovedHaveNoEffect() throws {
    var tree = DeviceTree()
    let soc = tree.addNode("soc", to: tree.root)
    let uart = tree.addNode("uart", to: soc)
    let other = tree.addNode("other", to: soc)
    let property = tree.set("reg", to: .cells([1]), of: uart)
    tree.remove(soc)
    let empty = tree.flattened()
    #expect(
      !tree.contains(soc) && !tree.contains(uart) && !tree.contains(property) && tree.contains(tree.root))
    let (made, added) = (
      tree.set("status", to: .string("okay"), of: uart), tree.append("a", .empty, to: uart)
    )
    let below = tree.addNode("k", to: uart)
    #expect(!tree.contains(made) && !tree.contains(added) && !tree.contains(below))
    tree.set(property, to: .cells([9]))
    tree.extend(property, by: .cells([9]))
    tree.extend("e", by: .cells([9]), of: uart)
    tree.overwrite(cell: 7, at: 0, of: property)
    var isDone = [tree.rename(uart, to: "x"), tree.move(other, before: uart)]
    isDone += [tree.addLabel("l", to: .node(uart)), tree.addLabel("l", to: .property(property))]
    #expect(isDone == [false, false, false, false] && tree.node(labelled: "l") == nil)
    #expect(tree.flattened() == empty)
    let again = tree.addNode("soc", to: tree.root)
    #expect(again == soc && Array(tree.children(of: again)).isEmpty)
    let child = tree.addNode("uart", to: again)
    #expect(
      child == uart && Array(tree.properties(of: child)).isEmpty && Array(tree.children(of: child)).isEmpty)
    let back = tree.set("reg", to: .empty, of: child)
    #expect(tree.contains(back) && tree.bytes(of: back).isEmpty)
  }

  @Test func idsOfOtherTreesAreInNone() {
    var (tree, other) = (DeviceTree(), DeviceTree())
    var node = other.root
    for number in 0..<10 { node = other.addNode("n\(number)", to: node) }
    let property = other.set("p", to: .cells([1]), of: node)
    let before = tree.flattened()
    tree.set("x", to: .empty, of: node)
    tree.addNode("y", to: node)
    tree.set(property, to: .empty)
    tree.remove(property)
    tree.remove(node)
    var isDone = tree.rename(node, to: "z")
    isDone = tree.addLabel("l", to: .node(node)) || isDone
    #expect(!isDone && tree.flattened() == before && !tree.contains(node) && !tree.contains(property))
    #expect(tree.path(of: node) == "/" && tree.name(of: node).isEmpty && tree.parent(of: node) == nil)
    #expect(tree.bytes(of: property).isEmpty && tree.name(of: property).isEmpty)
    #expect(!tree.contains(tree.node(of: property)) && Array(tree.subtree(of: node)).isEmpty)
    #expect(tree.labels(of: node).isEmpty && tree.cell("reg", of: node) == nil)
  }

  @Test func namesThatNoBlobCanHaveAreNotGiven() throws {
    var tree = DeviceTree()
    let before = tree.flattened()
    for name in ["", "a/b", "/", "nul\0tail"] {
      let node = tree.addNode(name, to: tree.root)
      #expect(!tree.contains(node))
    }
    for name in ["", "p\0q"] {
      let made = [
        tree.set(name, to: .empty, of: tree.root), tree.append(name, .empty, to: tree.root),
        tree.extend(name, by: .empty, of: tree.root),
      ]
      #expect(made.allSatisfy { !tree.contains($0) })
    }
    #expect(tree.flattened() == before)
    let node = tree.addNode("n", to: tree.root)
    let isRenamed = ["", "x/y", "x\0"].map { tree.rename(node, to: $0) }
    #expect(isRenamed == [false, false, false] && tree.node(at: "/n") == node)
    #expect(try DeviceTree(blob: tree.flattened()).node(at: "/n") != nil)
  }
}
