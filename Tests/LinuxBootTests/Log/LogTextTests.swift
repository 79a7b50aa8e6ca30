import DeviceTree
import Foundation
import LinuxBoot
import TestSupport
import Testing

/// What consoles and people do to a log on its way.
@Suite struct LogTextTests {
  static let lines = [
    "Linux version 6.13.7 (user@host) (loongarch64-unknown-linux-gnu-gcc (GCC) 14.2.0) #1 SMP",
    "memblock_add: [0x0000000000200000-0x000000000effffff] early_init_dt_scan_memory+0x1b4/0x230",
    "memblock_reserve: [0x0000000000200000-0x00000000007affff] memblock_init+0xa8/0x194",
    "OF: reserved mem: Reserved memory: failed to reserve memory for node 'nonroot@c0000000': "
      + "base 0x00000000c0000000, size 8 MiB",
    "Kernel command line: console=ttyS0,115200n8 rootwait",
    "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
  ]

  static func boots(_ text: String) throws -> [BootLog] { try BootLog.boots(in: Array(text.utf8)) }

  /// Each way that a line may look, and what has to come out.
  @Test(arguments: [
    "", "[    0.000000] ", "[    0.000000][    T0] ", "[   12.345678][ C1] ", "<6>[    0.000000] ", "<6>",
    "Nov 22 18:16:23 board kernel: ", "2026-11-22T18:16:23+0000 board kernel: ",
    "[Sun Nov 22 18:16:23 2026] ", "kern  :info  : [    0.000000] ", "zone_start: json[   14.422205] ",
    "\u{1b}[32m[    0.000000] \u{1b}[0m", "\u{1b}]0;title\u{07}[    0.000000] ",
    "U-Boot> \u{8}\u{8}[    0.000000] ",
  ]) func prefixes(_ prefix: String) throws {
    for end in ["\n", "\r\n", "\r\r\n", " \n", "\u{1b}[K\r\n", "\0\n"] {
      let text = Self.lines.map { prefix + $0 + end }.joined()
      let log = try #require(Self.boots(text).first)
      #expect(log.entries.map(\.line) == [1, 2, 3, 4, 5, 6])
      #expect(log.banner?.value.release == "6.13.7")
      #expect(log.banner?.value.architecture == .loongarch64)
      #expect(log.operations.map(\.value.kind) == [.add, .reserve])
      #expect(log.operations.last?.value.span == MemorySpan(first: 0x20_0000, last: 0x7a_ffff))
      #expect(log.operations.last?.value.function == "memblock_init")
      #expect(
        log.entries[3].statement == .region(.refused(name: "nonroot@c0000000", base: 0xc000_0000)))
      #expect(log.commandLine?.value == "console=ttyS0,115200n8 rootwait")
      #expect(log.panic?.value == "VFS: Unable to mount root fs on unknown-block(0,0)")
    }
  }

  @Test func wideCharacters() throws {
    let text = Self.lines.map { "[    0.000000] \($0)\r\n" }.joined()
    let wide: [UInt8] = [0xff, 0xfe] + text.utf8.flatMap { [$0, 0] }
    #expect(try BootLog.boots(in: wide)[0].entries.count == 6)
  }

  @Test func carriageReturnsAlone() throws {
    let text = Self.lines.map { "[    0.000000] \($0)\r" }.joined()
    #expect(try Self.boots(text)[0].entries.map(\.line) == [1, 2, 3, 4, 5, 6])
  }

  @Test func twoMessagesInALine() throws {
    let text =
      "[    0.000000] \(Self.lines[0])\n[    0.000000] \(Self.lines[1])[    0.000000] \(Self.lines[2])\n"
    #expect(try Self.boots(text)[0].operations.map(\.line) == [2, 2])
  }

  @Test func firmwareBelongsToTheBootBehindIt() throws {
    let text =
      "OpenSBI v1.9\n   ____\nU-Boot 2026.01\nStarting kernel ...\n\n" + Self.lines.joined(separator: "\n")
      + "\nOpenSBI v1.1\n" + Self.lines.joined(separator: "\n") + "\n"
    let boots = try Self.boots(text)
    #expect(boots.count == 2)
    #expect(boots.map { LoggedFacts($0).firmware?.value.name } == ["opensbi-1.9", "opensbi-1.1"])
    #expect(boots.map { $0.banner?.line } == [6, 13])
  }

  @Test func wrappedCommandLine() throws {
    let text = "Kernel command line: a=1 b=2 \\\nKernel command line: c=3 \\\nKernel command line: d=4\n"
    #expect(try Self.boots(text)[0].commandLine == Logged("a=1 b=2 c=3 d=4", line: 1))
  }

  @Test func newerKernelsPrintFlags() throws {
    let text = """
      memblock_alloc_try_nid: 16384 bytes align=0x4000 nid=-1 from=0x0 max_addr=0x0 __memblock_alloc_or_panic+0x2c/0x54
      __memblock_reserve: [0x00000000afffc000-0x00000000afffffff] nid=-1 flags=20 memblock_alloc_range_nid+0x1dc/0x298
      memblock_alloc_try_nid: 16384 bytes align=0x4000 nid=-1 from=0x0 max_addr=0x0 __memblock_alloc_or_panic+0x2c/0x54
      __memblock_reserve: [0x00000000afff8000-0x00000000afffbfff] nid=-1 flags=20 memblock_alloc_range_nid+0x1dc/0x298
      memblock_alloc_try_nid: 131 bytes align=0x40 nid=-1 from=0x0 max_addr=0x0 __memblock_alloc_or_panic+0x2c/0x54
      """
    let log = try Self.boots(text)[0]
    #expect(log.operations.count == 2)
    #expect(log.endOfScan == 5)
    #expect(LoggedFacts(log, architecture: .loongarch64).paging?.value == .medium)
  }

  @Test func listingOfMemory() throws {
    let text = try Fixtures.text("boot/6.13.7--a-seed-last-ram/iomem.txt")
    let listing = try #require(Self.boots("# cat /proc/iomem\r\n" + text)[0].iomem)
    #expect(!listing.isHidden)
    #expect(listing.memory.count == 13)
    #expect(listing.rows.first?.line == 2)
    let digits = Set("0123456789abcdef")
    let hidden = text.split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return String(parts[0].map { digits.contains($0) ? "0" : $0 }) + ":" + parts[1]
    }
    let zeros = try #require(Self.boots(hidden.joined(separator: "\n"))[0].iomem)
    #expect(zeros.isHidden)
    #expect(zeros.rows.count == listing.rows.count)
    // The second listing of a session counts.
    #expect(try Self.boots(text + "# cat /proc/iomem\n" + text)[0].iomem?.rows.first?.line == 16)
  }

  /// Lines that a changed kernel prints besides are no news; the lines of Linux's own are compared.
  @Test func linesOfAChangedKernelAreLeftOut() throws {
    let text = """
      [    0.000000] Linux version 6.11.6 (user@host) (loongarch64-unknown-linux-gnu-gcc (GCC) 13.0.1) #99 SMP
      [    0.000000] earlycon: ns16550a0 at MMIO 0x000000001fe001e0 (options '115200n8')
      [    0.000000] OF: reserved mem: early_init_dt_reserve_memory: base 0xc0000000, size 0x800000, nomap 1
      [    0.000000] OF: reserved mem: Reserved memory: failed to reserve memory for node 'nonroot@c0000000': base 0x00000000c0000000, size 8 MiB
      [    0.000000] OF: reserved mem: reserved memory: saving node nonroot@c0000000, base 0x00000000c0000000, size 8 MiB
      [    0.000000] OF: reserved mem: 0x00000000c0000000..0x00000000c07fffff (8192 KiB) nomap non-reusable nonroot@c0000000
      [    0.000000] Faking a node at [mem 0x0000000000200000-0x00000000c07fffff]
      zone_start: json[   14.422205] reserved memory count: 1
      """
    let boot = try #require(RecordedBoot.all.first { $0.name == "6.11.6--a-seed-last-ram" })
    let reading = LogReading(try Self.boots(text)[0], try boot.input())
    #expect(reading.comparison.divergences == [])
    #expect(reading.comparison.regions.map { [$0.agreed, $0.predicted] } == [2, 2])
    // Had Linux not refused it, the missing line would tell.
    let silent = text.split(separator: "\n").filter { !$0.contains("failed to") }.joined(separator: "\n")
    let other = LogReading(try Self.boots(silent)[0], try boot.input())
    #expect(other.comparison.first?.predicted == "nonroot@c0000000 at 0xc0000000 is refused")
    #expect(other.comparison.first?.line == 6)
    #expect(other.isExplained)
  }

  /// People explain lines of /proc/iomem where they stand; a name that goes on otherwise is said to be unknown.
  @Test func remarksInIOMem() throws {
    let text = """
      90000000-9fffffff : System RAM
      c0000000-c8ffffff : Reserved -> nonroot 那块区域
      e0000000-efffffff : System RAM # the rest
        ed800000-ef7fffff : Reserved by firmware
      f0000000-f7ffffff : System RAM (kmem)
      """
    let listing = try #require(Self.boots(text)[0].iomem)
    #expect(listing.memory.map(\.line) == [1, 2, 3])
    #expect(listing.memory.map(\.entry.name) == ["System RAM", "Reserved", "System RAM"])
    #expect(listing.unclear.map(\.line) == [4, 5])
  }

  @Test func pageSizeOfHashTables() throws {
    let text = "Dentry cache hash table entries: 131072 (order: 6, 1048576 bytes, linear)\n"
    #expect(LoggedFacts(try Self.boots(text)[0]).pageSize?.value == 0x4000)
  }

  @Test(arguments: ["", "\n\n", "hello\n", "/dts-v1/;\n/ { };\n", "\u{7f}ELF\0\0\0"]) func noLog(
    _ text: String
  ) {
    #expect(throws: BootLogError.nothingFound) { try Self.boots(text) }
  }

  /// Texts that no console prints end all the same.
  @Test func hostileTexts() throws {
    let long = 1 << 14
    let beginnings = [
      "", "[", "[    0.000000", "<6>", "\u{1b}[", "\u{1b}]", "memblock_reserve: [0x", "memblock_x: ",
      "OF: reserved mem: 0x", "OF: reserved mem: Reserved memory: failed to reserve memory for node '",
      "Kernel command line: ", "Linux version ", "Memory: ", "node ", "0", "00000000-", "earlycon: ",
      "Dentry cache hash table entries: 1 (order: ",
    ]
    for beginning in beginnings {
      for filler in ["1", "[", "a", " ", "\0", "\u{1b}[", "0x", "--0x1 (0x", "memblock_add: [", "\\\n"] {
        let text = beginning + String(repeating: filler, count: long / filler.utf8.count)
        for boot in (try? Self.boots(text)) ?? [] { _ = LoggedFacts(boot, architecture: .loongarch64) }
      }
    }
    let line = "[    0.000000] Kernel command line: " + String(repeating: "a", count: 1 << 20) + "\n"
    #expect(try Self.boots(line)[0].commandLine?.value.utf8.count == 4096)
    // Bytes that are no UTF-8.
    let bytes =
      Array("[    0.000000] OF: reserved mem: 0x0..0x1 (1 KiB) map reusable ".utf8) + [0xff, 0xc0, 0x80]
    #expect(try BootLog.boots(in: bytes)[0].entries.count == 1)
  }

  @Test func randomBytesAndBrokenLogs() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let boot = try #require(RecordedBoot.all.first { $0.name == LogFactTests.seed })
    let text = Array(try boot.console().utf8)
    let input = try boot.input()
    for _ in 0..<12 {
      var bytes = text
      for _ in 0..<Int(random.next() % 24) {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 40))
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 60)], at: at)
        }
      }
      guard let log = try? BootLog.boots(in: bytes).last else { continue }
      let reading = LogReading(log, input)
      #expect(reading.comparison.agrees || reading.comparison.first != nil, "seed \(seed)")
      #expect(!(reading.isExplained && reading.remaining != nil), "seed \(seed)")
    }
  }
}
