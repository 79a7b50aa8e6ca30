import TestSupport

/// Makes a random sequence of operations, small enough that its ranges meet often.
struct MemblockSequence {
  /// Where a sequence plays: addresses are multiples of `unit` from `base` on, and now and then anything.
  private struct Terrain {
    var base: UInt64
    var unit: UInt64
    var units: UInt64

    static let all = [
      Terrain(base: 0, unit: 0x1000, units: 64),
      Terrain(base: 0xf_ff00_0000, unit: 0x1_0000, units: 24),
      // Byte by byte around the page that is never handed out, and at the upper end.
      Terrain(base: 0xfe0, unit: 1, units: 80),
      Terrain(base: .max - 72, unit: 1, units: 73),
      Terrain(base: .max - 0x3_ffff, unit: 0x1000, units: 64),
    ]
  }

  private static let corners: [UInt64] = [
    0, 1, 0xfff, 0x1000, 0x1001, 0xffff_ffff, 0x1_0000_0000, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000,
    .max - 0x1000, .max - 0xfff, .max - 0xffe, .max - 1, .max,
  ]

  private var random: SeededGenerator
  private var terrain: Terrain?

  /// The operations: `new`, 1 to 60 others, or up to 500 in one of 16 sequences, `dump`.
  static func operations(seed: UInt64) -> [MemblockOperation] {
    var sequence = MemblockSequence(random: SeededGenerator(seed: seed))
    return sequence.make()
  }

  private init(random: SeededGenerator) { self.random = random }

  private mutating func make() -> [MemblockOperation] {
    let choice = below(7)
    terrain = choice < Terrain.all.count ? Terrain.all[Int(choice)] : nil
    var operations = [start()]
    if !chance(8), let terrain {
      operations.append(.init(verb: .add, a: terrain.base, b: terrain.unit &* below(terrain.units + 1)))
    }
    for _ in 0..<(1 + below(chance(16) ? 500 : 60)) { operations.append(operation()) }
    return operations + [.init(verb: .dump)]
  }

  /// One in four sequences has tables that it can fill.
  private mutating func start() -> MemblockOperation {
    chance(4)
      ? .init(verb: .new, a: 1 + below(10), b: 1 + below(10)) : .init(verb: .new, a: 0x1000, b: 0x1000)
  }

  private mutating func operation() -> MemblockOperation {
    switch below(100) {
    case 0..<14: ranged(.add)
    case 14..<22: ranged(.remove)
    case 22..<36: ranged(.reserve)
    case 36..<44: ranged(.free)
    case 44..<54: ranged(.nomap)
    case 54..<59: ranged(.map)
    case 59..<62: ranged(.hotplug)
    case 62..<64: ranged(.cap)
    case 64..<80: .init(verb: .alloc, a: length(), b: alignment(), c: lowerEnd(), d: upperEnd())
    case 80..<86: .init(verb: .accessible, a: length(), b: alignment(), c: lowerEnd())
    case 86..<88: .init(verb: .limit, a: chance(3) ? .max : address())
    case 88..<91: .init(verb: .bottomup, a: below(2))
    case 91..<94: ranged(.inmemory)
    case 94..<97: ranged(.touchesmemory)
    default: ranged(.touchesreserved)
    }
  }

  private mutating func ranged(_ verb: MemblockOperation.Verb) -> MemblockOperation {
    let base = address()
    switch below(16) {
    case 0: return .init(verb: verb, a: base, b: 0)
    // Up to the end, one byte less and one more, and far over it.
    case 1: return .init(verb: verb, a: base, b: .max - base &+ below(3) &- 1)
    case 2: return .init(verb: verb, a: base, b: Self.corners[Int(below(UInt64(Self.corners.count)))])
    case 3..<10:
      let other = address()
      return .init(verb: verb, a: min(base, other), b: max(base, other) - min(base, other))
    default: return .init(verb: verb, a: base, b: length())
    }
  }

  private mutating func address() -> UInt64 {
    guard let terrain, !chance(20) else {
      let corner = Self.corners[Int(below(UInt64(Self.corners.count)))]
      return chance(3) ? corner &+ below(0x4000) &- 0x2000 : corner
    }
    let address = terrain.base &+ terrain.unit &* below(terrain.units + 1)
    return chance(10) ? address &+ below(5) &- 2 : address
  }

  private mutating func length() -> UInt64 {
    if chance(16) { return chance(2) ? 0 : address() }
    let unit = terrain?.unit ?? 0x1000
    let length = unit &* (1 + below(8))
    return chance(6) ? length &+ below(unit) : length
  }

  private mutating func alignment() -> UInt64 {
    switch below(12) {
    case 0: 0
    case 1..<5: 1
    case 5..<8: (terrain?.unit ?? 0x1000) << below(6)
    case 8..<10: 1 << below(64)
    case 10: chance(2) ? .max << below(64) : 3 * (1 << below(62))
    default: random.next() >> below(64)
    }
  }

  private mutating func lowerEnd() -> UInt64 { chance(2) ? 0 : address() }

  /// Accessible, the same without a record of leaks, anywhere, or an address.
  private mutating func upperEnd() -> UInt64 {
    switch below(8) {
    case 0..<3: 0
    case 3: 1
    case 4: .max
    default: address()
    }
  }

  private mutating func below(_ bound: UInt64) -> UInt64 { random.next() % bound }
  private mutating func chance(_ one: UInt64) -> Bool { below(one) == 0 }
}
