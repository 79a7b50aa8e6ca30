import Foundation
import Testing
import TestSupport

@Suite struct MemoryCommandTests {
  private let seed = Fixtures.url("boot/6.13.7--a-seed-last-ram/in.dtb").path

  @Test func machineOutputHasWhatItPromises() throws {
    let program = try Program()
    let json = try program.json(
      try program.run(
        "memory", seed, "--format", "json", "--config", Fixtures.url("boot/kernel-6.13.7/config").path,
        "--system-map", Fixtures.url("boot/kernel-6.13.7/System.map").path))
    #expect(json["outcome"] as? String == "boots")
    #expect(json["panic"] is NSNull)
    let regions = try #require(json["regions"] as? [[String: Any]])
    #expect(regions.count == 1)
    #expect(regions[0]["node"] as? String == "/reserved-memory/nonroot@c0000000")
    #expect(regions[0]["name"] as? String == "nonroot@c0000000")
    #expect(regions[0]["base"] as? String == "0xc0000000")
    #expect(regions[0]["size"] as? String == "0x800000")
    #expect(regions[0]["verdict"] as? String == "refused")
    #expect(regions[0]["lookupAfterBoot"] as? String == "base 0xc0000000 size 0x800000")
    let events = try #require(json["events"] as? [[String: Any]])
    #expect(
      events.filter { $0["operation"] as? String == "allocate" }.compactMap { $0["base"] as? String }
        == ["0xc07ff000", "0xc07fe000", "0xc07fd000"])
    let keys: Set = ["operation", "base", "size", "by", "why"]
    #expect(
      events.allSatisfy {
        Set($0.keys) == ($0["operation"] as? String == "allocate" ? keys.union(["asked"]) : keys)
      })
    let iomem = try #require(json["iomem"] as? [[String: Any]])
    #expect(iomem.allSatisfy { Set($0.keys) == ["start", "end", "name", "depth"] })
    #expect(iomem.contains { $0["start"] as? String == "0xc0000000" && $0["end"] as? String == "0xc07fffff" })
    let facts = try #require(json["facts"] as? [[String: Any]])
    #expect(facts.contains { $0["source"] as? String == "System.map _text, _end" })
    let messages = try #require(json["messages"] as? [String])
    #expect(messages.contains { $0.contains("failed to reserve memory for node 'nonroot@c0000000'") })
  }

  @Test func textSaysWhatWhyAndWhere() throws {
    let program = try Program()
    let result = try program.run("memory", seed, "--profile", "6.13.7", "--kernel-image", "0x200000:0x7a23d0")
    #expect(result.status == 0)
    #expect(result.text.contains("but its region is not reserved"), "\(result.text)")
    #expect(result.text.contains("0xc07fd000"))
    #expect(result.text.contains("earlycon"))
    #expect(result.text.contains("populate_kernel_pte"))
    #expect(result.text.contains("Linux 6.13.7 is taken as preset 6.13"))
  }

  @Test func factsAreListedWithTheirSources() throws {
    let program = try Program()
    let result = try program.run(
      "memory", seed, "--profile", "6.13", "--facts", "--config",
      Fixtures.url("boot/kernel-6.13.7/config").path)
    let lines = result.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(
      lines.contains("paging 4 KiB pages, 4 levels .config CONFIG_PAGE_SIZE_4KB, CONFIG_PGTABLE_LEVELS"))
    #expect(lines.contains("Kernel") && lines.contains("Early boot"))
    #expect(lines.contains("region table 64 entries in the scan, then as many as needed"))
    let image = try #require(lines.firstIndex { $0.hasPrefix("kernel image ") && $0.contains("assumed") })
    // The columns are narrow: the other values stand below.
    #expect(lines[image...].prefix(3).joined(separator: " ").contains("also tried"))
    #expect(try program.run("memory", seed, "--profile", "6.13").text.contains("and from where") == false)
  }

  @Test func commandLineOfTheCallCounts() throws {
    let program = try Program()
    let result = try program.run("memory", seed, "--profile", "6.13", "--cmdline", "console=ttyS0")
    #expect(result.text.contains("its region is reserved"), "\(result.text)")
    let added = try program.run(
      "memory", seed, "--profile", "6.13", "--cmdline", "console=ttyS0", "--append",
      "earlycon=uart8250,mmio,0x1fe001e0")
    #expect(added.text.contains("but its region is not reserved"))
  }

  /// The tree's processors tell the architecture, and a flag tells where the image lies.
  @Test func otherArchitectures() throws {
    let program = try Program()
    let tree = Fixtures.url("boot/arm64-7.2.13--k1-kernel-first-page/in.dtb").path()
    let config = Fixtures.url("boot/kernel-arm64-7.2.13/config").path()
    let image = ["--kernel-image", "0x40200000:0x43100000", "--config", config]
    let result = try program.run(["memory", tree, "--profile", "7.2.13"] + image)
    #expect(result.text.contains("under Linux 7.2 (arm64"), "\(result.errors)")
    #expect(result.text.contains("refused   edge@40200000"))
    let old = try program.run(["memory", tree, "--profile", "6.1.176"] + image)
    #expect(old.text.contains("all 2 regions are reserved"))
    let wrong = try program.run(["memory", tree, "--arch", "riscv64", "--config", config])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("--arch riscv64, but the kernel is one for arm64"))
  }
}
