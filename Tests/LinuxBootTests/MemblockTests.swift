import DeviceTree
import LinuxBoot
import Testing

/// The rules of mm/memblock.c, one by one.
@Suite struct MemblockTests {
  func range(_ base: UInt64, _ end: UInt64) -> MemoryRange { MemoryRange(base: base, end: end) }
  func ranges(_ array: MemblockArray) -> [MemoryRange] { array.regions.map(\.range) }

  @Test func addsOnlyWhatIsNotCovered() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x2000, 0x3000))
    try memblock.add(range(0x5000, 0x6000))
    try memblock.markNoMap(range(0x5000, 0x6000))
    try memblock.add(range(0x1000, 0x8000))
    #expect(ranges(memblock.memory) == [range(0x1000, 0x5000), range(0x5000, 0x6000), range(0x6000, 0x8000)])
    #expect(memblock.memory.regions.map(\.flags) == [[], .noMap, []])
  }

  @Test func neighboursMergeOnlyWithTheSameFlags() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.reserve(range(0x1000, 0x2000))
    try memblock.reserve(range(0x2000, 0x3000), flags: .reservedByKernel)
    try memblock.reserve(range(0x3000, 0x4000), flags: .reservedByKernel)
    #expect(ranges(memblock.reserved) == [range(0x1000, 0x2000), range(0x2000, 0x4000)])
  }

  @Test func clearingAFlagMergesAgain() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0, 0x10000))
    try memblock.markNoMap(range(0x2800, 0x3801))
    #expect(ranges(memblock.memory) == [range(0, 0x2800), range(0x2800, 0x3801), range(0x3801, 0x10000)])
    try memblock.clearNoMap(range(0x2000, 0x4000))
    #expect(ranges(memblock.memory) == [range(0, 0x10000)])
  }

  @Test func removingCutsAtTheByte() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x1000, 0x9000))
    try memblock.remove(range(0x2001, 0x2003))
    #expect(ranges(memblock.memory) == [range(0x1000, 0x2001), range(0x2003, 0x9000)])
    try memblock.remove(range(0, .max))
    #expect(ranges(memblock.memory) == [])
  }

  @Test func sizesEndAtTheHighestAddress() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.reserve(MemoryRange(base: .max - 0xfff, size: .max))
    #expect(memblock.reserved.regions.map(\.end) == [.max])
    #expect(memblock.reserved.overlaps(MemoryRange(base: .max - 1, size: .max)))
  }

  @Test func anEmptyRangeOverlapsOnlyStrictlyInside() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.reserve(range(0x1000, 0x2000))
    #expect(memblock.reserved.overlaps(MemoryRange(base: 0x1800, size: 0)))
    #expect(!memblock.reserved.overlaps(MemoryRange(base: 0x1000, size: 0)))
    #expect(!memblock.reserved.overlaps(MemoryRange(base: 0x2000, size: 0)))
  }

  @Test func searchesFromTheTopSkipNoMapAndReserved() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x10_0000, 0x20_0000))
    try memblock.add(range(0x40_0000, 0x50_0000))
    try memblock.markNoMap(range(0x48_0000, 0x50_0000))
    try memblock.reserve(range(0x47_f000, 0x60_0000))
    #expect(try memblock.allocate(size: 0x1000, align: 0x1000) == 0x47_e000)
    // Small requests fill the gap that alignment leaves above a big one.
    #expect(try memblock.allocate(size: 0x1_0000, align: 0x4_0000) == 0x44_0000)
    #expect(try memblock.allocate(size: 0x800, align: 0x40) == 0x47_d800)
    #expect(try memblock.allocate(size: 0x10_0000, align: 0x10_0000) == 0x10_0000)
    #expect(try memblock.allocate(size: 0x10_0000, align: 0x1000) == nil)
  }

  @Test func searchesFromTheBottomRoundUp() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0, 0x10_0000))
    memblock.isBottomUp = true
    // The first page is never handed out.
    #expect(try memblock.allocate(size: 0x10, align: 1) == 0x1000)
    #expect(try memblock.allocate(size: 0x100, align: 0x8000) == 0x8000)
    #expect(try memblock.allocate(size: 0x100, align: 0x40) == 0x1040)
  }

  @Test func limitsAreKept() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x1000, 0x10_0000))
    memblock.currentLimit = 0x8_0000
    #expect(try memblock.allocate(size: 0x1000, align: 0x1000) == 0x7_f000)
    #expect(try memblock.allocate(size: 0x1000, align: 0x1000, end: Memblock.anywhere) == 0xf_f000)
    #expect(try memblock.allocate(size: 0x1000, align: 0x1000, start: 0x2_0000, end: 0x3_0000) == 0x2_f000)
    #expect(try memblock.allocate(size: 0x1_0000, align: 0x1000, start: 0x2_8000, end: 0x3_0000) == nil)
    #expect(try memblock.allocateAccessible(size: 0x1000, align: 0x1000, minimum: 0x9_0000) == 0x7_e000)
  }

  @Test func fullArraysSaySo() throws {
    var memblock = Memblock(pageSize: 0x1000, memorySlots: 128, reservedSlots: 130)
    for index in 0..<130 { try memblock.reserve(MemoryRange(base: UInt64(index) * 0x2000, size: 0x1000)) }
    // A range that is covered needs no slot, one that touches does.
    try memblock.reserve(range(0x2000, 0x3000))
    #expect(throws: MemblockError.cannotResize(array: "reserved")) {
      try memblock.reserve(MemoryRange(base: 0x1000, size: 0x10))
    }
    // Splitting asks for two slots even where none is needed.
    #expect(throws: MemblockError.cannotResize(array: "reserved")) { try memblock.free(range(0, 0x1000)) }
    for index in 0..<127 { try memblock.add(MemoryRange(base: UInt64(index) * 0x2000, size: 0x1000)) }
    #expect(throws: MemblockError.cannotResize(array: "memory")) { try memblock.markNoMap(range(0, 0x1000)) }
  }

  @Test func cappingKeepsNoMapAndCutsReservations() throws {
    var memblock = Memblock(pageSize: 0x1000)
    try memblock.add(range(0x1000, 0x10_0000))
    try memblock.markNoMap(range(0x2000, 0x3000))
    try memblock.reserve(range(0x4000, 0x2_1000))
    try memblock.capMemory(to: range(0x2_0000, 0x4_0000))
    #expect(ranges(memblock.memory) == [range(0x2000, 0x3000), range(0x2_0000, 0x4_0000)])
    #expect(ranges(memblock.reserved) == [range(0x2_0000, 0x2_1000)])
  }
}
