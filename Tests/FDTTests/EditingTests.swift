import FDT
import Testing
import TestSupport

/// What the editor does beyond what libfdt does.
@Suite struct EditingTests {
  @Test func editsAreDoneInPlace() throws {
    var buffer = Blobs.sample + Array(repeating: 0, count: 200)
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    var root = editor.root()
    try root.set("model", toString: "board")
    var serial = try editor.node(at: "/soc/serial")
    try serial.set("status", toString: "disabled")
    try serial.set("reg", toNumbers: 1, 2)
    var port = try serial.addChild("port@0")
    try port.set("reg", toCells: 0)
    try serial.set("status", toString: "disabled")
    editor.bootCPU = 9
    let size = editor.pack()
    buffer.removeSubrange(size...)
    let tree = try FlattenedTree(validating: buffer.span)
    #expect(tree.header.bootCPU == 9 && tree.header.totalSize == size)
    #expect(tree.root.property("model")?.string == "board")
    #expect(tree.node(at: "/soc/serial/port@0")?.property("reg")?.cell == 0)
    #expect(tree.node(at: "/soc/serial")?.property("status")?.holds(string: "disabled") == true)
    #expect(tree.node(at: "/memory@0")?.property("device_type")?.string == "memory")
  }

  @Test(arguments: [2, 3, 16]) func copiesOlderVersions(_ version: Int) throws {
    let older = try Blobs.version(version, of: Blobs.lookups)
    let tree = try FlattenedTree(validating: older.span)
    var buffer = [UInt8](repeating: 0xff, count: tree.editableByteCount)
    var editor = try FlattenedTreeEditor(copying: tree, into: buffer.mutableSpan)
    let size = editor.pack()
    #expect(size == buffer.count)
    let copied = try FlattenedTree(validating: buffer.span)
    #expect(copied.header.version == 17 && copied.nodeCount == tree.nodeCount)
    #expect(LibFDT(blob: buffer).verdict == 0)
    var (old, new) = (tree.nodes, copied.nodes)
    while let a = old.next(), let b = new.next() {
      #expect(a.name == b.name && old.depth == new.depth)
      var (mine, theirs) = (a.properties, b.properties)
      while let c = mine.next(), let d = theirs.next() {
        #expect(c.name == d.name && c.cells.count == d.cells.count)
      }
    }
    var small = [UInt8](repeating: 0, count: tree.editableByteCount - 1)
    #expect(
      fault { () throws(FDTEditError) in
        _ = try FlattenedTreeEditor(copying: tree, into: small.mutableSpan).byteCount
      }
        == .noSpace(needed: small.count + 1, available: small.count))
  }

  @Test func refusedEditsChangeNothing() throws {
    var buffer = Blobs.sample
    let before = buffer
    func check(
      _ expected: FDTEditError, _ edit: (inout FlattenedTreeEditor) throws(FDTEditError) -> Void
    ) throws {
      var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
      do throws(FDTEditError) {
        try edit(&editor)
        Issue.record("the edit was done, instead of \(expected)")
      } catch {
        #expect(error == expected)
      }
      #expect(editor.byteCount == before.count)
    }
    func checkRoot(
      _ expected: FDTEditError, _ edit: (inout FlattenedNodeEditor) throws(FDTEditError) -> Void
    ) throws {
      try check(expected) { (editor) throws(FDTEditError) in
        var root = editor.root()
        try edit(&root)
      }
    }
    let tree = try FlattenedTree(validating: before.span)
    let root = tree.root.offset
    let (node, property) = (tree.node(at: "/soc")?.offset, tree.root.property("#address-cells")?.offset)
    let (soc, cells) = (try #require(node), try #require(property))
    try checkRoot(.noSpace(needed: before.count + 16, available: before.count)) {
      (root) throws(FDTEditError) in
      try root.set("new", to: [])
    }
    try checkRoot(.noSuchProperty("none", node: root)) { (root) throws(FDTEditError) in
      try root.remove("none")
    }
    try checkRoot(.rootHasNoName) { (root) throws(FDTEditError) in try root.rename(to: "x") }
    try checkRoot(.nodeExists("soc", at: soc)) { (root) throws(FDTEditError) in try root.addChild("soc") }
    for name in ["", "a/b", "a\0"] {
      try checkRoot(.badNodeName(name, node: root)) { (root) throws(FDTEditError) in try root.addChild(name) }
    }
    for name in ["a\0", String(repeating: "n", count: 300)] {
      try checkRoot(.badPropertyName(name, node: root)) { (root) throws(FDTEditError) in
        try root.set(name, to: [])
      }
    }
    try checkRoot(.outsideValue(count: 4, property: cells)) { (root) throws(FDTEditError) in
      try root.overwrite("#address-cells", at: 1, with: [0, 0, 0, 0])
    }
    try check(.noSuchNode("soc", below: root)) { (editor) throws(FDTEditError) in
      _ = try editor.node(at: "soc").offset
    }
    try check(.noSuchPhandle(1)) { (editor) throws(FDTEditError) in _ = try editor.node(phandle: 1).offset }
    try check(.noSuchReservation(index: 2)) { (editor) throws(FDTEditError) in
      try editor.removeReservation(at: 2)
    }
    try check(.emptyReservation) { (editor) throws(FDTEditError) in
      try editor.addReservation(address: 1, size: 0)
    }
    #expect(buffer == before)
  }

  /// Only the root has no name by right; libfdt and `fdt_begin_node` can write others.
  @Test func aNodeWithoutANameCanBeRenamed() throws {
    var writer = FlattenedTreeWriter()
    writer.beginNode([])
    writer.endNode()
    var buffer = try writer.finished() + Array(repeating: 0, count: 40)
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    var root = editor.root()
    try root.forEachChild { (child) throws(FDTEditError) in
      #expect(
        FDTEditError.thrown(by: { (node) throws(FDTEditError) in try node.rename(to: "") }, on: &child)
          == .badNodeName("", node: child.offset))
      try child.rename(to: "abc")
      return .stays
    }
    #expect(try FlattenedTree(validating: buffer.span).node(at: "/abc")?.name == "abc")
  }

  @Test func whatIsNoBlobCannotBeEdited() throws {
    var noBlob: [UInt8] = [1, 2, 3, 4]
    #expect(
      fault { () throws(FDTEditError) in _ = try FlattenedTreeEditor(editing: noBlob.mutableSpan).byteCount }
        == .unreadable(.badMagic(found: 0x0102_0304)))
  }

  @Test func aChildThatLookUpsWouldTakeForAnotherIsRefused() throws {
    for (first, second) in [("a", "a"), ("a@1", "a"), ("a", "a@1"), ("a@1", "a@2")] {
      let libfdt = LibFDTEditor(opening: Blobs.sample, capacity: 1000)
      var buffer = Blobs.sample + Array(repeating: 0, count: 200)
      var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
      var root = editor.root()
      try root.addChild(first)
      #expect(libfdt.addChild(first, at: "/") == 0)
      let error = FDTEditError.thrown(
        by: { (node) throws(FDTEditError) in try node.addChild(second) }, on: &root)
      let isRefused = libfdt.addChild(second, at: "/") != 0
      let known = try root.child(named: first).offset
      #expect(error == (isRefused ? .nodeExists(second, at: known) : nil), "\(second) beside \(first)")
    }
  }

  @Test func everyChildCanBeEditedOrLeftOut() throws {
    var buffer = Blobs.lookups + Array(repeating: 0, count: 200)
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    var soc = try editor.node(at: "/soc")
    try soc.forEachChild { child in
      switch child.name {
      case "serial@10": return .isRemoved
      case "serial@20": return .isBlanked
      default:
        try child.set("seen", to: [])
        return .stays
      }
    }
    let size = editor.pack()
    buffer.removeSubrange(size...)
    let tree = try FlattenedTree(validating: buffer.span)
    guard let edited = tree.node(at: "/soc") else { throw Missing() }
    var names: [String] = []
    var children = edited.children
    while let child = children.next() {
      names.append(child.name)
      #expect(child.property("seen")?.value.count == 0)
    }
    #expect(names == ["serial@30", "serial", "gpio@10"])
    #expect(LibFDT(blob: buffer).verdict == 0)
  }

  @Test func propertiesWrittenBehindChildrenStandAheadOfThem() throws {
    var writer = FlattenedTreeWriter()
    writer.node("a") { node in
      node.node("b") { $0.property("x", cells: 1) }
      node.property("y", strings: ["s", "t"])
      node.node("c") { _ in }
      node.property("z", numbers: 1)
    }
    writer.property("model", string: "m")
    let blob = try writer.finished()
    #expect(blob.count == writer.byteCount)
    #expect(LibFDT(blob: blob).verdict == 0)
    let tree = try FlattenedTree(validating: blob.span)
    #expect(tree.root.property("model")?.string == "m")
    guard let a = tree.node(at: "/a") else { throw Missing() }
    #expect(a.property("y")?.strings?.count == 2 && a.property("z")?.number == 1)
    #expect(tree.node(at: "/a/b")?.property("x")?.cell == 1 && tree.node(at: "/a/c")?.name == "c")
  }

  private func fault(_ body: () throws(FDTEditError) -> Void) -> FDTEditError? {
    do throws(FDTEditError) {
      try body()
      return nil
    } catch {
      return error
    }
  }
}
