import FDT
import Testing
import TestSupport

/// We take at most what libfdt takes, and see the same in it.
@Suite struct ReadingDifferentialTests {
  @Test func agreesOnEveryFixture() throws {
    let fixtures = try Blobs.everyFixture()
    #expect(fixtures.count > 210)
    for (name, blob) in fixtures { try expectAgreement(on: blob, "\(name)") }
  }

  @Test(arguments: [2, 3, 16]) func agreesOnOlderVersions(_ version: Int) throws {
    let name = "arm64-7.2.13--u-several"
    for blob in [Blobs.sample, Blobs.lookups, try Fixtures.bytes("boot/\(name)/in.dtb")] {
      let older = try Blobs.version(version, of: blob)
      #expect(try Int(FlattenedTree(validating: older.span).header.version) == version)
      try expectAgreement(on: older, "version \(version)")
    }
  }

  @Test func agreesOnMutants() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    // A trap would lose it.
    print("agreesOnMutants: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    var originals = [Blobs.sample, Blobs.lookups]
    for version in [2, 3, 16] { originals.append(try Blobs.version(version, of: Blobs.lookups)) }
    var accepted = 0
    for round in 0..<24_000 {
      let original = originals[round % originals.count]
      let blob = original.mutated(using: &random)
      guard (try? FlattenedTree(validating: blob.span).nodeCount) != nil else { continue }
      accepted += 1
      try expectAgreement(on: blob, "seed \(seed), round \(round)")
    }
    #expect(accepted > 4000, "seed \(seed): too few mutants are valid to compare anything")
  }

  /// Of boards small enough to compare all of each.
  @Test func agreesOnMutantsOfBoards() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    print("agreesOnMutantsOfBoards: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let originals = try Blobs.everyFixture(below: 3000)
    #expect(originals.count > 20)
    var accepted = 0
    for round in 0..<1500 {
      let (name, original) = originals[Int.random(in: 0..<originals.count, using: &random)]
      let blob = original.mutated(using: &random)
      guard (try? FlattenedTree(validating: blob.span).nodeCount) != nil else { continue }
      accepted += 1
      try expectAgreement(on: blob, "seed \(seed), round \(round), \(name)")
    }
    #expect(accepted > 300, "seed \(seed): too few mutants are valid to compare anything")
  }

  /// Numbers of cells and phandles that are none, where we differ from libfdt on purpose.
  @Test func agreesOnNumbersThatAreNone() throws {
    for cells: [UInt32] in [[], [0], [1], [4], [5], [0x8000_0000], [.max], [1, 1]] {
      var writer = FlattenedTreeWriter()
      writer.property("#address-cells", cells: cells)
      writer.property("#size-cells", cells: cells)
      writer.node("a") { $0.property("phandle", cells: cells) }
      writer.node("b") { $0.property("phandle", cells: 3) }
      let blob = try writer.finished()
      try expectAgreement(on: blob, "\(cells)")
      let tree = try FlattenedTree(validating: blob.span)
      // Neither is a node's phandle; libfdt 1.6.1 returns 0xffffffff for one that is, but finds no node by it.
      #expect(tree.node(phandle: .max)?.offset == nil && tree.node(phandle: 0)?.offset == nil)
      let libfdt = LibFDT(blob: blob)
      #expect(libfdt.node(phandle: .max) < 0 && libfdt.node(phandle: 0) < 0)
    }
  }

