import FDT
import Testing
import TestSupport

/// Edits that keep every size, in blobs of every version where they lie.
@Suite struct SameSizeEditingTests {
  @Test(arguments: [2, 3, 16]) func olderVersionsAreEditedWhereTheyLie(_ version: Int) throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    print("olderVersionsAreEditedWhereTheyLie(\(version)): seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let fixture = try Fixtures.bytes("boot/arm64-7.2.13--u-several/in.dtb")
    for original in [Blobs.lookups, Blobs.sample, fixture] {
      let older = try Blobs.version(version, of: original)
      let libfdt = LibFDTEditor(inPlace: older)
      var buffer = older
      var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
      let freedom = editor.freedom
      #expect(freedom == .sameSize)
      let reader = libfdt.reader
      for (offset, _) in reader.nodes.dropFirst() {
        let path = String(decoding: reader.path(of: offset) ?? [], as: UTF8.self)
        let what = "seed \(seed), version \(version), \(path)"
        for (name, value) in reader.properties(of: offset) {
          let name = String(decoding: name, as: UTF8.self)
          let bytes = value.map { _ in UInt8.random(in: 0...255, using: &random) }
          #expect(libfdt.setInPlace(name, bytes, at: path) == 0, "\(what)")
          try set(name, to: bytes, at: path, &editor)
          // libfdt cannot blank a property below version 16 (`fdt_get_property`).
          if version >= 16, Bool.random(using: &random) {
            #expect(libfdt.blank(name, at: path) == 0, "\(what)")
            var node = try editor.node(at: path)
            try node.blank(name)
          }
        }
        if Int.random(in: 0..<8, using: &random) == 0 {
          let parent = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
          guard libfdt.blankNode(at: path) == 0 else { continue }
          var node = try editor.node(at: parent.isEmpty ? "/" : parent)
          try node.blankChild(named: String(path.dropFirst(parent.count + 1)))
          break
        }
      }
      #expect(buffer == libfdt.reader.blob, "seed \(seed), version \(version)")
      #expect(LibFDT(blob: buffer).verdict == 0)
    }
  }

  @Test(arguments: [2, 3, 16]) func whatChangesASizeNeedsACopy(_ version: Int) throws {
    var buffer = try Blobs.version(version, of: Blobs.lookups) + Array(repeating: 0, count: 400)
    let before = buffer
    func check(_ edit: (inout FlattenedNodeEditor) throws(FDTEditError) -> Void) throws {
      var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
      var node = try editor.node(at: "/soc/serial@20")
      let error = FDTEditError.thrown(by: edit, on: &node)
      #expect(error == .needsCopy)
    }
    try check { (node) throws(FDTEditError) in try node.set("reg", to: Array(repeating: 0, count: 40)) }
    try check { (node) throws(FDTEditError) in try node.set("new", to: []) }
    try check { (node) throws(FDTEditError) in try node.append([1, 2, 3, 4], to: "reg") }
    try check { (node) throws(FDTEditError) in try node.remove("reg") }
    try check { (node) throws(FDTEditError) in try node.addChild("child") }
    try check { (node) throws(FDTEditError) in try node.rename(to: "a-much-longer-name@10") }
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    editor.expandToBuffer()
    let size = editor.pack()
    #expect(size == before.count - 400 && buffer == before)
  }

  @Test func aRemovedChildIsBlankedWhereNothingCanMove() throws {
    var buffer = try Blobs.version(16, of: Blobs.lookups)
    let size = buffer.count
    var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
    var soc = try editor.node(at: "/soc")
    soc.forEachChild { child in child.name.hasPrefix("serial") ? .isRemoved : .stays }
    let tree = try FlattenedTree(validating: buffer.span)
    #expect(tree.header.totalSize == size && tree.node(at: "/soc/serial")?.offset == nil)
    #expect(tree.node(at: "/soc/gpio/pin")?.name == "pin")
  }

  @Test func overlappingBlocksNeedACopy() throws {
    var blob = Blobs.sample
    // The strings begin where the structure does.
    let header = try FlattenedTree(validating: blob.span).header
    let start = header.structureOffset
    blob.replaceSubrange(12..<16, with: (0..<4).map { UInt8(truncatingIfNeeded: start >> (24 - 8 * $0)) })
    let size = header.totalSize - start
    blob.replaceSubrange(32..<36, with: (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) })
    try #require((try? FlattenedTree(validating: blob.span).nodeCount) != nil)
    #expect(
      fault { () throws(FDTEditError) in _ = try FlattenedTreeEditor(editing: blob.mutableSpan).byteCount }
        == .needsCopy)
  }

  private func set(
    _ name: String, to value: [UInt8], at path: String, _ editor: inout FlattenedTreeEditor
  ) throws(FDTEditError) {
    var node = try editor.node(at: path)
    try node.set(name, to: value)
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

extension FDTEditError {
  /// What an edit of a node throws, if it throws.
  static func thrown(
    by edit: (inout FlattenedNodeEditor) throws(FDTEditError) -> Void, on node: inout FlattenedNodeEditor
  ) -> FDTEditError? {
    do throws(FDTEditError) {
      try edit(&node)
      return nil
    } catch {
      return error
    }
  }
}
