import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// A fact that is given wrongly is named, and the change that is named makes log and prediction agree.
@Suite struct LogFactTests {
  static let seed = "6.13.7--a-seed-last-ram"

  static func boot(_ name: String) throws -> RecordedBoot {
    try #require(RecordedBoot.all.first { $0.name == name })
  }

  static func firmwareBoot(_ name: String) throws -> FirmwareBoot {
    try #require(FirmwareBoot.all.first { $0.name == name })
  }

  /// The same boot with other sources of facts.
  static func changed(_ input: BootInput, _ body: (inout KernelSources) -> Void) -> BootInput {
    var input = input
    var sources = input.profile.sources
    body(&sources)
    input.profile = KernelProfile(resolving: sources, tree: input.tree)
    return input
  }

  static func config(_ input: BootInput, _ options: [String: String]) -> BootInput {
    changed(input) { sources in
      let before = sources.config
      sources.config = { options[$0] ?? before?($0) }
    }
  }

  /// The one fact that is named, and whether it was tried with success.
  static func single(_ reading: LogReading) throws -> FactCorrection {
    #expect(!reading.comparison.agrees)
    #expect(reading.isExplained)
    #expect(reading.changes.count == 1, "\(reading.changes)")
    return try #require(reading.changes.first)
  }

  @Test func wrongPaging() throws {
    let boot = try Self.boot(Self.seed)
    let input = Self.changed(try boot.input()) { $0.flags.paging = Paging(configName: "16KB_3LEVEL") }
    let reading = LogReading(try boot.log(), input)
    let change = try Self.single(reading)
    #expect(change.fact == "paging")
    #expect(change.needed == "4 KiB pages, 4 levels")
    #expect(change.arguments == ["--paging", "4KB_4LEVEL"])
    #expect(change.evidence == .log(7))
    #expect(reading.comparison.first?.line == 8)
  }

  @Test func wrongImage() throws {
    let boot = try Self.boot(Self.seed)
    let input = Self.changed(try boot.input()) {
      $0.flags.kernelImage = MemoryRange(base: 0x20_0000, end: 0x90_0000)
    }
    let change = try Self.single(LogReading(try boot.log(), input))
    #expect(change.fact == "kernel image")
    #expect(change.arguments == ["--kernel-image", "0x200000:0x7b0000"])
    #expect(change.evidence == .log(6))
  }

  @Test func wrongBlobAddress() throws {
    let boot = try Self.boot(Self.seed)
    let input = Self.changed(try boot.input()) { $0.flags.dtbAddress = 0x50_0000 }
    let change = try Self.single(LogReading(try boot.log(), input))
    #expect(change.fact == "DTB address")
    #expect(change.arguments == ["--dtb-address", "0x54a5c0"])
  }

  @Test func missingEarlycon() throws {
    let boot = try Self.boot(Self.seed)
    var input = try boot.input()
    input.commandLineOverride = "console=ttyS0,115200n8"
    let change = try Self.single(LogReading(try boot.log(), input))
    #expect(change.fact == "command line")
    #expect(change.needed.hasPrefix("with an early console"))
    #expect(change.evidence == .log(13))
  }

  /// Both a command line without early console and a kernel whose early console needs no page tables explain it.
  @Test func superfluousEarlycon() throws {
    let boot = try Self.boot("6.13.7--a3-seed-no-earlycon")
    var input = try boot.input()
    input.commandLineOverride = "earlycon=uart8250,mmio,0x1fe001e0 console=ttyS0,115200n8"
    let reading = LogReading(try boot.log(), input)
    let change = try Self.single(reading)
    #expect(change.fact == "command line")
    #expect(change.arguments == ["--cmdline", "console=ttyS0,115200n8"])
    #expect(reading.otherChanges.contains { $0.fact == "earlycon takes page tables" })
  }

  @Test func printedCommandLineIsTaken() throws {
    let boot = try Self.boot("6.11.6--a-seed-last-ram")
    var input = try boot.input()
    let text = try #require(boot.console().split(separator: "\n").first)
    let line = input.commandLine.text
    input.commandLineOverride = "console=ttyS0"
    let console = try boot.console() + "\n\(text.prefix(15))Kernel command line: \(line)\n"
    let reading = LogReading(try BootLog.boots(in: Array(console.utf8))[0], input)
    let change = try Self.single(reading)
    #expect(change.fact == "command line")
    #expect(change.arguments == ["--cmdline", line])
  }

