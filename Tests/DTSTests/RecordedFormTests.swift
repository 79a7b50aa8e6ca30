import DTS
import DeviceTree
import FDT
import SourceDiagnostics
import TestSupport
import Testing

/// What only dtc 1.8.1 does, against what it made of the same source (`fixtures/outputs`).
struct RecordedFormTests {
  private static let loader = SourceLoader(files: [
    "data.bin": (try? Fixtures.bytes("outputs/data.bin")) ?? []
  ])

  private static func compile(
    _ name: String, _ change: (inout DTSCompiler) -> Void = { _ in }
  ) throws -> CompiledTree {
    var compiler = DTSCompiler(loader: loader)
    compiler.preprocesses = false
    change(&compiler)
    return try compiler.compile(try Fixtures.bytes("outputs/\(name)"), path: name)
  }

  private static func expect(
    _ text: [UInt8], is name: String, _ place: Testing.SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      String(decoding: text, as: UTF8.self) == (try Fixtures.text("outputs/\(name)")), sourceLocation: place)
  }

  @Test func `a reference may follow a path from a label`() throws {
    #expect(
      try Self.compile("label-paths.dts").tree.flattened() == Fixtures.bytes("outputs/label-paths.dtb"))
    let symbols = try Self.compile("label-paths.dts") { $0.makesSymbols = true }
    #expect(symbols.tree.flattened() == (try Fixtures.bytes("outputs/label-paths-symbols.dtb")))
    // dtc prints "&soc/bus@1", which it cannot read.
    let printed = try DTCPrinter().print(symbols.tree)
    let again = try DTSCompiler(loader: Self.loader).compile(printed, path: "printed.dts")
    #expect(again.tree.flattened() == symbols.tree.flattened())
  }

  @Test func `a fragment's target has no type and no place`() throws {
    let compiled = try Self.compile("plugin.dts")
    try Self.expect(YAMLPrinter().print(compiled.tree), is: "plugin.yaml")
    var printer = DTCPrinter()
    printer.isPlugin = true
    printer.origin = (compiled.positions, compiled.sources)
    printer.annotation = .places
    try Self.expect(printer.print(compiled.tree), is: "plugin-places.dts.txt")
  }

  @Test func `annotations name files from the folder of the first`() throws {
    let compiled = try Self.compile("plugin.dts")
    var printer = DTCPrinter()
    printer.isPlugin = true
    printer.origin = (compiled.positions, compiled.sources)
    printer.annotation = .lines
    try Self.expect(printer.print(compiled.tree), is: "plugin-annotated.dts.txt")
  }

  @Test func `sorting leaves labels in their order`() throws {
    var printer = DTCPrinter()
    printer.isPlugin = true
    try Self.expect(printer.print(try Self.compile("plugin.dts").tree.sorted()), is: "plugin-sorted.dts.txt")
  }

  @Test func `assembler text is dtc's`() throws {
    let tree = try Self.compile("values.dts").tree
    var printer = AssemblerPrinter()
    printer.generator = "dtc"
    try Self.expect(printer.print(tree), is: "values.s.txt")
    printer.layout.version = .v3
    try Self.expect(printer.print(tree), is: "values-3.s.txt")
  }

  @Test func `parts that dtc prints wrongly or not at all can be read back`() throws {
    let tree = try Self.compile("gaps.dts").tree
    let printed = try DTCPrinter().print(tree)
    let again = try DTSCompiler(loader: Self.loader).compile(printed, path: "printed.dts").tree
    #expect(again.flattened() == tree.flattened())
    #expect(again.bytes("words", of: again.root) == [1, 2, 3, 4, 0, 0, 0, 1])
    #expect(try DTCPrinter().print(again) == printed)
  }

  @Test func `numbers too large for their cells are cut`() throws {
    let text = "/dts-v1/; / {\n a = <0x1fffffffe (-0x100000001)>, /bits/ 16 <0x12345>;\n};"
    let compiled = try DTSCompiler(loader: .none).compile(Array(text.utf8), path: "t.dts")
    let root = compiled.tree.root
    #expect(compiled.tree.bytes("a", of: root) == [255, 255, 255, 254, 255, 255, 255, 255, 0x23, 0x45])
    #expect(
      compiled.truncations.map { $0.dtcText(sources: compiled.sources) }.joined() == """
        WARNING: t.dts:2.7-18: Value 0x00000001fffffffe truncated to 0xfffffffe
        WARNING: t.dts:2.19-33: Value 0xfffffffeffffffff truncated to 0xffffffff
        WARNING: t.dts:2.47-54: Value 0x0000000000012345 truncated to 0x2345

        """)
  }

  @Test func `labels of a property that is given again come first`() throws {
    let text = "/dts-v1/; / { a: b: p = <1>; n { c: q; }; }; / { d: e: p = <2>; n { f: q; g: r; }; };"
    let tree = try DTSCompiler(loader: .none).compile(Array(text.utf8), path: "t.dts").tree
    let printed = String(decoding: try DTCPrinter().print(tree), as: UTF8.self)
    #expect(printed.contains("\te: d: a: b: p = <0x02>;"))
    #expect(printed.contains("\tf: c: q;"))
    #expect(printed.contains("\tg: r;"))
  }

  @Test func `fixups that a source states are references`() throws {
    let text = """
      /dts-v1/; / { a { t = <1 0xffffffff>; }; __fixups__ { x = "/a:t:4"; }; };
      """
    var tree = try DTSCompiler(loader: .none).compile(Array(text.utf8), path: "t.dts").tree
    tree.recoverFixups()
    #expect(String(decoding: try DTCPrinter().print(tree), as: UTF8.self).contains("t = <0x01 &x>;"))
  }

  @Test func `labels that a list has already are told`() throws {
    let text = Array(
      "/dts-v1/; / { aliases { a = \"/b\"; }; a: c: b { }; __symbols__ { c = \"/b\"; }; };".utf8)
    var compiler = DTSCompiler(loader: .none)
    compiler.makesAliases = true
    compiler.makesSymbols = true
    let compiled = try compiler.compile(text, path: "t.dts")
    #expect(
      compiled.listedLabels.map(\.dtcText) == [
        "WARNING: label a already exists in /aliases", "WARNING: label c already exists in /__symbols__",
      ])
    #expect(compiled.tree.string("c", of: try #require(compiled.tree.node(at: "/aliases"))) == "/b")
  }
}
