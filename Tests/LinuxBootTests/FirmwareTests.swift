import DeviceTree
import LinuxBoot
import Testing

/// What firmware adds to the tree.
@Suite struct FirmwareTests {
  static let boots = FirmwareBoot.all.filter { $0.verdict.arch == "riscv64" }

  /// The recorded trees are those behind OpenSBI 1.9: without its nodes and with the preset, all is the same.
  @Test(arguments: boots) func addsWhatOpenSBIAdded(_ boot: FirmwareBoot) throws {
    let recorded = try boot.input()
    let parent = try #require(recorded.tree.node(at: "/reserved-memory"))
    var input = recorded
    let own = recorded.tree.children(of: parent).filter { recorded.tree.name(of: $0).hasPrefix("mmode_resv") }
    #expect(own.count == 2)
    for node in own { input.tree.remove(node) }
    input = input.adding(.openSBI1_9)
    input.blobSize = recorded.blobSize
    let (ours, theirs) = (input.prediction(), recorded.prediction())
    #expect(ours.regions.map(\.path) == theirs.regions.map(\.path))
    #expect(ours.regions.map(\.base) == theirs.regions.map(\.base))
    #expect(ours.regions.map(\.verdict) == theirs.regions.map(\.verdict))
    #expect(ours.outcome == theirs.outcome)
    #expect(ours.events.map(\.range) == theirs.events.map(\.range))
    #expect(ours.memblock.memory.regions == theirs.memblock.memory.regions)
  }

  /// QEMU's tree had 5,153 bytes; behind OpenSBI 1.9 Linux reserved 9,396 for it, with one cpu as with four.
  @Test func leavesRoomInTheBlob() throws {
    let input = try TreeMaker.board(.riscv64).input("7.2", on: .riscv64)
    let nodes =
      UInt64(input.adding(.openSBI1_9).tree.flattened().count) - UInt64(input.tree.flattened().count)
    #expect(input.adding(.openSBI1_9).blobSize == input.blobSize + nodes + 4024)
    let prediction = input.adding(.openSBI1_9).prediction()
    let blob = try #require(prediction.eventsAfterScan.first { $0.by == "setup_bootmem" })
    #expect(blob.range == MemoryRange(base: 0xbfe0_0000, size: input.blobSize + nodes + 4024))
  }

  @Test func makesReservedMemory() throws {
    let maker = TreeMaker.board(.riscv64)
    let prediction = try maker.input("7.2", on: .riscv64).adding(.openSBI1_9).prediction()
    #expect(
      prediction.regions.map(\.path) == [
        "/reserved-memory/mmode_resv1@80000000", "/reserved-memory/mmode_resv0@80040000",
      ])
    #expect(prediction.regions.map(\.verdict) == [.reserved, .reserved])
    let mapped = try maker.input("7.2", on: .riscv64).adding(.openSBI1_1).prediction()
    #expect(mapped.regions.map(\.isNoMap) == [false])
    #expect(mapped.regions.map(\.size) == [0x8_0000])
  }

  /// Without `ranges` Linux ignores the firmware's nodes as well, and later faults on its memory.
  @Test func missingRangesDropTheFirmwaresOwn() throws {
    var maker = TreeMaker.board(.riscv64)
    maker.region(0x9000_0000, 0x10_0000)
    let node = maker.reservedMemory()
    let ranges = try #require(maker.tree.property("ranges", of: node))
    maker.tree.remove(ranges)
    let prediction = try maker.input("7.2", on: .riscv64).adding(.openSBI1_9).prediction()
    #expect(prediction.regions(.ignored).count == 3)
    #expect(prediction.messages.filter { $0.text.contains("is firmware's own memory") }.count == 2)
  }

  @Test func namesClash() throws {
    var maker = TreeMaker.board(.riscv64)
    maker.region(0x9000_0000, 0x10_0000, name: "mmode_resv0@80040000")
    let prediction = try maker.input("7.2", on: .riscv64).adding(.openSBI1_9).prediction()
    #expect(prediction.regions.map(\.name) == ["mmode_resv1@80000000", "mmode_resv0@80040000"])
    #expect(prediction.regions.map(\.base) == [0x8000_0000, 0x9000_0000])
    #expect(prediction.messages.contains { $0.text.contains("has the name of a node that firmware adds") })
  }
}