  @Test func optionOfTheConfiguration() throws {
    let boot = try Self.boot(Self.seed)
    let input = Self.config(try boot.input(), ["FIX_EARLYCON_MEM": "n"])
    let change = try Self.single(LogReading(try boot.log(), input))
    #expect(change.fact == "earlycon takes page tables")
    #expect(change.needed == "yes")
    #expect(change.help?.contains("CONFIG_FIX_EARLYCON_MEM=y") == true)
  }

  @Test func poolsAreOff() throws {
    let boot = try Self.boot("6.13.7--g2-cma-static")
    let input = Self.config(try boot.input(), ["DMA_CMA": "n"])
    let change = try Self.single(LogReading(try boot.log(), input))
    #expect(change.fact == "CMA pools")
  }

  @Test func twoFactsAtOnce() throws {
    let boot = try Self.boot(Self.seed)
    let input = Self.changed(try boot.input()) {
      $0.flags.paging = Paging(configName: "16KB_3LEVEL")
      $0.flags.dtbAddress = 0x50_0000
    }
    let reading = LogReading(try boot.log(), input)
    #expect(reading.isExplained)
    #expect(Set(reading.changes.map(\.fact)) == ["paging", "DTB address"])
  }

  @Test func wrongVersion() throws {
    let boot = try Self.firmwareBoot("riscv64-6.12.107--i6-two-regs")
    let input = Self.changed(try boot.input()) { sources in
      if let preset = ProfilePreset.newest(for: .riscv64) { sources.preset = preset }
    }
    let reading = LogReading(try boot.log(), input)
    let change = try Self.single(reading)
    #expect(change.fact == "version")
    #expect(change.arguments == ["--profile", "6.12.107"])
    #expect(change.evidence == .log(1))
  }

  @Test func firmwareThatAddsMemory() throws {
    let boot = try Self.firmwareBoot("riscv64-7.2.13--u-several")
    var input = try boot.input()
    let parent = try #require(input.tree.node(at: "/reserved-memory"))
    var tree = input.tree
    for node in Array(tree.children(of: parent)) where tree.name(of: node).hasPrefix("mmode_resv") {
      tree.remove(node)
    }
    input = input.with(tree: tree)
    // The blob as it was before the firmware made room in it.
    input.blobSize -= try #require(FirmwarePreset.named("opensbi-1.9")).slack
    let reading = LogReading(try boot.log(), input)
    let change = try Self.single(reading)
    #expect(change.fact == "firmware")
    #expect(change.arguments == ["--firmware", "opensbi-1.9"])
    // A log with the firmware's first line settles it by itself.
    let console = "OpenSBI v1.9\n   ____\n" + (try boot.console())
    let told = LogReading(try BootLog.boots(in: Array(console.utf8))[0], input)
    #expect(told.comparison.divergences == [])
  }

