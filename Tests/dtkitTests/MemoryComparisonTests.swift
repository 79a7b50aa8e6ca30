import Foundation
import TestSupport
import Testing

@Suite struct MemoryComparisonTests {
  private let refused = Fixtures.url("lint/end-of-ram.dts").path
  private let sound = Fixtures.url("lint/below-end-of-ram.dts").path

  @Test func anotherTree() throws {
    let program = try Program()
    let result = try program.run("memory", refused, "--profile", "6.13", "--compare", sound)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("refused → reserved"))
    #expect(result.text.contains("before: no-map is refused"))
    #expect(result.text.contains("~ allocate  0xc07ff000-0xc07fffff → 0xeffff000-0xefffffff  4 KiB"))
    #expect(result.text.contains("+  0xc0000000-0xdfffffff  Reserved"))
  }

  @Test func nothingChanges() throws {
    let program = try Program()
    let result = try program.run("memory", refused, "--profile", "6.13", "--compare", refused)
    #expect(result.text.contains("\nNothing changes: "))
    #expect(!result.text.contains("What becomes of"))
    let facts = try program.run(
      "memory", refused, "--profile", "6.13", "--compare-profile", "6.12.107", "--facts")
    let lines = facts.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("profile 6.13 → 6.12.107"), "\(facts.text)")
  }

  @Test func anotherKernelIsDescribedWholly() throws {
    let program = try Program()
    let config = Fixtures.url("boot/kernel-6.13.7/config").path
    let json = try program.json(
      try program.run(
        "memory", refused, "--profile", "6.13", "--config", config, "--compare-profile", "6.11", "--format",
        "json"))
    let (before, after) = (json["before"] as? [String: Any], json["after"] as? [String: Any])
    #expect((before?["kernel"] as? String)?.hasPrefix("Linux 6.13 (") == true)
    #expect((after?["kernel"] as? String)?.hasPrefix("Linux 6.11 (") == true)
    #expect(before?["outcome"] as? String == "boots" && before?["panic"] is NSNull)
    #expect(
      Set(json.keys) == [
        "before", "after", "same", "facts", "regions", "events", "reordered", "iomem", "iomemComparable",
        "messages", "findings",
      ])
    let facts = try #require(json["facts"] as? [[String: Any]])
    let profile = try #require(
      facts.first { ($0["before"] as? [String: Any])?["name"] as? String == "profile" })
    #expect((profile["after"] as? [String: Any])?["value"] as? String == "6.11")
    // The configuration is the first kernel's alone, so the page size of the other is open.
    let messages = try #require(json["messages"] as? [String])
    #expect(messages.contains { $0.hasPrefix("after: not known, so each was tried: paging") })
    #expect(!messages.contains { $0.hasPrefix("before: not known, so each was tried: paging") })
  }

  @Test func machineOutputHasBothSides() throws {
    let program = try Program()
    let json = try program.json(
      try program.run("memory", refused, "--profile", "6.13", "--compare", sound, "--format", "json"))
    #expect(json["same"] as? Bool == false && json["iomemComparable"] as? Bool == true)
    let region = try #require((json["regions"] as? [[String: Any]])?.first)
    #expect(region["change"] as? String == "verdict")
    #expect((region["before"] as? [String: Any])?["verdict"] as? String == "refused")
    #expect((region["after"] as? [String: Any])?["verdict"] as? String == "reserved")
    let events = try #require(json["events"] as? [[String: Any]])
    #expect(events.allSatisfy { Set($0.keys) == ["before", "after"] } && !events.isEmpty)
    let lines = try #require(json["iomem"] as? [[String: Any]])
    #expect(lines.allSatisfy { Set($0.keys) == ["change", "line"] } && !lines.isEmpty)
  }

  @Test func standardInputIsReadOnce() throws {
    let program = try Program()
    for options in [["-", "--compare", "-"], ["-", "--compare-profile", "6.11"]] {
      let result = try program.run(["memory"] + options, input: try Fixtures.bytes("lint/end-of-ram.dts"))
      #expect(result.status == 2 && result.errors.contains("standard input"), "\(result.errors)")
    }
    let result = try program.run(["memory", "nowhere.dts", "--compare", sound])
    #expect(result.status == 2)
  }

  /// A board with many regions: what is refused is not lost among what is in order.
  @Test func longListsAreFolded() throws {
    let program = try Program()
    var source = """
      /dts-v1/;
      / { #address-cells = <2>; #size-cells = <2>; chosen { bootargs = "earlycon=uart8250,mmio,0x1fe001e0"; };
      memory@200000 { device_type = "memory"; reg = <0x0 0x200000 0x0 0xee00000>, <0x0 0x90000000 0x1 0x0>; };
      reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
      """
    for index in 0..<60 {
      let base = index == 30 ? 0x400000 : 0x9100_0000 + index << 21
      let address = String(base, radix: 16)
      source += "zone\(index)@\(address) { reg = <0x0 0x\(address) 0x0 0x100000>; no-map; };\n"
    }
    try program.write(source + "}; };\n", to: "many.dts")
    let image = ["--profile", "6.13", "--kernel-image", "0x200000:0x7b0000"]
    let result = try program.run(["memory", "many.dts"] + image)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.split(separator: "\n").count < 65)
    #expect(result.text.contains("  refused   zone30@400000 "))
    #expect(result.text.contains("zone30@400000  (collides: kernel image)"))
    #expect(result.text.contains("more regions are reserved as the tree asks (--all shows each)"))
    let all = try program.run(["memory", "many.dts", "--all"] + image)
    for index in 0..<60 { #expect(all.text.contains("zone\(index)@")) }
    #expect(!all.text.contains("--all"))
  }
}
