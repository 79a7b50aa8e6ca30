import DeviceTree
import LinuxBoot
import Testing

/// What the comparison with mm/memblock.c found (docs/memblock-test.md): corners that no board has, but a
/// device tree can ask for.
@Suite struct MemblockCornerTests {
  func range(_ base: UInt64, _ end: UInt64) -> MemoryRange { MemoryRange(base: base, end: end) }

  func memblock() throws -> Memblock {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x10_0000, 0x20_0000))
    return memblock
  }

  @Test func noBytesFromTheTopFitWhereTheWindowEnds() throws {
    var memblock = try memblock()
    #expect(try memblock.allocate(size: 0, align: 0x1000) == 0x20_0000)
    // Outside memory too: a gap outside the window is narrowed to its nearer end.
    #expect(try memblock.allocate(size: 0, align: 0x1000, start: 0x1000, end: 0x8000) == 0x8000)
    #expect(try memblock.allocate(size: 0, align: 0x1000, start: 0x30_0000, end: 0x40_0000) == 0x30_0000)
    #expect(try memblock.allocate(size: 0, align: 0x1000, start: 0x30_0001, end: 0x40_0000) == nil)
    #expect(memblock.reserved.regions == [])
  }

  @Test func noBytesFromTheBottomNeedRoom() throws {
    var memblock = try memblock()
    memblock.isBottomUp = true
    #expect(try memblock.allocate(size: 0, align: 0x1000) == 0x10_0000)
    #expect(try memblock.allocate(size: 0, align: 0x1000, start: 0x1000, end: 0x8000) == nil)
    try memblock.reserve(range(0x10_0000, 0x20_0000))
    #expect(try memblock.allocate(size: 0, align: 0x1000) == nil)
  }

  @Test func noBytesFitBetweenReservationsThatDoNotMerge() throws {
    var memblock = try memblock()
    try memblock.reserve(range(0x10_0000, 0x18_0000))
    try memblock.reserve(range(0x18_0000, 0x20_0000), flags: .reservedByKernel)
    #expect(try memblock.allocate(size: 0, align: 0x1000) == 0x18_0000)
    #expect(try memblock.allocate(size: 1, align: 1) == nil)
  }

  @Test func roundingUpPastTheHighestAddressEndsTheSearch() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x1_0000, 0x1_2000))
    try memblock.add(range(.max - 0xf_fffe, .max))
    memblock.isBottomUp = true
    // No power of two. From 0x11001 it rounds up to 0, which Linux returns as "none", though the bank at the
    // top has a place; so it does in a window above the lower bank.
    let align: UInt64 = 0xffff_ffff_fffe_f000
    #expect(try memblock.allocate(size: 0x100, align: align, start: 0x1_1001) == nil)
    #expect(try memblock.allocate(size: 0x100, align: align, start: 0x3_1001) == nil)
    #expect(try memblock.allocate(size: 0x100, align: align, start: 0x2_0001) == align)
  }

  @Test func aSizePastTheHighestAddressCapsNoReservation() throws {
    var memblock = try memblock()
    try memblock.reserve(range(0x11_0000, 0x12_0000))
    // base + size wraps to 0xfffff: what is reserved from there on is freed.
    try memblock.capMemory(to: MemoryRange(base: 0x10_0000, size: .max))
    #expect(memblock.memory.regions.map(\.range) == [range(0x10_0000, 0x20_0000)])
    #expect(memblock.reserved.regions == [])
  }

  @Test func whatCappingSplitMergesAtTheNextChange() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x1000, 0x10_0000))
    try memblock.markNoMap(range(0x2000, 0x8000))
    try memblock.capMemory(to: range(0x4000, 0x6000))
    #expect(
      memblock.memory.regions.map(\.range) == [
        range(0x2000, 0x4000), range(0x4000, 0x6000), range(0x6000, 0x8000),
      ])
    var marked = memblock
    try marked.clearNoMap(range(0, 0))
    #expect(marked.memory.regions.map(\.range) == [range(0x2000, 0x8000)])
    // What is covered already changes nothing, something new far away does.
    try memblock.add(range(0x3000, 0x5000))
    #expect(memblock.memory.regions.count == 3)
    try memblock.add(range(0x40_0000, 0x41_0000))
    #expect(memblock.memory.regions.map(\.range) == [range(0x2000, 0x8000), range(0x40_0000, 0x41_0000)])
  }
}
