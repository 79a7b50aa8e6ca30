import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// ACPI tables at the head of an initrd.
@Suite struct InitrdTests {
  /// An entry of a cpio archive in its newc form.
  static func entry(_ path: String, _ contents: [UInt8], mode: Int = 0o100644) -> [UInt8] {
    func hex(_ number: Int) -> String {
      let text = String(number, radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }
    let fields = [1, mode, 0, 0, 1, 0, contents.count, 0, 0, 0, 0, path.utf8.count + 1, 0]
    var bytes = Array(("070701" + fields.map(hex).joined() + path).utf8) + [0]
    while bytes.count % 4 != 0 { bytes.append(0) }
    bytes += contents
    while bytes.count % 4 != 0 { bytes.append(0) }
    return bytes
  }

  /// A table of this length whose bytes add up to 0.
  static func table(_ signature: String, _ length: Int) -> [UInt8] {
    var bytes = Array(signature.utf8) + (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    bytes += [UInt8](repeating: 7, count: length - bytes.count)
    bytes[9] = bytes[9] &- bytes.reduce(0, &+)
    return bytes
  }

  static let archive =
    entry("kernel", [], mode: 0o040755) + entry("kernel/firmware/acpi", [], mode: 0o040755)
    + entry("kernel/firmware/acpi/dsdt.aml", table("DSDT", 0x1234))
    + entry("kernel/firmware/acpi/ssdt.aml", table("SSDT", 0x101))
    + entry("kernel/x86/microcode/GenuineIntel.bin", [1, 2, 3])
    + entry("TRAILER!!!", [], mode: 0)

  @Test func tablesAddUp() {
    let contents = InitrdContents(Self.archive + [0x1f, 0x8b, 8, 0] + [UInt8](repeating: 9, count: 400))
    #expect(contents.tables == [0x1234, 0x101])
    #expect(contents.tableBytes == 0x1335)
    #expect(
      contents.messages.map(\.text) == [
        "DSDT ACPI table found in initrd [kernel/firmware/acpi/dsdt.aml][0x1234]",
        "SSDT ACPI table found in initrd [kernel/firmware/acpi/ssdt.aml][0x101]",
      ])
  }

  @Test func tablesThatLinuxRefuses() {
    var broken = Self.table("SSDT", 0x80)
    broken[20] ^= 1
    let names: [(String, [UInt8])] = [
      ("short", [1, 2, 3]), ("unknown", Self.table("XXXX", 0x40)), ("long", Self.table("SSDT", 0x40) + [0]),
      ("sum", broken), ("a-name-of-more-than-seventeen-letters", Self.table("SSDT", 0x40)),
    ]
    var archive: [UInt8] = []
    for (name, table) in names { archive += Self.entry(InitrdContents.folder + name, table) }
    let contents = InitrdContents(archive + [UInt8](repeating: 0, count: 200))
    #expect(contents.tables == [0x40])
    #expect(
      contents.messages.map { $0.text.split(separator: "[")[0] } == [
        "ACPI OVERRIDE: Table smaller than ACPI header ", "ACPI OVERRIDE: Unknown signature ",
        "ACPI OVERRIDE: File length does not match table length ", "ACPI OVERRIDE: Bad table checksum ",
        "SSDT ACPI table found in initrd ",
      ])
    #expect(contents.messages[4].text.contains("[kernel/firmware/acpi/a-name-of-more-th]"))
  }

  @Test func whereTheArchiveEnds() {
    #expect(EarlyArchive([]).end == .endOfFile)
    #expect(EarlyArchive([UInt8](repeating: 0x1f, count: 200)).end == .noHeader(offset: 0))
    let whole = Self.archive
    #expect(EarlyArchive(whole).files.count == 3)
    let cut = EarlyArchive(Array(whole.prefix(whole.count / 2)))
    #expect(cut.end != .endOfFile)
    var huge = Self.entry("kernel/firmware/acpi/x", [1]) + [UInt8](repeating: 0, count: 200)
    for index in 54..<62 { huge[index] = UInt8(ascii: "f") }
    #expect(EarlyArchive(huge).end == .truncated(offset: 0))
  }

  /// Any bytes are looked through.
  @Test(arguments: [0xc910_0001, 0xc910_0002] as [UInt64]) func anyBytes(_ seed: UInt64) {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var bytes = Self.archive
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0..<40, using: &random))
      let contents = InitrdContents(bytes)
      #expect(contents.tables.count <= InitrdContents.maximumTables)
      for file in EarlyArchive(bytes).files { #expect(file.contents.upperBound <= bytes.count) }
    }
  }

  /// The room is taken before the scan, in whole pages of place but not of size, below 4 GiB.
  @Test func roomForTables() throws {
    var maker = TreeMaker(
      [0x20_0000...0xfff_ffff, 0xc000_0000...0xc0ff_ffff, 0x1_0000_0000...0x1_0fff_ffff],
      bootargs: "initrd=0x8000000,64K")
    maker.region(0xc0ff_e000, 0x2000, name: "top")
    maker.region(0x1_0fff_f000, 0x1000, name: "high")
    var input = try maker.input()
    input.initrdContents = InitrdContents(
      Self.archive + [UInt8](repeating: 0, count: 0x1_0000 - Self.archive.count))
    input.profile.firmware.upgradesACPITables.value = true
    input.profile.firmware.upgradesACPITables.alternatives = []
    let prediction = input.prediction()
    let event = try #require(prediction.events.first { $0.by == "acpi_table_upgrade" })
    #expect(event.range == MemoryRange(base: 0xc0ff_e000, size: 0x1335))
    #expect(event.asked?.alignment == 0x1000 && event.asked?.end == 0xffff_ffff)
    #expect(prediction.regions.map(\.verdict) == [.refused, .reserved])
    #expect(!prediction.messages.contains { $0.text.contains("initrd's file") })
    input.initrdContents = InitrdContents(Self.archive)
    #expect(input.prediction().messages.contains { $0.text.contains("the initrd's file has") })
    input.profile.firmware.upgradesACPITables.alternatives = [false]
    #expect(input.prediction().regions.map(\.verdict) == [.depends, .reserved])
    input.profile.firmware.upgradesACPITables = Fact("ACPI tables", false, .assumed("test"))
    #expect(input.prediction().regions.map(\.verdict) == [.reserved, .reserved])
  }

  @Test func withoutTablesNothingIsAsked() throws {
    var input = try TreeMaker([0x20_0000...0xfff_ffff]).input()
    input.initrdContents = InitrdContents([UInt8](repeating: 0x1f, count: 4096))
    #expect(!input.prediction().events.contains { $0.by == "acpi_table_upgrade" })
  }
}
