import Foundation
import KernelImage
import TestSupport
import Testing

@Suite struct IncludeScanTests {
  static func names(_ text: String) -> [String] { IncludeScan.references(in: Array(text.utf8)).map(\.name) }

  @Test func findsEveryKindWithItsPlace() throws {
    let text = """
      /dts-v1/;
      #include "board.dtsi"
      #include <dt-bindings/gpio/gpio.h>
      /include/ "old.dtsi"
      / { blob = /incbin/("logo.bin", 4, 8); };
      """
    let found = IncludeScan.references(in: Array(text.utf8))
    #expect(found.map(\.kind) == [.preprocessor, .deviceTree, .binary])
    #expect(found.map(\.name) == ["board.dtsi", "old.dtsi", "logo.bin"])
    for reference in found {
      #expect(String(decoding: Array(text.utf8)[reference.range], as: UTF8.self) == reference.name)
    }
  }

  @Test(arguments: [
    "#include \"a\"", "  \t#  include\t\"a\"", "# /* x */ include /* y */ \"a\" // z",
    "#\\\ninclude \\\n \"a\"",
    "/* x\n */ #include \"a\"", "#include\"a\"", "\n\n#include \"a\"\r\n", "/ { };\n#include \"a\"",
    "/include/\"a\"", "/include/ /* c */ // d\n \"a\"", "x = /include/ \"a\"", "/incbin/ ( /* c */ \"a\" )",
    "don't; \"\n#include \"a\"", "#if 0\n#include \"a\"\n#endif", "#define Q \"\\\"\"\n#include \"a\"",
  ])
  func takes(_ text: String) { #expect(Self.names(text) == ["a"]) }

  @Test(arguments: [
    "// #include \"a\"", "/* #include \"a\" */", "x = \"#include \\\"a\\\"\";", "#include <a>",
    "; #include \"a\"",
    "#included \"a\"", "#include_next \"a\"", "#include a", "#include \"a", "#include\n\"a\"",
    "#include \"\"",
    "x = \"/include/ \", \"a\";", "/* unclosed\n#include \"a\"", "// continued \\\n#include \"a\"",
    "/incbin/ \"a\"",
    "#define X #include \"a\"", "/includes/ \"a\"", "#", "/", "\"", "/include/", "/incbin/(", "#include",
    "\\", "/*",
  ])
  func leavesOut(_ text: String) { #expect(Self.names(text) == []) }

  @Test func aBackslashIsPartOfAnIncludedName() {
    #expect(Self.names("#include \"a\\\"\n") == ["a\\"])
    #expect(Self.names("/include/ \"a\\\"b\"\n") == ["a\\\"b"])
  }

  @Test func rangesHoldOnAnyBytes() {
    let seed: UInt64 = 0x696e_636c
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "#include \"a.h\"\n", "/include/", " \"b\"", "/*", "*/", "//", "\n", "\"", "\\", "\\\n", "#",
      "/incbin/(", "\r\n", "\u{e9}",
    ]
    for round in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        bytes += Array((parts.randomElement(using: &generator) ?? "").utf8)
      }
      var last = 0
      for reference in IncludeScan.references(in: bytes) {
        #expect(
          reference.range.lowerBound > last && reference.range.upperBound < bytes.count,
          "seed \(seed) round \(round)")
        #expect(bytes[reference.range.lowerBound - 1] == UInt8(ascii: "\""))
        #expect(bytes[reference.range.upperBound] == UInt8(ascii: "\""))
        last = reference.range.upperBound
      }
    }
  }

  /// The preprocessor's own list: `cpp -M` names every file that a source takes in.
  @Test(.enabled(if: ELFToolchainTests.has("cpp"))) func agreesWithThePreprocessor() throws {
    let folder = try TemporaryFolder()
    let seed: UInt64 = 0x6370_7021
    var generator = SeededGenerator(seed: seed)
    let names = (0..<8).map { "f\($0).h" }
    for name in names { try Data("\n".utf8).write(to: folder.url.appending(path: name)) }
    let forms: [(String) -> String] = [
      { "#include \"\($0)\"\n" }, { "// #include \"\($0)\"\n" }, { "/* #include \"\($0)\" */\n" },
      { " # include /* c */ \"\($0)\" // d\n" }, { "x = \"#include \\\"\($0)\\\"\";\n" },
      { "/* a\n*/ #include \"\($0)\"\n" }, { "y = <1>; #include \"\($0)\"\n" },
      { "// z \\\n#include \"\($0)\"\n" },
      { "c = '\"'; /*\n#include \"\($0)\" */\n" }, { "don't /*\n#include \"\($0)\"\n" },
      { "open \" \\\" /*\n#include \"\($0)\"\n" }, { "c = '\\'' \"/*\";\n#include \"\($0)\"\n" },
      { "#in\\\nclude \"\($0)\"\n" }, { "w = \"//\"; /*\n#include \"\($0)\"\n*/\n" },
    ]
    for round in 0..<40 {
      var text = ""
      for name in names where Bool.random(using: &generator) {
        text += (forms.randomElement(using: &generator) ?? { $0 })(name)
      }
      let file = folder.url.appending(path: "root.dts")
      try Data(text.utf8).write(to: file)
      let result = try Tool.run(
        "cpp", ["-M", "-nostdinc", "-undef", "-x", "assembler-with-cpp", file.path], in: folder.url)
      #expect(result.status == 0, "\(result.errors)")
      let expected = Set(
        result.text.split { $0 == " " || $0 == "\n" || $0 == "\\" }
          .filter { $0.hasSuffix(".h") }.compactMap { $0.split(separator: "/").last.map(String.init) })
      #expect(Set(Self.names(text)) == expected, "seed \(seed) round \(round): \(text)")
    }
  }
}
