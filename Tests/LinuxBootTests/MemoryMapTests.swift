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
  }
}
