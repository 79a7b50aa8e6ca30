import DeviceTree
import LinuxBoot
import Testing

/// Lines of handlers: all there, but in another order, or one twice.
@Suite struct LogOrderTests {
  let prediction: Prediction
  let lines: [String]

  init() throws {
    var maker = TreeMaker.board(.arm64)
    for base in [0x6000_0000, 0x6100_0000] as [UInt64] {
      let node = maker.region(base, 0x10_0000, noMap: true)
      maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
    }
    prediction = try maker.prediction("7.2", on: .arm64)
    let said = prediction.messages.filter { $0.level != .remark }.map(\.text)
    lines =
      ["Linux version 7.2.13 (builder) (aarch64-gcc)"] + said
      + ["Zone ranges:", "Memory: 980000K/1048576K available (1K kernel code)"]
  }

  func divergences(_ lines: [String]) throws -> [LogDivergence] {
    let log = try #require(BootLog.boots(in: Array(lines.joined(separator: "\n").utf8)).first)
    return LogComparison(log, prediction, architecture: .arm64).divergences
  }

  func initialized() throws -> [Int] {
    let indices = lines.indices.filter { lines[$0].contains("initialized node") }
    try #require(indices.count == 2)
    return indices
  }

  @Test func asForetold() throws { #expect(try divergences(lines) == []) }

  @Test func swapped() throws {
    let two = try initialized()
    var other = lines
    other.swapAt(two[0], two[1])
    let found = try divergences(other)
    #expect(found.map(\.subject) == [.message])
    #expect(found.first?.line == two[0] + 1)
    #expect(found.first?.seen == lines[two[1]])
    #expect(found.first?.predicted == lines[two[0]])
  }

  @Test func twice() throws {
    let two = try initialized()
    var other = lines
    other.insert(lines[two[1]], at: two[1])
    let found = try divergences(other)
    #expect(found.map(\.subject) == [.message])
    #expect(found.first?.seen == lines[two[1]])
  }

  /// A console that shows errors only has none of them.
  @Test func hidden() throws {
    #expect(try divergences(lines.filter { !$0.contains("initialized node") }) == [])
  }
}
