import FDT
import Testing
import TestSupport

/// From a node that was found by reading to its editor.
@Suite struct NodeEditingTests {
  /// Two nodes that answer to "/memory", and devices of one kind.
  private static func twins() throws -> [UInt8] {
    var writer = FlattenedTreeWriter()
    writer.node("memory@0") { $0.property("reg", numbers: 0, 0x1000) }
    writer.node("memory") { $0.property("x") }
    writer.node("soc") { soc in
      for address in ["1", "2", "3"] {
        soc.node("uart@" + address) {
          $0.property("compatible", strings: ["acme,uart", "ns16550a"])
          $0.property("model", string: address == "1" ? "first" : "other")
        }
      }
    }
    return try writer.finished()
  }

  @Test func theNodeThatWasFoundIsEdited() throws {
    var buffer = try Self.twins() + Array(repeating: 0, count: 200)
    var found: Int?
    do {
      let tree = try FlattenedTree(validating: buffer.span)
      var nodes = tree.nodes
      found = nodes.next(having: "x")?.offset
    }
    let offset = try #require(found)
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    let first = try editor.node(at: "/memory").name
    #expect(first == "memory@0", "the path leads to the other one")
    var node = try editor.node(atOffset: offset)
    #expect(node.name == "memory")
    try node.set("x", toCell: 7)
    let tree = try FlattenedTree(validating: editor.bytes)
    #expect(tree.node(atOffset: offset)?.property("x")?.cell == 7)
    #expect(tree.node(at: "/memory@0")?.property("x")?.offset == nil)
  }

  /// Exactly the offsets of nodes are taken, whatever words stand between them.
  @Test func onlyWhereANodeBeginsIsOne() throws {
    var writer = FlattenedTreeWriter()
    // What looks like a node that holds what is behind it.
    writer.property("decoy", cells: 1, 0, 1, 0x6100_0000, 2)
    writer.node("a") { $0.node("b") { $0.property("reg", cells: 1, 2) } }
    var buffer = try writer.finished()
    var offsets: Set<Int> = []
    do {
      let tree = try FlattenedTree(validating: buffer.span)
      let index = IndexedTree(tree)
      var nodes = tree.nodes
      while let node = nodes.next() { offsets.insert(node.offset) }
      for offset in -8...buffer.count + 8 {
        let isNode = offsets.contains(offset)
        #expect((tree.node(atOffset: offset)?.offset == offset) == isNode, "\(offset)")
        #expect((index.node(atOffset: offset)?.offset == offset) == isNode, "\(offset)")
      }
      for offset in [Int.min, .max] { #expect(tree.node(atOffset: offset)?.offset == nil) }
    }
    #expect(offsets.count == 3)
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    for offset in [Int.min, 0, 56, .max] where !offsets.contains(offset) {
      do throws(FDTEditError) {
        _ = try editor.node(atOffset: offset).offset
        Issue.record("a node at \(offset)")
      } catch {
        #expect(error == .noNode(atOffset: offset))
      }
    }
  }

  @Test func searchesGoOnBehindTheNodeEdited() throws {
    var buffer = try Self.twins() + Array(repeating: 0, count: 400)
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    var last: Int?
    var names: [String] = []
    do throws(FDTEditError) {
      while true {
        var uart = try editor.node(compatible: "ns16550a", after: last)
        names.append(uart.name)
        try uart.set("status", toString: "disabled")
        last = uart.offset
      }
    } catch {
      #expect(error == .noCompatibleNode("ns16550a"))
    }
    #expect(names == ["uart@1", "uart@2", "uart@3"])
    let other = try editor.node(where: "model", is: "other").name
    #expect(other == "uart@2")
    do throws(FDTEditError) {
      _ = try editor.node(where: "model", is: "none").offset
      Issue.record("there is no such model")
    } catch {
      #expect(error == .noNodeWithValue(ofProperty: "model"))
    }
    let tree = try FlattenedTree(validating: editor.bytes)
    var nodes = tree.nodes
    var count = 0
    while nodes.next(where: "status", is: "disabled") != nil { count += 1 }
    #expect(count == 3)
  }

  @Test func aTreeIsMadeInABufferOfItsOwn() throws {
    var buffer = [UInt8](repeating: 0xa5, count: 200)
    var editor = try FlattenedTreeEditor(creatingIn: buffer.mutableSpan)
    #expect(editor.byteCount == 72)
    var root = editor.root()
    var chosen = try root.addChild("chosen")
    try chosen.set("bootargs", toString: "quiet")
    let size = editor.pack()
    buffer.removeSubrange(size...)
    #expect(LibFDT(blob: buffer).verdict == 0)
    #expect(
      try FlattenedTree(validating: buffer.span).node(at: "/chosen")?.property("bootargs")?.string == "quiet")
    var small = [UInt8](repeating: 0, count: 71)
    do throws(FDTEditError) {
      _ = try FlattenedTreeEditor(creatingIn: small.mutableSpan).byteCount
      Issue.record("there is no room")
    } catch {
      #expect(error == .noSpace(needed: 72, available: 71))
    }
  }
}
