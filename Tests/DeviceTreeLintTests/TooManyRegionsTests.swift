import DeviceTreeLint
import LinuxBoot
import SourceDiagnostics
import Testing

/// Trees with more regions than Linux has room for.
struct TooManyRegionsTests {
  /// `count` regions of 64 KiB, one every 128 KiB.
  private func tree(_ count: Int, _ properties: String, isDynamic: Bool = false) -> [UInt8] {
    var text = """
      /dts-v1/;
      / {
        #address-cells = <2>; #size-cells = <2>;
        memory@200000 { device_type = "memory"; reg = <0x0 0x200000 0x0 0xee00000>, <0x0 0x90000000 0x0 0x10000000>; };
        reserved-memory {
          #address-cells = <2>; #size-cells = <2>; ranges;

      """
    for index in 0..<count {
      let address = String(0x9100_0000 + index * 0x20000, radix: 16)
      text +=
        isDynamic
        ? "    r\(index) { \(properties) size = <0x0 0x10000>; };\n"
        : "    r@\(address) { \(properties) reg = <0x0 0x\(address) 0x0 0x10000>; };\n"
    }
    return Array((text + "  };\n};\n").utf8)
  }

  private func findings(_ text: [UInt8], _ profile: String) throws -> [String] {
    var kernel = Kernel.known
    kernel.profile = profile
    return try LintedTree(text: text, name: "many", kernel).summary
  }

  @Test func the65thRegionOf6_11() throws {
    #expect(try findings(tree(64, ""), "6.11").isEmpty)
    let found = try findings(tree(66, ""), "6.11")
    #expect(
      found == [
        "error too-many-regions 71:5 /reserved-memory/r@91800000",
        "error too-many-regions 72:5 /reserved-memory/r@91820000",
      ])
    #expect(try findings(tree(66, ""), "6.13").isEmpty)
  }

  @Test func dynamicRegionsOf6_13() throws {
    #expect(try findings(tree(64, "", isDynamic: true), "6.13").isEmpty)
    let found = try findings(tree(66, "", isDynamic: true), "6.13")
    #expect(found.map { $0.prefix(23) } == ["error too-many-regions ", "error too-many-regions "])
  }

  @Test func noMapRegionsFillMemblock() throws {
    let found = try findings(tree(70, "no-map;"), "6.13")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("error too-many-regions ") == true)
  }
}
