import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import TestSupport
import Testing

/// The text after preprocessing, with markers that bring every line back to its place.
@Suite struct LineMarkerWriterTests {
  private func preprocess(
    _ text: String, files: [String: String] = [:], path: String = "t.dts", lineMarkers: Bool = true
  ) throws -> String {
    let loader = SourceLoader(files: files.mapValues { Array($0.utf8) })
    let result = try DTSCompiler(loader: loader).preprocess(Array(text.utf8), path: path)
    return String(decoding: result.bytes(lineMarkers: lineMarkers), as: UTF8.self)
  }

  @Test func aTextWithoutAnythingToDoStaysAsItIs() throws {
    let text = "/dts-v1/;\n\n/ {\n\ta = <1  2>;\t\n\n\tb = \"c  d\";\n};"
    #expect(
      try preprocess(text) == "# 1 \"t.dts\"\n/dts-v1/;\n\n/ {\n\ta = <1  2>;\n\n\tb = \"c  d\";\n};\n")
    #expect(
      try preprocess(text, lineMarkers: false)
        == "/dts-v1/;\n/ {\n\ta = <1  2>;\n\tb = \"c  d\";\n};\n")
    #expect(try preprocess("") == "# 1 \"t.dts\"\n")
    #expect(try preprocess("", lineMarkers: false) == "")
  }

  @Test func linesThatGoAreEmptyWhereFewAndAMarkerWhereMany() throws {
    let files = ["i.h": "#define A 1\nfrom i\n"]
    let text = "#define B 2\n#include \"i.h\"\nA B\n" + String(repeating: "// gone\n", count: 9) + "  last\n"
    #expect(
      try preprocess(text, files: files)
        == "# 1 \"t.dts\"\n# 2 \"i.h\"\nfrom i\n# 3 \"t.dts\"\n1 2\n# 13 \"t.dts\"\n  last\n")
    #expect(try preprocess(text, files: files, lineMarkers: false) == "from i\n1 2\n  last\n")
  }

  @Test func whatContinuesBehindACommentStandsInItsLineAndColumn() throws {
    #expect(try preprocess("a /* x\n y */ b\n") == "# 1 \"t.dts\"\na\n      b\n")
    #expect(try preprocess("a /* x\n y */ b\n", lineMarkers: false) == "a   b\n")
    // A token that a backslash cuts in two stays one.
    #expect(try preprocess("a1\\\n2 b\nc\n") == "# 1 \"t.dts\"\na12\n  b\nc\n")
    // A string is not changed, whatever lines it has.
    #expect(try preprocess("a = \"b\n\n\n  c\"; \ne") == "# 1 \"t.dts\"\na = \"b\n\n\n  c\";\ne\n")
  }

  @Test func includesOfDtcStayAndMarkersGoThrough() throws {
    #expect(try preprocess("/include/ \"x.dtsi\"\n") == "# 1 \"t.dts\"\n/include/ \"x.dtsi\"\n")
    #expect(
      try preprocess("# 1 \"o.dts\"\na\n# 40 \"p\\\"q.dts\"\nb\n")
        == "# 1 \"o.dts\"\na\n# 40 \"p\\\"q.dts\"\nb\n")
  }

  /// What stands in the text is found at its old place.
  @Test(arguments: ["dts/language", "lint"])
  func compiledAgainItGivesTheSameBlobAndPlaces(folder: String) throws {
    var compared = 0
    let url = Fixtures.url(folder)
    for file in try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
    where file.pathExtension == "dts" {
      let path = file.path(percentEncoded: false)
      let bytes = [UInt8](try Data(contentsOf: file))
      var compiler = DTSCompiler(loader: fileLoader, includePaths: [url.path(percentEncoded: false)])
      compiler.checks = .standard
      guard let direct = try? compiler.compile(bytes, path: path),
        let text = try? compiler.preprocess(bytes, path: path)
      else { continue }
      compiler.preprocesses = false
      let again = try compiler.compile(text.bytes(), path: path)
      #expect(again.tree.flattened() == direct.tree.flattened(), "\(path)")
      let lines = [direct, again].map { compiled in
        compiled.diagnostics.filter { $0.rule != nil }.map { diagnostic in
          let place = diagnostic.range.map { compiled.sources.location(of: $0) }
          return "\(place?.path ?? ""):\(place?.line ?? 0): \(diagnostic.message)"
        }
      }
      #expect(lines[0] == lines[1], "\(path)")
      compared += 1
    }
    #expect(compared > 2, "only \(compared) files")
  }

  @Test func longPathsAndDeepMacrosKeepTheTextInProportion() throws {
    let path = String(repeating: "folder/", count: 1000) + "t.dts"
    let text = String(repeating: "x\n" + String(repeating: "\n", count: 9), count: 2000)
    let marked = try preprocess(text, path: path)
    #expect(marked.utf8.count < 8 * text.utf8.count + 3 * path.utf8.count)
    var chain = (0..<2000).map { "#define M\($0) M\($0 + 1)\n" }.joined()
    chain += "#define M2000 " + String(repeating: "y ", count: 2000) + "\nM0\n"
    let words = try preprocess(chain, lineMarkers: false).split { $0 == " " || $0 == "\n" }
    #expect(words.count == 2000 && words.allSatisfy { $0 == "y" })
  }
}
