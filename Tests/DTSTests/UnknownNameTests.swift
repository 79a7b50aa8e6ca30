@testable import DTS
import DeviceTree
import SourceDiagnostics
import Testing

/// What is said of names that lead nowhere.
@Suite struct UnknownNameTests {
  /// All names are gone through to find what may be meant: not for each of many errors.
  @Test(arguments: ["&{/nope@N}", "&nopeN", "nopeN"])
  func helpIsLookedForAFewTimes(_ word: String) {
    let nodes = (0..<300).map { "n\($0) { }; " }.joined()
    let values = (0..<500).map { "x\($0) = <\(word.replacing("N", with: "\($0)"))>;\n" }.joined()
    var preprocessor = Preprocessor(search: IncludeSearch(loader: .none, folders: []), limits: SourceLimits())
    let text = "/dts-v1/;\n/ {\n\(values)\(nodes) };\n"
    preprocessor.run(path: "t.dts", bytes: Array(text.utf8), defines: [], preprocesses: true)
    var parser = Parser(
      preprocessor.text,
      builder: TreeBuilder(origins: preprocessor.origins, makesSymbols: false, levels: .standard),
      search: preprocessor.search, sources: preprocessor.sources, limits: preprocessor.limits)
    parser.parse()
    parser.builder.finish()
    #expect(parser.builder.diagnostics.count == TreeBuilder.errorLimit)
    #expect((1...TreeBuilder.searchLimit).contains(parser.builder.searches))
  }

  @Test(arguments: [
    ("t.dts", "heade.h", "did you mean 'header.h'?"),
    ("src/t.dts", "inc/one.dtsj", "did you mean 'inc/one.dtsi'?"),
    ("src/t.dts", "zzzzzzzz", "it was looked for in src, inc, the current folder, /a; -I adds a folder"),
  ])
  func missingFilesAreLookedForByTheirNames(_ path: String, _ name: String, _ help: String) throws {
    let files = ["header.h", "src/inc/one.dtsi", "inc/two.dtsi"]
    let search = IncludeSearch(
      loader: SourceLoader(files: Dictionary(uniqueKeysWithValues: files.map { ($0, []) })),
      folders: ["inc/", ".", "inc", "/a/"])
    #expect(search.help(forMissing: name, from: path) == help)
  }

  /// Each file is named once, however often it is used.
  @Test func dependenciesAreNamedOnce() throws {
    let text = """
      #include "a.h"
      #include "a.h"
      /dts-v1/;
      / { x = /incbin/("b"), /incbin/("c"), /incbin/("b", 0, 1), /incbin/("c"); };
      """
    let compiled = try compile(text, files: ["a.h": "", "b": "bb", "c": "cc"])
    #expect(compiled.dependencies == ["t.dts", "a.h", "b", "c"])
  }
}
