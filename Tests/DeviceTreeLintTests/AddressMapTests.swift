import DeviceTree
import TestSupport
import Testing

@testable import DeviceTreeLint

/// The map of addresses against one flag for every page.
struct AddressMapTests {
  private static let pages = 64

  private func random(_ generator: inout SeededGenerator) -> [MemoryRange] {
    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
      let start = UInt64.random(in: 0..<UInt64(Self.pages), using: &generator)
      return MemoryRange(
        base: start, end: min(UInt64(Self.pages), start + .random(in: 0...12, using: &generator)))
    }
  }

  private func flags(_ ranges: [MemoryRange]) -> [Bool] {
    (0..<Self.pages).map { page in ranges.contains { $0.contains(UInt64(page)) } }
  }

  @Test func agreesWithFlags() {
    let seed: UInt64 = 0x6c69_6e74
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let (a, b) = (random(&generator), random(&generator))
      let (mapA, mapB) = (AddressMap(a), AddressMap(b))
      let (flagsA, flagsB) = (flags(a), flags(b))
      #expect(flags(mapA.ranges) == flagsA)
      #expect(flags(mapA.subtracting(mapB).ranges) == zip(flagsA, flagsB).map { $0 && !$1 })
      #expect(zip(mapA.ranges, mapA.ranges.dropFirst()).allSatisfy { $0.end < $1.base })
      for range in b where !range.isEmpty {
        let inside = (Int(range.base)..<Int(range.end)).filter { flagsA[$0] }.count
        #expect(mapA.bytes(in: range) == UInt64(inside))
        #expect(mapA.overlaps(range) == (inside > 0))
        #expect(mapA.contains(range) == (inside == Int(range.size)))
      }
    }
  }

  @Test func placesNearest() {
    let seed: UInt64 = 0x706c_6163
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let map = AddressMap(random(&generator))
      let size = UInt64.random(in: 1...8, using: &generator)
      let alignment = UInt64(1) << UInt64.random(in: 0...3, using: &generator)
      let wish = UInt64.random(in: 0..<UInt64(Self.pages), using: &generator)
      let possible = stride(from: 0, to: UInt64(Self.pages), by: Int(alignment)).filter {
        map.contains(MemoryRange(base: $0, size: size))
      }
      let distance: (UInt64) -> UInt64 = { $0 > wish ? $0 - wish : wish - $0 }
      let found = map.place(size: size, alignment: alignment, nearest: wish)
      #expect((found == nil) == possible.isEmpty)
      if let found {
        #expect(possible.contains(found))
        // The wish is rounded down first, so that it can be one step off.
        #expect(distance(found) <= (possible.map(distance).min() ?? 0) + alignment)
      }
    }
  }
}
