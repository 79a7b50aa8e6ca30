import DeviceTree
import FDT
import Testing
import TestSupport

/// Edits of the owned tree, and what they cost in memory.
@Suite struct EditingTests {
  @Test func valuesGrowAndShrinkInAnyOrder() {
    let seed: UInt64 = .random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var tree = DeviceTree()
    var expected: [String: [UInt8]] = [:]
    // Enough to put the buffer together anew several times.
    for round in 0..<6000 {
      let name = "p\(Int.random(in: 0..<20, using: &random))"
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        if let property = tree.property(name, of: tree.root) { tree.remove(property) }
        expected[name] = nil
      case 1..<3:
        if (expected[name]?.count ?? 0) > 4000 { continue }
        tree.extend(name, by: PropertyValue(bytes: bytes, markers: [ValueMarker(0, .bytes)]), of: tree.root)
        expected[name, default: []] += bytes
      default:
        tree.set(name, to: PropertyValue(bytes: bytes), of: tree.root)
        expected[name] = bytes
      }
      guard round % 100 == 0 else { continue }
      var found: [String: [UInt8]] = [:]
      for property in tree.properties(of: tree.root) {
        found[tree.name(of: property)] = Array(tree.bytes(of: property))
      }
      #expect(found == expected, "seed \(seed), round \(round)")
    }
  }

  @Test func additionsKeepTheirMarkers() throws {
    var tree = DeviceTree()
    let property = tree.extend("compatible", by: .string("a"), of: tree.root)
    tree.extend(property, by: .string("bc"))
    #expect(tree.strings("compatible", of: tree.root) == ["a", "bc"])
    #expect(Array(tree.markers(of: property)) == [ValueMarker(0, .string), ValueMarker(2, .string)])
    tree.remove(property)
    tree.extend(property, by: .cells([1]))
    #expect(!tree.contains(property))
    #expect(tree.extend("compatible", by: .cells([1]), of: tree.root) == property)
    #expect(Array(tree.bytes(of: property)) == [0, 0, 0, 1])
  }

  @Test(arguments: [3, 40]) func renamedNodesAreFoundByTheirNewName(_ count: Int) throws {
    var tree = DeviceTree()
    let nodes = (0..<count).map { tree.addNode("n\($0)", to: tree.root) }
    func rename(_ place: Int, _ name: String) -> Bool { tree.rename(nodes[place], to: name) }
    var isRenamed = rename(1, "first")
    #expect(isRenamed && tree.node(at: "/first") == nodes[1] && tree.node(at: "/n1") == nil)
    isRenamed = rename(0, "n1")
    #expect(isRenamed && tree.node(at: "/n1") == nodes[0])
    isRenamed = rename(2, "n1")
    #expect(!isRenamed && tree.node(at: "/n2") == nodes[2])
    isRenamed = rename(2, "n2")
    #expect(isRenamed)
    isRenamed = tree.rename(tree.root, to: "x")
    #expect(!isRenamed)
    tree.remove(nodes[0])
    isRenamed = rename(2, "n1")
    #expect(isRenamed && tree.node(at: "/n1") == nodes[2])
    let names = tree.children(of: tree.root).prefix(2).map { tree.name(of: $0) }
    #expect(names == ["first", "n1"])
  }

  /// A blob may have several children of one name: the first counts, and when it is renamed the others are
  /// still found.
  @Test func namesThatSeveralHaveStayFound() throws {
    var writer = FlattenedTreeWriter()
    for number in 0..<40 {
      writer.node(number < 3 ? "same" : "n\(number)") { $0.property("id", cells: UInt32(number)) }
    }
    var tree = try DeviceTree(blob: try writer.finished())
    var ids: Set<UInt32> = []
    for round in 0..<3 {
      let node = try #require(tree.node(at: "/same"))
      ids.insert(try #require(tree.cell("id", of: node)))
      tree.rename(node, to: "other\(round)")
    }
    #expect(ids == [0, 1, 2] && tree.node(at: "/same") == nil)
  }

  @Test func removingEmptiesEverythingBelow() throws {
    var tree = try DeviceTree(blob: Fixtures.bytes("boot/arm64-7.2.13--u-several/in.dtb"))
    let before = tree
    let reserved = try #require(tree.node(at: "/reserved-memory"))
    let below = Array(tree.subtree(of: reserved))
    tree.remove(reserved)
    tree.remove(reserved)
    #expect(Array(tree.allNodes) == before.allNodes.filter { !below.contains($0) })
    let again = tree.addNode("reserved-memory", to: tree.root)
    #expect(
      again == reserved && Array(tree.properties(of: again)).isEmpty
        && Array(tree.children(of: again)).isEmpty)
    tree.remove(tree.root)
    #expect(Array(tree.allNodes) == [tree.root] && Array(tree.properties(of: tree.root)).isEmpty)
  }

  @Test func aGreatDepthCanBeRemoved() {
    var tree = DeviceTree()
    var node = tree.root
    for _ in 0..<200_000 { node = tree.addNode("n", to: node) }
    tree.remove(tree.root)
    #expect(tree.flattened().count == 40 + 16 + 16)
  }
}
