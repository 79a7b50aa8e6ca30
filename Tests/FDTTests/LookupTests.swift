import FDT
import Testing
import TestSupport

/// Look-ups beside those by path and phandle, and what values say.
@Suite struct LookupTests {
  private let blob = Blobs.lookups

  @Test func aliasesLeadToNodes() throws {
    let tree = try FlattenedTree(validating: blob.span)
    let index = IndexedTree(tree)
    #expect(tree.node(atPathOrAlias: "serial0")?.name == "serial@10")
    #expect(index.node(atPathOrAlias: "serial0")?.name == "serial@10")
    #expect(tree.node(atPathOrAlias: "/soc/gpio/pin@1")?.name == "pin@1")
    #expect(index.node(atPathOrAlias: "/soc/gpio/pin@1")?.name == "pin@1")
    for path in ["broken", "serial1", "", "serial0/none"] {
      #expect(tree.node(atPathOrAlias: path)?.offset == nil, "\(path)")
      #expect(index.node(atPathOrAlias: path)?.offset == nil, "\(path)")
    }
    #expect(tree.node(at: "soc")?.offset == nil)
    #expect(index.node(at: "")?.offset == nil)
  }

  @Test func agreesWithLibfdtOnSearches() throws {
    let tree = try FlattenedTree(validating: blob.span)
    let structure = tree.header.structureOffset
    let libfdt = LibFDT(blob: blob)
    for compatible in ["acme,uart", "ns16550a", "acme,family", "acme", "none"] {
      var nodes = tree.nodes
      var start: Int32 = -1
      repeat {
        start = libfdt.node(after: start, compatible: compatible)
        let node = nodes.next(compatible: compatible)
        #expect(node?.offset == (start < 0 ? nil : Int(start) + structure), "\(compatible)")
      } while start >= 0
    }
    for value in [[UInt8](Array("ns16550a\0acme,uart\0".utf8)), [0]] {
      var nodes = tree.nodes
      var start: Int32 = -1
      repeat {
        start = libfdt.node(after: start, where: "compatible", is: value)
        let node = nodes.next(where: "compatible", is: value.span)
        #expect(node?.offset == (start < 0 ? nil : Int(start) + structure))
      } while start >= 0
    }
  }

  @Test func agreesWithLibfdtOnStringLists() throws {
    let tree = try FlattenedTree(validating: blob.span)
    let libfdt = LibFDT(blob: blob)
    let serial = try #require(
      libfdt.nodes.first { libfdt.name(of: $0.offset) == Array("serial@10".utf8) }?.offset)
    guard let node = tree.node(at: "/soc/serial") else { throw Missing() }
    guard let list = node.property("compatible")?.strings else { throw Missing() }
    #expect(list.count == Int(libfdt.stringCount("compatible", of: serial)))
    for text in ["ns16550a", "acme,uart", "acme", ""] {
      let theirs = libfdt.stringIndex("compatible", of: serial, text)
      #expect(list.firstIndex(of: text) == (theirs < 0 ? nil : Int(theirs)), "\(text)")
    }
    #expect(list[0] == "ns16550a" && list[1] == "acme,uart" && list[2] == nil && list[-1] == nil)
    #expect(list[.min] == nil && list[.max] == nil)
    guard let broken = tree.node(at: "/aliases")?.property("broken") else { throw Missing() }
    #expect(broken.strings?.count == nil && broken.string == nil)
  }

  @Test func valuesReadAsNumbers() throws {
    let tree = try FlattenedTree(validating: blob.span)
    guard let node = tree.node(at: "/soc/serial@20") else { throw Missing() }
    #expect(node.phandle == 2)
    #expect(node.unitAddress == "20" && node.baseName == "serial")
    guard let reg = node.property("reg") else { throw Missing() }
    #expect(reg.cell == nil && reg.number == nil && reg.cells.count == 3 && reg.cells[2] == 1)
    #expect(reg.cells[3] == nil && reg.cells[-1] == nil)
    guard var ranges = reg.ranges(addressCells: 2, sizeCells: 1) else { throw Missing() }
    #expect(ranges.count == 1)
    guard let range = ranges.next() else { throw Missing() }
    #expect(range == (0x1_0000_0002, 1))
    #expect(ranges.next()?.size == nil)
    #expect(
      reg.ranges(addressCells: 2, sizeCells: 2)?.count == nil
        && reg.ranges(addressCells: 0, sizeCells: 0)?.count == nil)
    #expect(tree.root.addressCells == 2 && tree.root.sizeCells == 1 && node.isEnabled)
  }

  @Test func cursorsSkipWhatIsBelow() throws {
    let tree = try FlattenedTree(validating: blob.span)
    var nodes = tree.nodes
    var names: [String] = []
    while let node = nodes.next() {
      names.append(node.name)
      if node.name == "gpio@10" {
        let depth = nodes.depth
        nodes.skipChildren()
        // Neither the properties of its parent nor what else that has is left out by a second call.
        #expect(nodes.nextProperty()?.offset == nil && nodes.depth == depth)
        nodes.skipChildren()
      }
    }
    #expect(names == ["", "aliases", "soc", "serial@10", "serial@20", "serial@30", "serial", "gpio@10"])
    nodes.skipChildren()
    #expect(nodes.next()?.offset == nil)
    guard let soc = tree.node(at: "/soc") else { throw Missing() }
    var children = soc.children
    var count = 0
    while children.next() != nil { count += 1 }
    #expect(count == 5 && children.next()?.offset == nil)
    var items = tree.makeCursor()
    _ = items.next()
    items.skipNode()
    #expect(items.next() == nil)
  }

  /// A name without unit address finds the first in order, one with a unit address only itself.
  @Test func indexAgreesOnNamesWithSeveralAddresses() throws {
    var writer = FlattenedTreeWriter()
    for name in ["a@1@2", "a@1", "a", "b", "b@1", "", "@", "@1"] {
      writer.beginNode(Array(name.utf8)[...])
      writer.endNode()
    }
    let blob = try writer.finished()
    let tree = try FlattenedTree(validating: blob.span)
    let index = IndexedTree(tree, seed: 1)
    for path in ["/a", "/a@1", "/a@1@2", "/b", "/b@1", "/@", "/@1", "/c", "/a@", "//b//"] {
      #expect(index.node(at: path)?.offset == tree.node(at: path)?.offset, "\(path)")
      let theirs = LibFDT(blob: blob).node(at: Array(path.utf8))
      #expect(
        tree.node(at: path)?.offset == (theirs < 0 ? nil : Int(theirs) + tree.header.structureOffset),
        "\(path)")
    }
  }

  /// Views may be read by several tasks at once: this compiles, or does not.
  @Test func viewsAndEditorsAreSendable() throws {
    func check<T: Sendable & ~Copyable & ~Escapable>(_ value: borrowing T) -> Bool { true }
    var buffer = blob
    let tree = try FlattenedTree(validating: blob.span)
    let areViews = check(tree) && check(tree.root) && check(tree.nodes) && check(IndexedTree(tree))
    let editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    let isEditor = check(editor)
    #expect(areViews && isEditor)
  }
}
