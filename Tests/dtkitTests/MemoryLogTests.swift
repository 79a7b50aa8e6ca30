import Foundation
import TestSupport
import Testing

/// `dtkit memory --log`: a real boot beside the prediction.
@Suite struct MemoryLogTests {
  private let seed = "boot/6.13.7--a-seed-last-ram"

  private func path(_ name: String) -> String { Fixtures.url(name).path }

  private func files(_ kernel: String = "6.13.7") -> [String] {
    [
      "--config", path("boot/kernel-\(kernel)/config"), "--system-map",
      path("boot/kernel-\(kernel)/System.map"),
    ]
  }

  @Test func agreementIsOneSentence() throws {
    let result = try Program().run(
      [
        "memory", path("\(seed)/in.dtb"), "--profile", "6.13", "--log", path("\(seed)/serial.log"), "--iomem",
        path("\(seed)/iomem.txt"),
      ] + files())
    #expect(result.status == 0)
    #expect(
      result.text.hasPrefix(
        "The log agrees with the prediction: 9 of 9 operations on memblock, 1 line on regions, 13 lines of"),
      "\(result.text)")
  }

  @Test func differenceIsNamedWithTheCallThatAgrees() throws {
    let result = try Program().run(
      "memory", path("\(seed)/in.dtb"), "--profile", "6.13", "--paging=16KB_3LEVEL", "--log",
      path("\(seed)/serial.log"))
    #expect(result.status == 0)
    #expect(result.text.contains("at line 8 of"), "\(result.text)")
    #expect(result.text.contains("16 KiB pages, 3 levels (--paging)"))
    #expect(result.text.contains("4 KiB pages, 4 levels (log line 7 says so)"))
    #expect(result.text.contains("serial.log --paging 4KB_4LEVEL\n"))
    #expect(!result.text.contains("--paging=16KB_3LEVEL --"))
  }

  @Test func machineOutput() throws {
    let program = try Program()
    let result = try program.run(
      "memory", path("\(seed)/in.dtb"), "--profile", "6.13", "--cmdline", "console=ttyS0", "--format", "json",
      "--log", path("\(seed)/serial.log"))
    let json = try program.json(result)
    #expect(json["outcome"] as? String == "boots")
    let log = try #require(json["log"] as? [String: Any])
    #expect(
      Set(log.keys) == [
        "file", "boot", "boots", "agrees", "explained", "endSeen", "operations", "regions", "messages",
        "dump", "iomem",
        "divergences", "changes", "otherChanges", "contradictions", "remaining", "arguments", "notes",
      ])
    #expect(log["agrees"] as? Bool == false)
    #expect(log["explained"] as? Bool == true)
    let changes = try #require(log["changes"] as? [[String: Any]])
    #expect(changes.map { $0["fact"] as? String } == ["command line"])
    #expect(
      Set(changes[0].keys) == [
        "fact", "given", "source", "assumed", "needed", "evidence", "arguments", "help",
      ])
    let divergences = try #require(log["divergences"] as? [[String: Any]])
    #expect(Set(divergences[0].keys) == ["subject", "file", "line", "predicted", "seen"])
    #expect(divergences[0]["line"] as? Int == 8)
  }

  @Test func hiddenAddressesAreSaid() throws {
    let program = try Program()
    let digits = Set("0123456789abcdef")
    let text = try Fixtures.text("\(seed)/iomem.txt").split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return String(parts[0].map { digits.contains($0) ? "0" : $0 }) + ":" + parts[1]
    }
    try program.write(text.joined(separator: "\n"), to: "iomem.txt")
    let result = try program.run(
      "memory", path("\(seed)/in.dtb"), "--profile", "6.13", "--log", path("\(seed)/serial.log"), "--iomem",
      "iomem.txt")
    #expect(result.status == 0)
    #expect(result.text.contains("read it as root"))
    #expect(result.text.hasPrefix("The log agrees"))
  }

  @Test func theLogGivesVersionAndFacts() throws {
    let result = try Program().run(
      "memory", path("logs/loong64-no-map-end-of-ram/tree.dtb"), "--log",
      path("logs/loong64-no-map-end-of-ram/serial.log"), "--facts")
    #expect(result.text.hasPrefix("The log agrees"), "\(result.text)")
    #expect(result.text.contains("Linux 7.2.13 is taken as preset 7.2"))
    let lines = result.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("paging 16 KiB pages, 3 levels log line 9"))
  }

  @Test func oneOfTwoBoots() throws {
    let program = try Program()
    let log = try Fixtures.text("logs/loong64-no-map-end-of-ram/serial.log")
    try program.write(log + log.replacing("failed to reserve", with: "failed to"), to: "two.log")
    let tree = path("logs/loong64-no-map-end-of-ram/tree.dtb")
    let last = try program.run("memory", tree, "--log", "two.log")
    #expect(last.text.hasPrefix("They part at line "), "\(last.text)")
    #expect(last.text.contains("two.log holds 2 boots; this is number 2"))
    #expect(
      try program.run("memory", tree, "--log", "two.log", "--boot", "1").text.hasPrefix("The log agrees"))
    let none = try program.run("memory", tree, "--log", "two.log", "--boot", "3")
    #expect(none.status == 2)
    #expect(none.errors.contains("there are 2 boots in two.log"))
  }

  @Test func whatIsNoLogIsRefused() throws {
    let program = try Program()
    for file in [path("\(seed)/in.dtb"), path("\(seed)/in.dts"), "/dev/null"] {
      let result = try program.run("memory", path("\(seed)/in.dtb"), "--log", file)
      #expect(result.status == 2)
      #expect(result.errors.contains("no boot log"))
      #expect(result.errors.contains("help: "))
    }
    let listing = try program.run(
      "memory", path("\(seed)/in.dtb"), "--log", path("\(seed)/serial.log"), "--iomem",
      path("\(seed)/serial.log"))
    #expect(listing.status == 2)
    #expect(listing.errors.contains("cat /proc/iomem"))
    #expect(try program.run("memory", path("\(seed)/in.dtb"), "--boot", "1").status == 2)
  }
}
