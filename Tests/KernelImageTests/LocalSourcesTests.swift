import Foundation
import KernelImage
import TestSupport
import Testing

@Suite struct LocalSourcesTests {
  static func collect(_ files: [String: String], root: String = "root.dts") -> LocalSources {
    LocalSources(root: NamedBytes(name: root, bytes: Array((files[root] ?? "").utf8))) {
      files[$0].map { Array($0.utf8) }
    }
  }

  @Test func followsNamesThroughFiles() {
    let found = Self.collect([
      "root.dts": "#include \"a.dtsi\"\n#include \"sub/b.dtsi\"\n#include <outside.h>\n",
      "a.dtsi": "/include/ \"c.dtsi\"\n#include \"root.dts\"\n", "c.dtsi": "",
      "sub/b.dtsi":
        "#include \"d.dtsi\"\n#include \"../a.dtsi\"\n#include \"./d.dtsi\"\n/include/ \"c.dtsi\"\n",
      "sub/d.dtsi": "x = /incbin/(\"logo.bin\");", "logo.bin": "\u{1}",
    ])
    #expect(
      found.sources.map(\.name) == ["root.dts", "a.dtsi", "sub/b.dtsi", "c.dtsi", "sub/d.dtsi", "logo.bin"])
    #expect(found.missing.isEmpty)
  }

  @Test func saysWhatIsMissing() {
    let found = Self.collect([
      "root.dts":
        "#include \"dt-bindings/irq.h\"\n#include \"../up.dtsi\"\n"
        + "#include \"/etc/abs.dtsi\"\n#include \"a.dtsi\"\n",
      "a.dtsi": "#include \"gone.dtsi\"\n",
    ])
    #expect(found.sources.map(\.name) == ["root.dts", "a.dtsi"])
    #expect(found.missing.map(\.file) == ["root.dts", "root.dts", "root.dts", "a.dtsi"])
    #expect(
      found.missing.map(\.reference.name) == [
        "dt-bindings/irq.h", "../up.dtsi", "/etc/abs.dtsi", "gone.dtsi",
      ])
    #expect(found.missing.map(\.leavesFolder) == [false, true, true, false])
  }

  @Test func readsEachFileOnceAndEndsOnCycles() {
    var reads: [String: Int] = [:]
    let found = LocalSources(
      root: NamedBytes(name: "r.dts", bytes: Array("#include \"a\"\n#include \"a\"\n#include \"b\"\n".utf8))
    ) {
      reads[$0, default: 0] += 1
      return $0 == "a" ? Array("#include \"a\"\n#include \"r.dts\"\n#include \"b\"\n".utf8) : nil
    }
    #expect(reads == ["a": 1, "b": 1])
    #expect(found.sources.count == 2)
    #expect(found.missing.count == 2)
  }

  /// The kernel's build gives the compiler the root's folder to search, but not the preprocessor.
  @Test func thePreprocessorDoesNotSearchBesideTheRoot() {
    let found = Self.collect([
      "root.dts": "#include \"sub/a.dtsi\"\n", "sub/a.dtsi": "#include \"b.dtsi\"\n/include/ \"c.dtsi\"\n",
      "b.dtsi": "", "c.dtsi": "",
    ])
    #expect(found.sources.map(\.name) == ["root.dts", "sub/a.dtsi", "c.dtsi"])
    #expect(found.missing.map(\.reference.name) == ["b.dtsi"])
    #expect(found.missing.map(\.file) == ["sub/a.dtsi"])
  }
}
