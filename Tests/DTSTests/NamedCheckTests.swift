import DTS
import DeviceTree
import SourceDiagnostics
import TestSupport
import Testing

/// The checks against what dtc 1.8.1 says of the same sources (`fixtures/checks/*.txt`).
struct NamedCheckTests {
  private static let extras = [
    "property_name_chars_strict", "node_name_chars_strict", "unique_unit_address_if_enabled",
    "deprecated_gpio_property",
  ]

  private static func compiler(_ levels: CheckLevels) -> DTSCompiler {
    var compiler = DTSCompiler(loader: SourceLoader(files: [:]))
    compiler.preprocesses = false
    compiler.checks = levels
    return compiler
  }

  /// The names of the checks that fail for a text.
  private static func failing(_ text: String, _ levels: CheckLevels = .standard) -> [String] {
    do throws(CompileFailure) {
      return try compiler(levels).compile(Array(text.utf8), path: "t.dts").findings.map(\.check)
    } catch {
      return error.findings.map(\.check)
    }
  }

  @Test(arguments: [
    "names", "addresses", "buses", "bus-numbers", "providers", "interrupt-map", "graph", "chosen",
  ])
  func `says what dtc says`(name: String) throws {
    var levels = CheckLevels.standard
    for extra in Self.extras { try levels.apply(extra, .warning) }
    let source = try Fixtures.bytes("checks/\(name).dts")
    let compiled = try Self.compiler(levels).compile(source, path: "\(name).dts")
    let said = compiled.findings.map {
      $0.dtcText(positions: compiled.positions, sources: compiled.sources, output: "/dev/null")
    }
    #expect(said.joined() == String(decoding: try Fixtures.bytes("checks/\(name).txt"), as: UTF8.self))
    #expect(compiled.diagnostics.count == compiled.findings.count)
  }

  @Test func `has all checks of dtc, each once, with prerequisites that exist`() {
    #expect(NamedCheck.all.count == 89)
    let names = Set(NamedCheck.all.map(\.name))
    #expect(names.count == 89)
    for check in NamedCheck.all { #expect(names.isSuperset(of: check.needs), "\(check.name)") }
    #expect(NamedCheck.all.filter { $0.level == .error }.count == 13)
    #expect(NamedCheck.all.filter { $0.level == nil }.count == 5)
  }

  @Test(arguments: [
    ("duplicate_node_names", "/dts-v1/; / { a { }; a { }; };"),
    ("duplicate_property_names", "/dts-v1/; / { a; a; };"),
    ("node_name_chars", "/dts-v1/; / { a#b { }; };"),
    ("node_name_format", "/dts-v1/; / { a@1@2 { }; };"),
    ("property_name_chars", "/dts-v1/; / { a@b; };"),
    ("name_properties", "/dts-v1/; / { a { name = \"b\"; }; };"),
    ("duplicate_label", "/dts-v1/; / { x: a { }; x: b { }; };"),
    ("explicit_phandles", "/dts-v1/; / { a { phandle = <1>; }; b { phandle = <1>; }; };"),
    ("phandle_references", "/dts-v1/; / { a = <&b>; };"),
    ("path_references", "/dts-v1/; / { a = &b; };"),
  ])
  func `refuses what makes a tree unusable, unless its check is off`(name: String, text: String) throws {
    #expect(Self.failing(text).contains(name))
    var levels = CheckLevels.standard
    try levels.apply("no-" + name, .error)
    #expect(!Self.failing(text, levels).contains(name))
  }

  @Test func `checks bring their prerequisites, and take what needs them along`() throws {
    var levels = CheckLevels.standard
    try levels.apply("no-pci_bridge", .warning)
    #expect(levels.level(of: "pci_device_reg") == nil)
    #expect(levels.level(of: "unit_address_format") == nil)
    #expect(levels.level(of: "simple_bus_reg") == .warning)
    try levels.apply("pci_device_reg", .error)
    #expect(levels.level(of: "pci_bridge") == .error)
    #expect(levels.level(of: "addr_size_cells") == .error)
    #expect(levels.level(of: "unit_address_format") == nil)
  }

  @Test func `an unknown name is an error with a suggestion`() {
    var levels = CheckLevels.standard
    #expect(throws: UnknownCheck(name: "unit_adress_vs_reg")) {
      try levels.apply("no_unit_adress_vs_reg", .warning)
    }
    #expect(UnknownCheck(name: "unit_adress_vs_reg").suggestion == "unit_address_vs_reg")
  }

  @Test func `a failed prerequisite is said once, and the check is not made`() throws {
    let text = "/dts-v1/; / { a { #clock-cells = [00]; }; b { clocks = <1>; }; };"
    let compiled = try Self.compiler(.standard).compile(Array(text.utf8), path: "t.dts")
    #expect(
      compiled.findings.map { "\($0.check): \($0.message)" } == [
        "clocks_is_cell: property is not a single cell",
        "clocks_property: Failed prerequisite 'clocks_is_cell'",
      ])
  }

  @Test func `behind the first error no further check is made`() {
    var levels = CheckLevels.standard
    #expect(throws: Never.self) { try levels.apply("unit_address_vs_reg", .error) }
    let text = "/dts-v1/; / { a@1 { }; aliases { x = \"/none\"; }; };"
    #expect(Self.failing(text, levels) == ["unit_address_vs_reg"])
    #expect(Self.failing(text) == ["unit_address_vs_reg", "alias_paths"])
  }

  @Test func `a tree without a source is checked as well`() throws {
    let text = "/dts-v1/; / { a@1 { }; };"
    let tree = try Self.compiler(.errorsOnly).compile(Array(text.utf8), path: "t.dts").tree
    let findings = try DeviceTree(blob: tree.flattened()).checkFindings()
    #expect(
      findings.map { $0.dtcText(positions: nil, sources: SourceMap(), output: "<stdout>") } == [
        "<stdout>: Warning (unit_address_vs_reg): /a@1: node has a unit name, but no reg or ranges property\n"
      ])
  }

  @Test func `a property that grows with the square is bounded`() throws {
    var text = "/dts-v1/; / { #address-cells = <1>; #size-cells = <0>;"
    for index in 0..<2000 { text += "n\(index)@1 { reg = <1>; };" }
    let compiled = try Self.compiler(.standard).compile(Array((text + "};").utf8), path: "t.dts")
    #expect(compiled.findings.count == 100_000)
  }
}