  private func expectAgreement(on blob: [UInt8], _ what: String) throws {
    let libfdt = LibFDT(blob: blob)
    guard libfdt.verdict == 0 else {
      Issue.record("\(what): libfdt says \(libfdt.verdict), but we take the blob: \(blob)")
      return
    }
    let differences = try Self.differences(blob, libfdt)
    #expect(
      differences.isEmpty,
      "\(what): \(differences.prefix(3)) in \(blob.count < 1000 ? "\(blob)" : "the blob")")
  }

  /// Everything that the two see differently.
  private static func differences(_ blob: [UInt8], _ libfdt: LibFDT) throws -> [String] {
    var found: [String] = []
    func compare<T: Equatable>(_ what: @autoclosure () -> String, _ ours: T, _ theirs: T) {
      if ours != theirs { found.append("\(what()): \(ours) here, \(theirs) in libfdt") }
    }
    let tree = try FlattenedTree(validating: blob.span)
    let index = IndexedTree(tree)
    let structure = tree.header.structureOffset
    compare(
      "reservations",
      (0..<tree.reservationCount).map { index in
        tree.reservation(at: index).map { [$0.address, $0.size] } ?? []
      },
      libfdt.reservations)
    let theirs = libfdt.nodes
    compare("nodes", tree.nodeCount, theirs.count)
    compare("greatest phandle of the index", index.maximumPhandle, tree.maximumPhandle)
    // libfdt counts 0xffffffff, which is none.
    if libfdt.maximumPhandle != .max {
      compare("greatest phandle", tree.maximumPhandle, libfdt.maximumPhandle)
    }
    let hasSlash = theirs.contains { libfdt.name(of: $0.offset).contains(UInt8(ascii: "/")) }
    var nodes = tree.nodes
    var place = 0
    while let node = nodes.next() {
      guard place < theirs.count else { break }
      let (offset, depth) = theirs[place]
      place += 1
      compare("offset of node \(place)", node.offset - structure, Int(offset))
      compare("depth of \(node.name)", nodes.depth, Int(depth))
      compare("name of node \(place)", copy(node.nameBytes), libfdt.name(of: offset))
      var properties: [[[UInt8]]] = []
      var cursor = node.properties
      while let property = cursor.next() {
        properties.append([copy(property.nameBytes), copy(property.value)])
      }
      compare(
        "properties of \(node.name)", properties, libfdt.properties(of: offset).map { [$0.name, $0.value] })
      // Interrupt controllers have 0 address cells (Devicetree Specification 0.4, 2.4.3); libfdt calls that an error.
      let cells = (libfdt.addressCells(of: offset), libfdt.sizeCells(of: offset))
      compare("address cells of \(node.name)", node.addressCells ?? 0, Int(max(0, cells.0)))
      compare("size cells of \(node.name)", node.sizeCells ?? -1, Int(max(-1, cells.1)))
      let phandle = libfdt.phandle(of: offset)
      compare("phandle of \(node.name)", node.phandle ?? 0, phandle == .max ? 0 : phandle)
      if let phandle = node.phandle {
        let holder = Int(libfdt.node(phandle: phandle)) + structure
        compare("node with phandle \(phandle)", tree.node(phandle: phandle)?.offset, holder)
        compare("indexed node with phandle \(phandle)", index.node(phandle: phandle)?.offset, holder)
      }
      // libfdt takes a slash in a name for the end of a part when it goes up again.
      guard !hasSlash, let path = libfdt.path(of: offset) else { continue }
      compare("path", Array(tree.path(of: node).utf8), Array(String(decoding: path, as: UTF8.self).utf8))
      compare(
        "indexed path", Array(index.path(of: node).utf8), Array(String(decoding: path, as: UTF8.self).utf8))
      let above = offset == 0 ? nil : Int(libfdt.parent(of: offset)) + structure
      if depth > 0 {
        compare("parent of \(node.name)", tree.parent(of: node)?.offset, above)
        compare("indexed parent of \(node.name)", index.parent(of: node)?.offset, above)
      }
      for path in [path, withoutUnitAddress(path)] {
        let target = libfdt.node(at: path)
        let expected = target < 0 ? nil : Int(target) + structure
        compare("node at \(path)", tree.node(at: path.span)?.offset, expected)
        compare("indexed node at \(path)", index.node(at: path.span)?.offset, expected)
      }
    }
    compare("nodes seen", place, theirs.count)
    return found
  }

  private static func copy(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }

  /// The path without the unit address of its last part.
  private static func withoutUnitAddress(_ path: [UInt8]) -> [UInt8] {
    guard let at = path.lastIndex(of: UInt8(ascii: "@")), !path[at...].contains(UInt8(ascii: "/")) else {
      return path
    }
    return Array(path[..<at])
  }
}
