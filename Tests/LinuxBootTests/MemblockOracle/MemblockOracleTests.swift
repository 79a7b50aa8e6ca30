import Foundation
import TestSupport
import Testing

/// Ours against mm/memblock.c: `make memblock-test` builds the driver and sets MEMBLOCK_ORACLE (docs/memblock-test.md).
@Suite(.enabled(if: MemblockOracle.path != nil, "make memblock-test runs this"))
struct MemblockOracleTests {
  /// How many sequences one run of the driver answers.
  static let batch = 500

  /// Compares the result of every operation and both arrays after it.
  @Test func answersAsLinuxDoes() throws {
    let count = Int(try Self.number("MEMBLOCK_SEQUENCES", 100_000))
    let seed = try Self.number("MEMBLOCK_SEED", 1)
    let oracle = MemblockOracle(driver: try #require(MemblockOracle.path))
    print("memblock-test: seed \(seed)")
    var seeds = SeededGenerator(seed: seed)
    var (compared, operations) = (0, 0)
    while compared < count {
      let sequences = (compared..<min(compared + Self.batch, count)).map { _ in
        MemblockSequence.operations(seed: seeds.next())
      }
      let all = sequences.flatMap { $0 }
      if try oracle.theirs(all) != oracle.ours(all) {
        for (index, sequence) in sequences.enumerated() {
          guard let difference = try oracle.difference(in: sequence) else { continue }
          Issue.record("sequence \(compared + index) of seed \(seed):\n\(difference)")
          return
        }
        // Not in any sequence alone: `new` does not start afresh.
        Issue.record("sequences \(compared)... of seed \(seed) differ only together")
        return
      }
      compared += sequences.count
      operations += all.count
    }
    print("memblock-test: \(compared) sequences, \(operations) operations: equal")
  }
  /// A number from the environment; it fails where there is something else.
  static func number(_ name: String, _ otherwise: UInt64) throws -> UInt64 {
    guard let text = ProcessInfo.processInfo.environment[name] else { return otherwise }
    return try #require(UInt64(text), "\(name) is no number: \(text)")
  }
}
