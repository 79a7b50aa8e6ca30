import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// Memory as one entry per unit of address: what memblock means, without its arrays.
private struct NaiveMemblock {
  static let units = 96
  var memory = [Bool](repeating: false, count: units)
  var noMap = [Bool](repeating: false, count: units)
  var reserved = [Bool](repeating: false, count: units)

  func isFree(_ unit: Int) -> Bool { memory[unit] && !noMap[unit] && !reserved[unit] }

  /// All places for `size` units at multiples of `align`, in units, inside one stretch of free memory.
  func places(_ size: Int, _ align: Int, _ window: Range<Int>) -> [Int] {
    stride(from: 0, to: Self.units, by: align).filter { start in
      start >= window.lowerBound && start + size <= window.upperBound
        && (start..<start + size).allSatisfy { isFree($0) }
    }
  }
}

@Suite struct MemblockPropertyTests {
  static let unit: UInt64 = 0x1000

  /// Runs random operations on both and compares after each; only the first page is special.
  @Test(arguments: [0x5eed_0001, 0x5eed_0002, 0x5eed_0003] as [UInt64]) func meansTheSame(_ seed: UInt64)
    throws
  {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      var memblock = Memblock(pageSize: Self.unit, memorySlots: 512, reservedSlots: 512)
      var naive = NaiveMemblock()
      for step in 0..<120 {
        let start = Int.random(in: 0..<NaiveMemblock.units, using: &random)
        let end = Int.random(in: start...min(NaiveMemblock.units, start + 24), using: &random)
        let range = MemoryRange(base: UInt64(start) * Self.unit, end: UInt64(end) * Self.unit)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
          try memblock.add(range)
          for unit in start..<end { naive.memory[unit] = true }
        case 2:
          try memblock.remove(range)
          for unit in start..<end { (naive.memory[unit], naive.noMap[unit]) = (false, false) }
        case 3:
          try memblock.reserve(range)
          for unit in start..<end { naive.reserved[unit] = true }
        case 4:
          try memblock.free(range)
          for unit in start..<end { naive.reserved[unit] = false }
        case 5:
          try memblock.markNoMap(range)
          for unit in start..<end where naive.memory[unit] { naive.noMap[unit] = true }
        case 6:
          try memblock.clearNoMap(range)
          for unit in start..<end { naive.noMap[unit] = false }
        default: try allocate(&memblock, &naive, &random)
        }
        try compare(memblock, naive, range, "seed \(seed) step \(step)")
      }
    }
  }

  private func allocate(
    _ memblock: inout Memblock, _ naive: inout NaiveMemblock, _ random: inout SeededGenerator
  ) throws {
    let size = Int.random(in: 1...6, using: &random)
    let align = 1 << Int.random(in: 0...3, using: &random)
    let low = Int.random(in: 0..<NaiveMemblock.units, using: &random)
    let high = Int.random(in: low...NaiveMemblock.units, using: &random)
    memblock.isBottomUp = Bool.random(using: &random)
    let places = naive.places(size, align, max(1, low)..<max(1, low, high))
    let found = try memblock.allocate(
      size: UInt64(size) * Self.unit, align: UInt64(align) * Self.unit, start: UInt64(low) * Self.unit,
      end: high == 0 ? Memblock.anywhere : UInt64(high) * Self.unit)
    guard high > 0 else { return }
    // A stretch in two banks that touch is one for the naive model and for a merged array alike.
    let wanted = memblock.isBottomUp ? places.first : places.last
    #expect(found == wanted.map { UInt64($0) * Self.unit })
    if let wanted { for unit in wanted..<wanted + size { naive.reserved[unit] = true } }
  }

  private func compare(
    _ memblock: Memblock, _ naive: NaiveMemblock, _ range: MemoryRange, _ place: String
  ) throws {
    for (array, flags) in [(memblock.memory, naive.memory), (memblock.reserved, naive.reserved)] {
      var seen = [Bool](repeating: false, count: NaiveMemblock.units)
      for region in array.regions {
        for unit in Int(region.base / Self.unit)..<Int(region.end / Self.unit) {
          seen[unit] = true
          if array.name == "memory" {
            #expect(region.flags.contains(.noMap) == naive.noMap[unit], "\(place)")
          }
        }
      }
      #expect(seen == flags, "\(place)")
      for (a, b) in zip(array.regions, array.regions.dropFirst()) {
        #expect(a.end < b.base || (a.end == b.base && a.flags != b.flags), "\(place)")
      }
      let units = Int(range.base / Self.unit)..<Int(range.end / Self.unit)
      if !units.isEmpty { #expect(array.overlaps(range) == units.contains { flags[$0] }, "\(place)") }
    }
  }
}
