import DeviceTree
import SecondOpinion
import Testing
import TestSupport

@Suite struct DeviceTreeTests {
  /// A tree with what most tests look for.
  private func sample() -> DeviceTree {
    var tree = DeviceTree()
    tree.set("#address-cells", to: .cells([2]), of: tree.root)
    tree.set("#size-cells", to: .cells([2]), of: tree.root)
    let aliases = tree.addNode("aliases", to: tree.root)
    tree.set("serial0", to: .string("/soc/serial@1fe001e0"), of: aliases)
    let soc = tree.addNode("soc", to: tree.root)
    tree.set("compatible", to: .strings(["simple-bus", "acme,bus"]), of: soc)
    let serial = tree.addNode("serial@1fe001e0", to: soc)
    tree.set("reg", to: .cells([0x1fe0_01e0, 0x10]), of: serial)
    tree.set("phandle", to: .cells([7]), of: serial)
    let memory = tree.addNode("memory@200000", to: tree.root)
    tree.set("reg", to: .cells([0, 0x20_0000, 0, 0xee0_0000, 1, 0, 0, 0x2000_0000]), of: memory)
    return tree
  }

  @Test func pathsFindNodes() {
    let tree = sample()
    let serial = tree.node(at: "/soc/serial@1fe001e0")
    #expect(serial != nil)
    #expect(tree.node(at: "/soc/serial") == serial)
    #expect(tree.node(atPathOrAlias: "serial0") == serial)
    #expect(tree.node(at: "/") == tree.root)
    #expect(tree.node(at: "/soc/serial@1") == nil)
    #expect(tree.node(at: "soc") == nil)
    #expect(serial.map { tree.path(of: $0) } == "/soc/serial@1fe001e0")
    #expect(serial.map { tree.unitAddress(of: $0) } == "1fe001e0")
    #expect(serial.map { tree.baseName(of: $0) } == "serial")
    #expect(PhandleTable(of: tree)[7] == serial)
  }

