import Foundation
import TestSupport
import Testing

/// What the call says of UEFI, ACPI and the initrd.
@Suite struct FirmwareOptionTests {
  private let tree = Fixtures.url("lint/end-of-ram.dts").path
  private let log = Fixtures.url("efi/loongarch64-7.2.13-edk2.log").path

  @Test func uefiMemoryCounts() throws {
    let program = try Program()
    let json = try program.json(
      try program.run("memory", tree, "--profile", "7.2", "--efi-memory-map", log, "--format", "json"))
    let events = try #require(json["events"] as? [[String: Any]])
    #expect(events.contains { ($0["why"] as? String)?.contains("in UEFI's map") == true })
    let regions = try #require(json["regions"] as? [[String: Any]])
    #expect(regions.map { $0["verdict"] as? String } == ["ignored"], "ACPI tables come first")
  }

  @Test func aBrokenMapIsAnErrorAtItsPlace() throws {
    let program = try Program()
    try program.write("a\nefi: mem00: [Nothing|WB] range=[0x0-0xfff] (0MB)\n", to: "boot.log")
    let result = try program.run("memory", tree, "--efi-memory-map", "boot.log")
    #expect(result.status == 2)
    #expect(result.errors.contains("boot.log:2:14: unknown type of memory 'Nothing'"), "\(result.errors)")
    #expect(try program.run("memory", tree, "--efi-memory-map", "missing.log").status == 2)
  }

  @Test func acpiMakesLinuxPassOverTheTree() throws {
    let program = try Program()
    let result = try program.run("memory", tree, "--profile", "6.13", "--acpi")
    #expect(result.status == 0)
    #expect(result.text.contains("ignored   nonroot@c0000000"))
    #expect(result.text.contains("does not read the tree at all"))
  }

  @Test func boundsAreInBothOutputs() throws {
    let program = try Program()
    let text = try program.run("memory", tree, "--profile", "6.13").text
    #expect(text.contains("What Linux takes after it read the regions: "))
    #expect(text.contains("the bounce buffer"))
    let json = try program.json(try program.run("memory", tree, "--profile", "6.13", "--format", "json"))
    let later = try #require(json["afterScan"] as? [String: Any])
    #expect(Set(later.keys) == ["reason", "builds", "least", "most", "parts", "stretches"])
    let stretches = try #require(later["stretches"] as? [[String: Any]])
    #expect(stretches.contains { $0["certain"] as? Bool == true })
  }

  @Test func theInitrdsSizeIsHeldAgainstItsPlace() throws {
    let program = try Program()
    try program.write("not an archive", to: "initrd.img")
    let text = try program.run(
      "memory", tree, "--profile", "6.13", "--initrd-file", "initrd.img", "--initrd", "0x8000000:0x8001000"
    ).text
    #expect(text.contains("the initrd's file has 14 bytes"))
  }
}
