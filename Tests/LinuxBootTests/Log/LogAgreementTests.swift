import DeviceTree
import LinuxBoot
import Testing

/// The log of every recorded boot, read back and held against the prediction made from its facts.
@Suite struct LogAgreementTests {
  @Test(arguments: RecordedBoot.all) func agreesOnLoongArch(_ boot: RecordedBoot) throws {
    let input = try boot.input()
    let reading = LogReading(try boot.log(), input)
    #expect(reading.comparison.divergences == [])
    #expect(reading.contradictions == [])
    let operations = try #require(reading.comparison.operations)
    #expect(operations.agreed == operations.predicted)
    #expect(operations.agreed == (try boot.loggedOperations().count))
    if boot.verdict.booted {
      let iomem = try #require(reading.comparison.iomem)
      #expect(iomem.agreed == iomem.predicted && iomem.agreed == iomem.seen)
      #expect(iomem.seen == (try boot.allMemoryLines().count))
    } else {
      #expect(reading.comparison.endIsSeen)
    }
  }

  @Test(arguments: FirmwareBoot.all) func agreesWithFirmware(_ boot: FirmwareBoot) throws {
    let reading = LogReading(try boot.log(), try boot.input())
    #expect(reading.comparison.divergences == [])
    let operations = try #require(reading.comparison.operations)
    #expect(operations.agreed == operations.predicted)
    #expect(operations.agreed == boot.loggedOperations.count)
    #expect(reading.comparison.endIsSeen)
    if let lines = boot.memoryLines { #expect(reading.comparison.iomem?.agreed == lines.count) }
  }

  /// Without one line of `memblock=debug`, verdicts, addresses and /proc/iomem still have to agree.
  @Test(arguments: RecordedBoot.booted) func agreesWithoutOperations(_ boot: RecordedBoot) throws {
    let lines = try boot.console().split(separator: "\n").filter { !$0.contains("memblock_") }
    let log = try BootLog.boots(in: Array(lines.joined(separator: "\n").utf8))[0]
    let reading = LogReading(log, try boot.input())
    #expect(reading.comparison.operations == nil)
    #expect(reading.comparison.divergences == [])
  }

  /// What the log tells for sure is enough where no flag and no file says where things lie.
  @Test(arguments: FirmwareBoot.all) func logStandsInForFlags(_ boot: FirmwareBoot) throws {
    var input = try boot.input()
    var sources = input.profile.sources
    sources.flags.kernelImage = nil
    sources.flags.dtbAddress = nil
    sources.systemMapSymbols = nil
    input.profile = KernelProfile(resolving: sources, tree: input.tree)
    let reading = LogReading(try boot.log(), input)
    guard reading.facts.kernelImage != nil else { return }
    #expect(reading.comparison.divergences.filter { $0.subject == .operation } == [])
    guard case .log = reading.input.profile.kernelImage.source else {
      Issue.record("the image is not the log's: \(reading.input.profile.kernelImage)")
      return
    }
  }
}