  @Test func otherMemory() throws {
    let boot = try Self.boot(Self.seed)
    var input = try boot.input()
    let node = try #require(
      input.tree.children(of: input.tree.root).first { input.tree.name(of: $0).hasPrefix("memory") })
    var value = PropertyValue()
    for (base, size) in [(0x20_0000, 0xee0_0000), (0x9000_0000, 0x1000_0000)] as [(UInt64, UInt64)] {
      value.append(number: base, cells: 2)
      value.append(number: size, cells: 2)
    }
    input.tree.set("reg", to: value, of: node)
    let reading = LogReading(try boot.log(), input)
    let change = try Self.single(reading)
    #expect(change.fact == "memory nodes")
    #expect(change.evidence == .log(1))
    #expect(change.needed.hasSuffix("0xc0000000-0xc07fffff"))
  }

  @Test func otherRegions() throws {
    let boot = try Self.firmwareBoot("arm64-7.2.13--u-several")
    var input = try boot.input()
    let parent = try #require(input.tree.node(at: "/reserved-memory"))
    let gone = try #require(input.tree.child(named: "n2@40600000", of: parent))
    input.tree.remove(gone)
    let reading = LogReading(try boot.log(), input)
    let change = try Self.single(reading)
    #expect(change.fact == "regions of the tree")
    #expect(change.needed == "with n2@40600000 at 0x40600000-0x406fffff")
  }

  /// The console of a boot of the seed's kernel that was moved to a guest's RAM, as the model foretells it.
  static func movedBoot() throws -> (log: BootLog, given: BootInput) {
    var given = try boot(seed).input()
    let node = try #require(
      given.tree.children(of: given.tree.root).first { given.tree.name(of: $0).hasPrefix("memory") })
    var value = PropertyValue()
    for (base, size) in [(0xc020_0000, 0xee0_0000), (0xd000_0000, 0x1000_0000)] as [(UInt64, UInt64)] {
      value.append(number: base, cells: 2)
      value.append(number: size, cells: 2)
    }
    given.tree.set("reg", to: value, of: node)
    given = changed(given) { _ in }
    let moved = changed(given) { $0.flags.loadAddress = 0xc020_0000 }.prediction()
    let log = try BootLog.boots(in: Array(ConsoleText.console(of: moved).utf8))[0]
    return (log, given)
  }

  /// Image, sections and built-in blob move together: one argument states it.
  @Test func kernelLoadedElsewhere() throws {
    let (log, given) = try Self.movedBoot()
    let reading = LogReading(log, given)
    let change = try Self.single(reading)
    #expect(change.fact == "load address")
    #expect(change.given == "0x200000")
    #expect(reading.arguments == ["--load-address", "0xc0200000"])
    #expect(reading.otherChanges == [])
    #expect(reading.contradictions == [])
    // The call that is named agrees when it is made.
    let called = LogReading(log, Self.changed(given) { $0.flags.loadAddress = 0xc020_0000 })
    #expect(called.comparison.divergences == [])
    #expect(called.comparison.iomem?.agreed == called.comparison.iomem?.seen)
  }

  /// A paging for which the lines of /proc/iomem cannot be foretold makes less differ, and explains nothing.
  @Test func knowingLessIsNoExplanation() throws {
    let (log, given) = try Self.movedBoot()
    let reading = LogReading(
      log,
      Self.changed(given) {
        $0.flags.kernelImage = MemoryRange(base: 0xc020_0000, end: 0xc07b_0000)
        $0.flags.dtbAddress = 0xc054_a5c0
      })
    #expect(reading.isExplained)
    #expect(reading.changes.map(\.fact) == ["load address"])
    #expect((reading.changes + reading.otherChanges).allSatisfy { $0.fact != "paging" })
  }

  /// A configuration that forces its own command line leaves `--cmdline` without effect, so no call can state it.
  @Test func callThatWouldNotAgreeIsNotNamed() throws {
    let boot = try Self.boot("6.13.7--a3-seed-no-earlycon")
    let input = Self.config(
      try boot.input(),
      ["CMDLINE_FORCE": "y", "CMDLINE": "earlycon=uart8250,mmio,0x1fe001e0 console=ttyS0,115200n8"])
    let reading = LogReading(try boot.log(), input)
    #expect(reading.isExplained)
    #expect(reading.changes.allSatisfy { $0.arguments.isEmpty && $0.help != nil })
    #expect(reading.arguments == [])
  }

  /// Every fifth boot, with every fact that matters to it given wrongly, one at a time.
  @Test(arguments: RecordedBoot.all.enumerated().filter { $0.offset % 5 == 0 }.map(\.element))
  func everyWrongFactIsNamed(_ boot: RecordedBoot) throws {
    let input = try boot.input()
    let log = try boot.log()
    let wrong: [(fact: String, input: BootInput)] = [
      ("paging", Self.changed(input) { $0.flags.paging = Paging(configName: "64KB_2LEVEL") }),
      ("DTB address", Self.changed(input) { $0.flags.dtbAddress = 0x40_0000 }),
      (
        "kernel image",
        Self.changed(input) { $0.flags.kernelImage = MemoryRange(base: 0x20_0000, end: 0xa0_0000) }
      ),
      ("earlycon takes page tables", Self.config(input, ["FIX_EARLYCON_MEM": "n"])),
    ]
    for (fact, input) in wrong {
      let reading = LogReading(log, input)
      if reading.comparison.agrees { continue }
      #expect(reading.isExplained, "\(fact): \(reading.changes) \(String(describing: reading.remaining))")
      #expect((reading.changes + reading.otherChanges).contains { $0.fact == fact }, "\(reading.changes)")
    }
  }
}
