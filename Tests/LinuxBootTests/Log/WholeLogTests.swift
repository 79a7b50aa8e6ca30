import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// Whole logs of unmodified kernels (fixtures/logs), with nothing known but the tree: the log itself says the rest.
@Suite struct WholeLogTests {
  /// A boot with the preset for the log's version and no other fact.
  static func reading(
    _ name: String, changing body: (inout KernelSources) -> Void = { _ in }
  ) throws -> LogReading {
    let log = try #require(BootLog.boots(in: Fixtures.bytes("logs/\(name)/serial.log")).last)
    let blob = try Fixtures.bytes("logs/\(name)/tree.dtb")
    let tree = try DeviceTree(blob: blob)
    let release = try #require(log.banner?.value.release)
    let architecture = try #require(LoggedFacts(log).architecture?.value)
    var sources = KernelSources(preset: try ProfilePreset.named(release, for: architecture))
    body(&sources)
    let profile = KernelProfile(resolving: sources, tree: tree)
    return LogReading(log, BootInput(tree: tree, profile: profile, blobSize: UInt64(blob.count)))
  }

  @Test func loongArch() throws {
    let reading = try Self.reading("loong64-no-map-end-of-ram")
    #expect(reading.comparison.divergences == [])
    #expect(reading.comparison.operations.map { [$0.agreed, $0.predicted] } == [2, 2])
    #expect(reading.comparison.dump.map { [$0.agreed, $0.predicted] } == [2, 2])
    #expect(reading.comparison.endIsSeen)
    #expect(reading.input.profile.paging.value == .medium)
    #expect(reading.input.profile.paging.source == .log(9))
    #expect(reading.prediction.regions.map(\.verdict) == [.refused])
  }

  /// OpenSBI says its version, and with it what it adds to the tree: nothing differs.
  @Test func riscv64() throws {
    let reading = try Self.reading("riscv64-dynamic")
    #expect(reading.changes == [])
    #expect(reading.isExplained)
    #expect(reading.facts.firmware?.value.name == "opensbi-1.9")
    #expect(reading.facts.kernelImage?.value.base == 0x8020_0000)
    #expect(reading.comparison.dump?.agreed == 6)
    #expect(reading.treeDoubts == [])
  }

  /// Linux logs the reservation that finds no slot, and panics: it is the last of the log.
  @Test func theReservationThatPanics() throws {
    let reading = try Self.reading("riscv64-too-many-mapped")
    #expect(reading.prediction.outcome == .panics("memblock: cannot resize reserved array"))
    #expect(reading.prediction.failedOperations.map(\.event.range.base) == [0xa120_0000])
    #expect(reading.comparison.divergences == [])
    #expect(reading.comparison.operations.map { [$0.agreed, $0.seen, $0.predicted] } == [129, 129, 129])
    #expect(reading.comparison.endIsSeen)
  }

  /// The same panic earlier than foretold: what the log lacks did not happen.
  @Test func panicBeforeTheLastOperation() throws {
    let lines = try Fixtures.bytes("logs/riscv64-too-many-mapped/serial.log")
      .split(separator: UInt8(ascii: "\n"))
      .filter { !String(decoding: $0, as: UTF8.self).contains("[0x00000000a1200000-0x00000000a12fffff]") }
    let log = try #require(BootLog.boots(in: Array(lines.joined(separator: [UInt8(ascii: "\n")]))).last)
    let reading = try Self.reading("riscv64-too-many-mapped")
    let comparison = LogComparison(log, reading.prediction, architecture: .riscv64)
    #expect(comparison.divergences.map(\.subject) == [.operation])
    #expect(comparison.first?.line == log.panic?.line)
    #expect(comparison.first?.seen == nil)
  }

  @Test func wrongPaging() throws {
    let reading = try Self.reading("loong64-no-map-end-of-ram") {
      $0.flags.paging = Paging(configName: "4KB_4LEVEL")
    }
    #expect(reading.changes.map(\.fact) == ["paging"])
    #expect(reading.arguments == ["--paging", "16KB_3LEVEL"])
    #expect(reading.comparison.first?.line == 10)
  }

  /// A ring that overflowed has lost the lines that operations are compared with, and the failures.
  @Test func beginningIsLost() throws {
    let bytes = try Fixtures.bytes("logs/loong64-no-map-end-of-ram/serial.log")
    let lines = bytes.split(separator: UInt8(ascii: "\n")).dropFirst(24)
    let log = try #require(BootLog.boots(in: Array(lines.joined(separator: [UInt8(ascii: "\n")]))).last)
    let input = try Self.reading("loong64-no-map-end-of-ram").input
    let reading = LogReading(log, input)
    #expect(!reading.hasBeginning)
    #expect(reading.comparison.operations == nil)
    #expect(reading.comparison.divergences == [])
  }

  /// arm64 does not log where the blob lies; the region that it was refused for tells, or the dump of memblock.
  @Test(arguments: [true, false]) func blobInARegion(_ hasDump: Bool) throws {
    let first = try Self.reading("arm64-blob-in-region")
    let lines = try Fixtures.text("logs/arm64-blob-in-region/serial.log").split(whereSeparator: \.isNewline)
    let kept = hasDump ? lines : lines.filter { !$0.contains(" reserved[0x") }
    var given = first.input
    given.profile = KernelProfile(resolving: given.profile.sources, tree: given.tree)
    let log = try #require(BootLog.boots(in: Array(kept.joined(separator: "\n").utf8)).last)
    let reading = LogReading(log, given)
    #expect(!reading.comparison.agrees)
    #expect(reading.isExplained)
    #expect(reading.changes.map(\.fact) == ["DTB address"])
    #expect(reading.arguments == ["--dtb-address", "0x48000000"])
    #expect((reading.changes.first?.evidence != nil) == hasDump)
  }

  /// ACPI tables come before the tree on LoongArch, and UEFI's map before its memory nodes: both are in the log.
  @Test func firmwareInsteadOfTree() throws {
    let log = try #require(BootLog.boots(in: Fixtures.bytes("efi/loongarch64-7.2.13-edk2.log")).last)
    let input = try Self.reading("loong64-no-map-end-of-ram").input
    var given = input
    given.profile = KernelProfile(resolving: input.profile.sources, tree: input.tree)
    #expect(log.efiProblem == nil)
    let reading = LogReading(log, given)
    #expect(reading.input.prefersACPI)
    #expect(reading.input.efi?.memoryMap.isEmpty == false)
    #expect(reading.prediction.regions.map(\.verdict) == [.ignored])
    #expect(reading.comparison.divergences == [])
    #expect(reading.treeDoubts == [])
    if let logged = log.commandLine { #expect(reading.input.commandLine.text == logged.value) }
  }
}
