import Foundation
import TestSupport
import Testing

/// Ours against mm/memblock.c: `make memblock-test` builds the driver and sets MEMBLOCK_ORACLE (docs/memblock-test.md).
@Suite(.enabled(if: MemblockOracle.path != nil, "make memblock-test runs this"))
struct MemblockOracleTests {
  static let environment = ProcessInfo.processInfo.environment
  static let count = environment["MEMBLOCK_SEQUENCES"].flatMap { Int($0) } ?? 100_000
  static let seed = environment["MEMBLOCK_SEED"].flatMap { UInt64($0) } ?? 1
  /// How many sequences one run of the driver answers.
  static let batch = 500

  /// Compares the result of every operation and both arrays after it.
  @Test func answersAsLinuxDoes() throws {
    let oracle = MemblockOracle(driver: try #require(MemblockOracle.path))
    print("memblock-test: seed \(Self.seed)")
    var seeds = SeededGenerator(seed: Self.seed)
    var (compared, operations) = (0, 0)
    while compared < Self.count {
      let sequences = (compared..<min(compared + Self.batch, Self.count)).map { _ in
        MemblockSequence.operations(seed: seeds.next())
      }
      let all = sequences.flatMap { $0 }
      if try oracle.theirs(all) != oracle.ours(all) {
        for (index, sequence) in sequences.enumerated() {
          guard let difference = try oracle.difference(in: sequence) else { continue }
          Issue.record("sequence \(compared + index) of seed \(Self.seed):\n\(difference)")
          return
        }
        // Not in any sequence alone: `new` does not start afresh.
        Issue.record("sequences \(compared)... of seed \(Self.seed) differ only together")
        return
      }
      compared += sequences.count
      operations += all.count
    }
    print("memblock-test: \(compared) sequences, \(operations) operations: equal")
  }
}
