import DeviceTree
import DeviceTreeLint
import LinuxBoot
import SourceDiagnostics
import Testing

/// Which names a built-in tree loses, by version and by what is known.
struct BuiltinDTBNamesTests {
  private func findings(_ kernel: Kernel) throws -> [Finding] {
    try LintedTree("two-kinds", kernel).findings.filter { $0.rule == "builtin-dtb-names" }
  }

  @Test func upTo6_11EveryNodeLosesItsName() throws {
    let found = try findings(.builtIn("6.11"))
    #expect(found.map(\.path) == ["/reserved-memory/guest@98000000", "/reserved-memory/pool"])
    #expect(found.allSatisfy { $0.level == .warning && $0.basis == .fact })
    // On 6.11 no address helps: nothing is offered.
    #expect(found.allSatisfy { $0.mends.isEmpty })
  }

  @Test func from6_13OnDynamicNodesDo() throws {
    let found = try findings(.builtIn("6.13"))
    #expect(found.map(\.path) == ["/reserved-memory/pool"])
    #expect(
      found.first?.help
        == "give it the address that Linux chooses, as pool@9e000000: reg = <0x0 0x9e000000 0x0 0x2000000>; instead of size"
    )
  }

  @Test func symbolsShowWhereTheBlobLies() throws {
    var kernel = Kernel.builtIn("6.13")
    kernel.symbols = [
      "__dtb_start": 0x9000_0000_0110_0000, "__dtb_end": 0x9000_0000_0110_1000,
      "__init_begin": 0x9000_0000_0100_0000, "__init_end": 0x9000_0000_0120_0000,
    ]
    let inside = try #require(findings(kernel).first)
    #expect(
      inside.cause?.contains("at 0x1100000 within __init_begin to __init_end (0x1000000-0x11fffff)") == true)
    // A blob outside of what is freed keeps its names.
    kernel.symbols?["__init_end"] = 0x9000_0000_0108_0000
    #expect(try findings(kernel).isEmpty)
  }

  @Test func withoutConfigurationItIsOneDoubtfulWarning() throws {
    let found = try findings(.versionOnly)
    #expect(found.count == 1)
    let finding = try #require(found.first)
    #expect(finding.level == .warning)
    guard case .assumed(_, settledBy: let flag) = finding.basis else {
      Issue.record("the basis is \(finding.basis)")
      return
    }
    #expect(flag.hasPrefix("--config"))
  }

  @Test func firmwareTreesKeepTheirNames() throws {
    var kernel = Kernel.builtIn("6.11")
    kernel.flags.isFirmwareDTB = true
    #expect(try findings(kernel).isEmpty)
  }
}
