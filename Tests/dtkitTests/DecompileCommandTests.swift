import Foundation
import TestSupport
import Testing

/// `dtkit decompile` as a user calls it.
@Suite struct DecompileCommandTests {
  @Test func whatIsDecompiledBuildsTheSameBlob() throws {
    let program = try VerbBoard.program()
    let result = try program.run("decompile", "board.dtb", "-o", "again.dts")
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("again.dts: 2 references, 2 labels; dtkit build makes the same "))
    #expect(try program.run("build", "again.dts", "-o", "again.dtb").status == 0)
    #expect(try program.bytes("again.dtb") == program.bytes("board.dtb"))
    let json = try program.json(try program.run("decompile", "board.dtb", "--format", "json"))
    #expect(json["form"] as? String == "plain")
    #expect((json["source"] as? String)?.contains("clocks = <&clock 0x7>;") == true)
    #expect(try program.run("decompile", "board.dts").errors.contains("dtkit format tidies a source"))
  }

  /// A folder of anything is no tree, unless that is said.
  @Test func foldersThatAreNoTreesAreRefused() throws {
    let program = try Program()
    try program.write("text", to: "any/model")
    try program.write("text", to: "any/sub/file")
    let refused = try program.run("decompile", "any")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--from fs"), "\(refused.errors)")
    let forced = try program.run("decompile", "any", "--from", "fs")
    #expect(forced.text.contains("sub {"), "\(forced.text)")
    try program.write("a board\u{0}", to: "tree/model")
    #expect(try program.run("decompile", "tree").text.contains("model = \"a board\";"))
    #expect(try program.run("decompile", "tree/model", "--from", "fs").status == 2)
  }

  /// What is printed of an overlay's source is what a person would write, and makes the same blob.
  @Test(arguments: [[], ["-@"]])
  func overlaysArePrintedAsBlocks(_ options: [String]) throws {
    let program = try Program()
    let source =
      "/dts-v1/;\n/plugin/;\n\n&uart0 {\n\tclocks = <&clk 0x3>;\n\n\tchild: sub {\n\t\tx = <&child>;\n\t};\n};\n"
    try program.write(source, to: "o.dtso")
    #expect(try program.run(["build", "o.dtso", "-o", "a.dtbo"] + options).status == 0)
    #expect(try program.run(["build", "o.dtso", "-o", "printed.dts"] + options).status == 0)
    let printed = String(decoding: try program.bytes("printed.dts"), as: UTF8.self)
    #expect(printed.hasPrefix(source), "\(printed)")
    #expect(!printed.contains("fixups"))
    #expect(try program.run(["build", "printed.dts", "-o", "b.dtbo"] + options).status == 0)
    #expect(try program.bytes("a.dtbo") == program.bytes("b.dtbo"))
  }
}
