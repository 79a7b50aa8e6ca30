import DeviceTree
import LinuxBoot
import Testing

@Suite struct MemoryMapTests {
  @Test func showsWhatLiesOnTop() throws {
    var maker = TreeMaker(
      [0x20_0000...0xfff_ffff, 0xc000_0000...0xc07f_ffff], bootargs: "earlycon=uart8250,mmio,0x1fe001e0")
    maker.region(0x800_0000, 0x10_0000, name: "quiet")
    maker.region(0xc000_0000, 0x80_0000, name: "loud")
    let map = MemoryMap(try maker.prediction())
    let lines = map.segments.map {
      "\($0.kind) \($0.label) \(String($0.range.base, radix: 16)) \(String($0.range.end, radix: 16))"
    }
    #expect(
      lines == [
        "taken kept for firmware 0 200000", "kernel kernel image 200000 7b0000", "memory RAM 7b0000 8000000",
        "noMapRegion quiet 8000000 8100000", "memory RAM 8100000 10000000", "gap  10000000 c0000000",
        "refusedRegion loud c0000000 c07fd000", "collision loud c07fd000 c0800000",
      ])
  }

  @Test(arguments: RecordedBoot.all) func coversEverythingOnce(_ boot: RecordedBoot) throws {
    let prediction = try boot.input().prediction()
    let segments = MemoryMap(prediction).segments
    for (a, b) in zip(segments, segments.dropFirst()) { #expect(a.range.end == b.range.base) }
    #expect(segments.allSatisfy { !$0.range.isEmpty })
    let collisions = segments.filter { $0.kind == .collision }.count
    #expect((collisions > 0) == prediction.regions.contains { $0.collisionRange != nil })
    // What is taken later changes none of that, and lies in RAM that nothing else has, in whole pages.
    let all = MemoryMap(prediction, includingLater: true).segments
    for (a, b) in zip(all, all.dropFirst()) { #expect(a.range.end == b.range.base) }
    let kinds: Set<MemoryMap.Kind> = [.memory, .takenLater, .gap]
    #expect(all.filter { !kinds.contains($0.kind) } == segments.filter { !kinds.contains($0.kind) })
    let later = all.filter { $0.kind == .takenLater }
    if !prediction.eventsAfterScan.isEmpty, prediction.outcome == .boots { #expect(!later.isEmpty) }
  }

  @Test func whatIsFreedAgainIsNotShown() throws {
    let boot = try #require(RecordedBoot.booted.first { $0.version == "6.13.7" })
    var prediction = try boot.input().prediction()
    let taken = prediction.eventsAfterScan.filter { $0.operation == .allocate }
    prediction.eventsAfterScan = taken
    #expect(MemoryMap(prediction, includingLater: true).segments.contains { $0.kind == .takenLater })
    for var event in taken {
      event.operation = .free
      prediction.eventsAfterScan.append(event)
    }
    #expect(MemoryMap(prediction, includingLater: true) == MemoryMap(prediction))
  }

  @Test func whatDependsIsNotShownAsRefused() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc07f_ffff])
    maker.region(0x800_0000, 0x10_0000, name: "open")
    var prediction = try maker.prediction()
    prediction.regions[0].verdict = .depends
    let kinds = MemoryMap(prediction).segments.filter { $0.label == "open" }.map(\.kind)
    #expect(kinds == [.doubtfulRegion])
  }
}
