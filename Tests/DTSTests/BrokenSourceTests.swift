import DTS
import DeviceTree
import SourceDiagnostics
import TestSupport
import Testing

/// Sources broken as people break them, and all that is said about each, word for word.
@Suite("Broken sources")
struct BrokenSourceTests {
  @Test(
    "All errors of a file are found, and none that follows from another",
    arguments: [
      "includes", "semicolons", "brace-missing", "brace-surplus", "labels", "macros", "numbers", "brackets",
      "keywords", "quote",
      "overlay", "names",
    ])
  func broken(name: String) throws {
    let files = [
      "gpio.h": try Fixtures.bytes("dts/broken/gpio.h"),
      "\(name).dts": try Fixtures.bytes("dts/broken/\(name).dts"),
    ]
    let expected = try Fixtures.text("dts/broken/\(name).txt")
    do throws(CompileFailure) {
      _ = try DTSCompiler(loader: SourceLoader(files: files)).compile(path: "\(name).dts")
      Issue.record("it compiles")
    } catch {
      let renderer = TextRenderer(sources: error.sources)
      let text = error.diagnostics.map { renderer.render($0) }.joined(separator: "\n")
      #expect(text == expected)
    }
  }

  @Test("What a missing file may define is not called unknown")
  func missingFile() {
    let text = """
      #include "no.h"
      / {
      \ta = <&label WORD MACRO(1, 2)>;
      \tMACRO(3)
      \tb = <1
      };
      """
    #expect(
      messages(text) == [
        "t.dts:1:10: error: cannot find 'no.h'",
        "help: it was looked for in the current folder; -I adds a folder",
        "t.dts:5:7: error: missing '>'", "t.dts:5:6: note: the '<' is here",
      ])
  }
}
