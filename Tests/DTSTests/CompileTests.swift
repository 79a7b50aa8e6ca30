import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import TestSupport
import Testing

@Suite("Compiling, against dtc")
struct CompileTests {
  static let sources = ["values", "merging", "phandles", "overlay"]

  @Test("The blob is dtc's", arguments: sources, [false, true])
  func language(name: String, symbols: Bool) throws {
    let path = fixture("language/\(name).dts")
    var compiler = DTSCompiler(loader: fileLoader)
    compiler.makesSymbols = symbols
    let compiled = try compiler.compile(path: path)
    #expect(compiled.tree.flattened() == (try dtc(path, symbols ? ["-@"] : [])))
  }

  @Test("Text without preprocessing is read as dtc reads it", arguments: sources)
  func raw(name: String) throws {
    let path = fixture("language/\(name).dts")
    var compiler = DTSCompiler(loader: fileLoader)
    compiler.preprocesses = false
    #expect(try compiler.compile(path: path).tree.flattened() == (try dtc(path)))
  }

  @Test("The blob of a preprocessed source is that of cpp and dtc")
  func preprocessed() throws {
    let path = fixture("macros/preprocessed.dts")
    let compiler = DTSCompiler(loader: fileLoader, includePaths: [fixture("macros/folder")])
    let compiled = try compiler.compile(path: path)
    #expect(compiled.tree.flattened() == (try cppAndDTC(path, folders: [fixture("macros/folder")])))
    let names = compiled.dependencies.map { URL(filePath: $0).lastPathComponent }
    #expect(
      names == [
        "preprocessed.dts", "included.dtsi", "constants.h", "nested.h", "searched.h", "raw.dtsi",
      ])
  }

  @Test("Text that cpp has been through compiles to the same")
  func lineMarkers() throws {
    let path = fixture("macros/preprocessed.dts")
    let folder = fixture("macros/folder")
    let text = try Tool.run(
      "cpp", ["-nostdinc", "-I", folder, "-undef", "-D__DTS__", "-x", "assembler-with-cpp", path])
    try #require(text.status == 0)
    let compiler = DTSCompiler(loader: fileLoader)
    let compiled = try compiler.compile(text.output, path: path)
    #expect(compiled.tree.flattened() == (try cppAndDTC(path, folders: [folder])))
    // Positions are those of the file before cpp.
    let tree = compiled.tree
    let property = try #require(tree.property("object", of: tree.root))
    let place = compiled.sources.location(of: try #require(compiled.positions.nameRange(of: property)))
    let direct = try DTSCompiler(loader: fileLoader, includePaths: [folder]).compile(path: path)
    let same = try #require(direct.tree.property("object", of: direct.tree.root))
    #expect(place == direct.sources.location(of: try #require(direct.positions.nameRange(of: same))))
  }

  @Test("Macros come from outside too")
  func defines() throws {
    let compiler = DTSCompiler(
      loader: .none,
      defines: [MacroDefinition("X", "7"), MacroDefinition("F(a)", "(a + 1)"), MacroDefinition("Y")])
    let text = "/dts-v1/;\n#if Y\n/ { x = <X F(2) __DTS__>; };\n#endif\n"
    let tree = try compiler.compile(Array(text.utf8), path: "t.dts").tree
    #expect(tree.cells("x", of: tree.root) == [7, 3, 1])
  }

  @Test("Including the same node twice in one block of a plugin's fragments keeps dtc's fixups")
  func fixups() throws {
    let text = """
      /dts-v1/;
      /plugin/;
      &a { x = <&a 1 &b>; c: c { y = <&c>; }; };
      """
    let tree = try compile(text).tree
    let fixups = try #require(tree.node(at: "/__fixups__"))
    #expect(tree.strings("a", of: fixups) == ["/fragment@0:target:0", "/fragment@0/__overlay__:x:0"])
    #expect(tree.strings("b", of: fixups) == ["/fragment@0/__overlay__:x:8"])
    let local = try #require(tree.node(at: "/__local_fixups__/fragment@0/__overlay__/c"))
    #expect(tree.cells("y", of: local) == [0])
  }
}
