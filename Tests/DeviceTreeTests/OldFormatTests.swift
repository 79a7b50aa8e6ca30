import DeviceTree
import FDT
import TestSupport
import Testing

/// Blobs of versions 1 to 3, which the room FDT reads in part or not at all.
@Suite struct OldFormatTests {
  private static func tree() throws -> DeviceTree {
    var tree = try DeviceTree(blob: try Fixtures.bytes("boot/arm64-7.2.13--u-several/in.dtb"))
    tree.bootCPU = 3
    tree.reservations.append(MemoryReservation(address: 0x1000, size: 0x20))
    return tree
  }

  @Test(arguments: [BlobLayout.Version.v1, .v2, .v3])
  func treesComeBack(_ version: BlobLayout.Version) throws {
    var expected = try Self.tree()
    let blob = try expected.flattened(BlobLayout(version: version))
    var read = try DeviceTree(blobOfAnyVersion: blob)
    // Version 1 has no place for it.
    #expect(read.bootCPU == (version == .v1 ? 0 : 3))
    expected.bootCPU = read.bootCPU
    for node in Array(read.allNodes) {
      let name = read.string("name", of: node)
      #expect(name == read.baseName(of: node))
      if let property = read.property("name", of: node) { read.remove(property) }
    }
    #expect(read.flattened() == expected.flattened())
  }

  @Test func versionOneIsTooOldForTheFormatsRoom() throws {
    let blob = try Self.tree().flattened(BlobLayout(version: .v1))
    #expect(throws: FDTError.unsupportedVersion(version: 1, lastCompatible: 1)) { try DeviceTree(blob: blob) }
  }

  @Test func faultsAreErrorsWithAnOffset() throws {
    let blob = try Self.tree().flattened(BlobLayout(version: .v2))
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var failures = 0
    for _ in 0..<2000 {
      var mutated = blob
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        // Half of them in the header, where everything hangs.
        let end = Bool.random(using: &random) ? 32 : mutated.count
        mutated[Int.random(in: 0..<end, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if Int.random(in: 0..<8, using: &random) == 0 {
        mutated.removeLast(Int.random(in: 1..<mutated.count, using: &random))
      }
      do throws(FDTError) {
        _ = try DeviceTree(blobOfAnyVersion: mutated)
      } catch {
        failures += 1
        #expect(error.offset <= mutated.count, "seed \(seed)")
      }
    }
    #expect(failures > 100, "seed \(seed)")
  }

  @Test func pathsMustBeginWithTheirParents() throws {
    var tree = DeviceTree()
    tree.addNode("b", to: tree.addNode("aa", to: tree.root))
    var blob = try tree.flattened(BlobLayout(version: .v1))
    let path = try #require(blob.indices.first { blob[$0...].starts(with: Array("/aa/b".utf8)) })
    blob[path + 1] = UInt8(ascii: "x")
    #expect(throws: FDTError.nameIsNoPath(offset: path)) { try DeviceTree(blobOfAnyVersion: blob) }
  }
}
