import FDT
import Testing
import TestSupport

/// The writer, in every version and with any room.
@Suite struct WritingTests {
  @Test(arguments: BlobLayout.Version.allCases)
  func everyVersionIsWrittenAsByDtc(_ version: BlobLayout.Version) throws {
    for (bootCPU, original) in [(3, Blobs.sample), (0, Blobs.lookups)] {
      let made = try rewrite(
        original, FlattenedTreeWriter(bootCPU: UInt32(bootCPU), layout: BlobLayout(version: version)))
      #expect(made == (try Blobs.version(Int(version.rawValue), of: original)))
    }
  }

  @Test func theNumberOfBytesIsKnownBefore() throws {
    for version in BlobLayout.Version.allCases {
      for layout in [
        BlobLayout(version: version), BlobLayout(version: version, freeReservations: 2, padding: 5),
        BlobLayout(version: version, minimumSize: 3000, alignment: 64),
      ] {
        var writer = FlattenedTreeWriter(layout: layout)
        writer.property("model", string: "board")
        #expect(try writer.finished().count == writer.byteCount)
        writer.node("soc@0") { $0.property("reg", numbers: 1) }
        #expect(try writer.finished().count == writer.byteCount)
      }
    }
  }

  @Test(arguments: [BlobLayout.Version.v2, .v3])
  func propertiesBehindChildrenKeepTheirAlignment(_ version: BlobLayout.Version) throws {
    var writer = FlattenedTreeWriter(layout: BlobLayout(version: version))
    for number in 0..<3 {
      writer.node("a@\(number)") { node in
        node.node("b") { $0.property("reg", numbers: 1, 2) }
        node.property("name-of-it", Array(repeating: 7, count: number))
        node.node("c") { $0.property("reg", numbers: 3) }
      }
    }
    let blob = try writer.finished()
    #expect(LibFDT(blob: blob).verdict == 0)
    let tree = try FlattenedTree(validating: blob.span)
    for number in 0..<3 {
      let node = "/a@\(number)"
      #expect(tree.node(at: node)?.property("name-of-it")?.value.count == number)
      #expect(tree.node(at: node)?.property("name")?.string == "a")
      #expect(tree.node(at: node + "/b")?.property("reg")?.cells[3] == 2)
      #expect(tree.node(at: node + "/c")?.property("reg")?.number == 3)
    }
  }

  @Test func whatReadersWouldNotSeeIsAnError() throws {
    func fault(_ body: (inout FlattenedTreeWriter) -> Void) -> FDTWriteError? {
      var writer = FlattenedTreeWriter()
      body(&writer)
      do throws(FDTWriteError) {
        _ = try writer.finished()
        return nil
      } catch {
        return error
      }
    }
    for name in ["", "a/b", "/", "c\0d"] {
      #expect(fault { $0.node("soc") { $0.node(name) { _ in } } } == .badNodeName(name))
    }
    #expect(fault { $0.property("x\0y", cells: 1) } == .badPropertyName("x\0y"))
    #expect(
      fault {
        $0.reserve(address: 1, size: 1)
        $0.reserve(address: 1, size: 0)
        $0.reserve(address: 0x1000, size: 0x1000)
      } == .emptyReservation(index: 1))
    // The first of several is named.
    #expect(fault { $0.node("") { $0.property("\0", cells: 1) } } == .badNodeName(""))
    #expect(fault { $0.node("a@1,2") { $0.property("", cells: 1) } } == nil)
  }

  @Test func arraysAndPlaceholdersAreValuesToo() throws {
    var (one, other) = (FlattenedTreeWriter(), FlattenedTreeWriter())
    one.property("a", cells: 1, 2)
    one.property("b", numbers: 1, 2)
    one.property("c", [0, 7, 0])
    one.property("d")
    other.property("a", cells: [1, 2] as [UInt32])
    other.property("b", numbers: [1, 2] as [UInt64])
    other.property("c", byteCount: 3) { $0[1] = 7 }
    other.property("d", byteCount: -1) { _ in }
    #expect(try one.finished() == other.finished())
  }

  @Test func whatNoReaderTakesIsAnError() throws {
    for layout in [
      BlobLayout(minimumSize: 1 << 31), BlobLayout(padding: .max), BlobLayout(alignment: .max),
      BlobLayout(freeReservations: .max),
    ] {
      let writer = FlattenedTreeWriter(layout: layout)
      #expect(writer.byteCount > Int(Int32.max))
      #expect(throws: FDTWriteError.tooLarge(byteCount: writer.byteCount)) { try writer.finished() }
    }
    var writer = FlattenedTreeWriter()
    writer.property(String(repeating: "p", count: 256), [])
    #expect(throws: FDTWriteError.propertyNameTooLong(byteCount: 256, nameOffset: 0)) {
      try writer.finished()
    }
  }

  private func rewrite(_ blob: [UInt8], _ empty: FlattenedTreeWriter) throws -> [UInt8] {
    var writer = empty
    let tree = try FlattenedTree(validating: blob.span)
    for index in 0..<tree.reservationCount {
      guard let (address, size) = tree.reservation(at: index) else { throw Missing() }
      writer.reserve(address: address, size: size)
    }
    var cursor = tree.makeCursor()
    while let item = cursor.next() {
      switch item {
      case .beginNode(let name): if !name.isEmpty { writer.beginNode(blob[name]) }
      case .property(let name, let value): writer.property(name: blob[name], value: blob[value])
      case .endNode: writer.endNode()
      }
    }
    return try writer.finished()
  }
}