  @Test func valuesReadAsWhatTheyAre() throws {
    let tree = sample()
    let memory = try #require(tree.node(at: "/memory"))
    #expect(
      try tree.reg(of: memory) == [
        MemoryRange(base: 0x20_0000, size: 0xee0_0000), MemoryRange(base: 0x1_0000_0000, size: 0x2000_0000),
      ])
    let soc = try #require(tree.node(at: "/soc"))
    #expect(tree.isCompatible(soc, with: "acme,bus"))
    #expect(tree.strings("compatible", of: soc) == ["simple-bus", "acme,bus"])
    // The bus states no cells, so the root's hold for the reg below it.
    let serial = try #require(tree.node(at: "/soc/serial"))
    #expect {
      try tree.reg(of: serial)
    } throws: {
      "\($0)"
        == "/soc/serial@1fe001e0: 'reg' has 8 bytes, which is no whole number of entries of 16 bytes"
    }
  }

  @Test func whatComesBackComesBackInItsOldPlace() throws {
    var tree = sample()
    let soc = try #require(tree.node(at: "/soc"))
    tree.addLabel("bus", to: .node(soc))
    tree.remove(soc)
    #expect(tree.node(at: "/soc") == nil)
    #expect(tree.node(labelled: "bus") == nil)
    #expect(tree.children(of: tree.root).map { tree.name(of: $0) } == ["aliases", "memory@200000"])
    let again = tree.addNode("soc", to: tree.root)
    #expect(again == soc)
    #expect(tree.children(of: tree.root).map { tree.name(of: $0) } == ["aliases", "soc", "memory@200000"])
    #expect(Array(tree.properties(of: again)).isEmpty)
    #expect(Array(tree.children(of: again)).isEmpty)
  }

  @Test func aCopyIsAValue() throws {
    let tree = sample()
    var copy = tree
    let soc = try #require(copy.node(at: "/soc"))
    copy.set("compatible", to: .string("other"), of: soc)
    copy.remove(try #require(copy.node(at: "/memory")))
    #expect(tree.strings("compatible", of: soc) == ["simple-bus", "acme,bus"])
    #expect(tree.node(at: "/memory") != nil)
  }

  /// Random edits, then: our blob read back by us and by libfdt is the tree that was meant.
  @Test func randomTreesSurviveTheBlobAndLibfdtAgrees() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<60 {
      var tree = DeviceTree()
      var nodes = [tree.root]
      for _ in 0..<Int.random(in: 1...200, using: &random) {
        let node = nodes.randomElement(using: &random) ?? tree.root
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4: nodes.append(tree.addNode("n\(Int.random(in: 0...40, using: &random))", to: node))
        case 5...8:
          let bytes = (0..<Int.random(in: 0...9, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
          }
          tree.set("p\(Int.random(in: 0...30, using: &random))", to: PropertyValue(bytes: bytes), of: node)
        default:
          if node != tree.root {
            tree.remove(node)
            let alive = Set(tree.allNodes)
            nodes.removeAll { !alive.contains($0) }
          }
        }
      }
      tree.reservations = [MemoryReservation(address: .random(in: 0 ... .max, using: &random), size: 4096)]
      let blob = tree.flattened()
      let differences = SecondOpinion.differences(between: tree, and: blob)
      #expect(differences.isEmpty, "seed \(seed), round \(round): \(differences)")
      #expect(try DeviceTree(blob: blob).flattened() == blob, "seed \(seed), round \(round)")
    }
  }

  @Test func secondOpinionSeesADifference() throws {
    let tree = sample()
    var other = tree
    other.set("compatible", to: .string("other"), of: try #require(other.node(at: "/soc")))
    other.addNode("extra", to: other.root)
    let differences = SecondOpinion.differences(between: tree, and: other.flattened()).map(\.description)
    #expect(
      differences == ["/soc: libfdt sees another value of 'compatible'", "the blob has 1 more nodes"])
  }

  @Test func onlyABlobThatLibfdtAgreesToIsHandedOut() throws {
    let tree = sample()
    #expect(try AgreedBlob(of: tree).bytes == tree.flattened())
    var other = tree
    other.set("compatible", to: .string("other"), of: try #require(other.node(at: "/soc")))
    #expect(throws: AgreedBlob.Disagreement.self) { try AgreedBlob(of: tree, as: other.flattened()) }
    #expect(throws: AgreedBlob.Disagreement.self) {
      try AgreedBlob(of: tree, as: Array(tree.flattened().dropLast(4)))
    }
    // Two nodes of one place cannot be told apart by their names; their values can.
    var swapped = tree
    swapped.set("phandle", to: .cells([8]), of: try #require(swapped.node(at: "/soc/serial")))
    #expect(throws: AgreedBlob.Disagreement.self) { try AgreedBlob(of: tree, as: swapped.flattened()) }
  }

  @Test func emptyRangesTouchNothing() {
    let range = MemoryRange(base: 0x1000, size: 0x1000)
    #expect(!range.overlaps(MemoryRange(base: 0x1800, size: 0)))
    #expect(!MemoryRange(base: 0x1800, size: 0).overlaps(range))
    #expect(range.intersection(MemoryRange(base: 0x1800, size: 0)) == nil)
    #expect(range.overlaps(MemoryRange(base: 0x1fff, size: 1)))
    #expect(!range.overlaps(MemoryRange(base: 0x2000, size: 1)))
    #expect(MemoryRange(base: .max - 1, size: 10).end == .max)
  }

  @Test func manySiblingsAreFoundAtOnce() throws {
    var tree = DeviceTree()
    for index in 0..<100_000 { tree.addNode("n@\(index)", to: tree.root) }
    for index in stride(from: 0, to: 100_000, by: 997) {
      #expect(tree.child(named: "n@\(index)", of: tree.root) != nil)
    }
    #expect(Array(tree.allNodes).count == 100_001)
  }
}
