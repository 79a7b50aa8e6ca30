import DTS
import DeviceTree
import SourceDiagnostics
import Foundation
import TestSupport
import Testing

/// `#line` and the markers of a preprocessor count where they are carried out, and nowhere else.
struct PresumedLineTests {
  @Test(arguments: [
    "/*\n#line 70\n# 70 \"c.h\"\n*/\nLINE",
    "// c \\\n#line 70\nLINE",
    "#if 0\n#line 70\n# 70 \"c.h\"\n#endif\nLINE",
    "# line 70\nLINE\n",
    "#line 70 \"x.h\"\n\nLINE",
    "/* c */ #line 70\n\nLINE",
    "#define N 70\n#define M N \"x.h\"\n#line N\n\n#line M\nLINE",
    "#l\\\nine 7\\\n0\n\\\n\nLINE",
    "#line 70\n/* c\n */ #line 20\nLINE",
    "#line 70\nLINE LINE\n#line 3\nLINE\nLINE\n#line 70\nLINE",
  ])
  func linesAreThoseOfCPP(text: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "t.dts")
    let source = "/dts-v1/;\n/ { v = <\n" + text.replacing("LINE", with: "__LINE__") + "\n>; };\n"
    try source.write(to: file, atomically: true, encoding: .utf8)
    let theirs = try cppAndDTC(file.path(percentEncoded: false), folders: [])
    #expect(try compile(source).tree.flattened() == theirs)
  }

  @Test func findingsStandWhereTheMarkersSay() {
    let text = """
      /dts-v1/;
      #if 0
      #line 400 "no.dts"
      #endif
      / { a = <x>; };
      #line 40
      / { b = <x>; };
      #line 7 "o.dts"
      / { c = <x>; };
      #line 60 "t.dts"
      / { d = <x>; };
      """
    #expect(
      messages(text).filter { $0.contains("error") }
        == [
          "t.dts:5:10", "t.dts:40:10", "o.dts:7:10", "t.dts:60:10",
        ].map { "\($0): error: 'x' is no number, and no macro of that name is defined" })
  }

  @Test func includedFilesHaveTheirOwn() {
    let files = ["i.h": "#if 1\n#line 30 \"made.y\"\n#endif\n/ { b = <x>; };\n"]
    #expect(
      messages("/dts-v1/;\n#include \"i.h\"\n/ { c = <x>; };\n", files: files).filter { $0.contains("error") }
        == ["made.y:31:10", "t.dts:3:10"].map {
          "\($0): error: 'x' is no number, and no macro of that name is defined"
        })
  }

  @Test func textOfAPreprocessorKeepsCommentsWithMarkersInThem() throws {
    var compiler = DTSCompiler(loader: .none)
    compiler.preprocesses = false
    let text = "# 1 \"a.dts\"\n/dts-v1/;\n/*\n# 90 \"b.dts\"\n*/\n/ { a = \"\n# 90 \"; x x\n};\n"
    do throws(CompileFailure) {
      _ = try compiler.compile(Array(text.utf8), path: "t.i")
      Issue.record("it compiles")
    } catch {
      let place = try #require(error.diagnostics.first?.range.map { error.sources.location(of: $0) })
      #expect(place.path == "a.dts")
      #expect(place.line == 6)
    }
  }
}
