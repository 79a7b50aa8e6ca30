import DTS
import DeviceTree
import SourceDiagnostics
import Foundation
import TestSupport
import Testing

/// What is said of directives that mean less, or something else, than their writer may think.
struct DirectiveWarningTests {
  private static let end = "/dts-v1/;\n/ { };\n"

  @Test(arguments: [
    ("#ifdef A B\n#endif\n", "t.dts:1:10: warning: '#ifdef' ends before this, which means nothing"),
    ("#if 1\n#endif A\n", "t.dts:2:8: warning: '#endif' ends before this, which means nothing"),
    ("#if 0\n#else A\n#endif\n", "t.dts:2:7: warning: '#else' ends before this, which means nothing"),
    ("#if 1\n#else A\n#endif\n", "t.dts:2:7: warning: '#else' ends before this, which means nothing"),
    ("#undef A B\n", "t.dts:1:10: warning: '#undef' ends before this, which means nothing"),
    ("#line 1 \"t.dts\" x\n", "t.dts:1:17: warning: '#line' ends before this, which means nothing"),
    ("#include \"i.h\" x\n", "t.dts:1:16: warning: '#include' ends before this, which means nothing"),
    (
      "#define linux,foo x\n",
      "t.dts:1:14: warning: a blank is missing behind the name of the macro 'linux'"
    ),
    ("#undef __FILE__\n", "t.dts:1:2: warning: '__FILE__' is a built-in macro"),
    ("#pragma GCC warning \"old\"\n", "t.dts:1:2: warning: #pragma GCC warning \"old\""),
    ("#pragma GCC error \"no\"\n", "t.dts:1:2: error: #pragma GCC error \"no\""),
    ("#ifdef defined\n#else\n#endif\n", nil),
    ("#ifdef A /* c */ // d\n#endif /* A */\n#if 0\nx 'y\n#endif // 0\n", nil),
  ])
  func whatMeansNothingIsSaid(text: String, expected: String?) {
    let said = messages(text + Self.end, files: ["i.h": ""]).filter { !$0.hasPrefix("help") }
    #expect(said == (expected.map { [$0] } ?? []))
  }

  @Test func theRestIsReadBehindAnErrorOfTheSource() {
    let said = messages("/dts-v1/;\n#error fix me\n/ { a = <1 };\n")
    #expect(said.first == "t.dts:2:2: error: #error fix me")
    #expect(said.contains { $0.hasPrefix("t.dts:3:") && $0.contains("error") }, "\(said)")
  }

  @Test func aBackslashAloneMakesNoStringThatDoesNotEnd() throws {
    let text = "#define S(x) #x\n/dts-v1/;\n/ { a = S(\\), S(a\\\\), S(\\\\\\ ); };\n"
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "t.dts")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let theirs = try cppAndDTC(file.path(percentEncoded: false), folders: [])
    #expect(try compile(text).tree.flattened() == theirs)
  }

  @Test func aMacroThatIsDefinedFurtherDownIsNamedSo() {
    let said = messages("/dts-v1/;\n/ { a = <Z_0>; };\n#define Z_0 1\n")
    #expect(said.first == "t.dts:2:10: error: the macro 'Z_0' is not defined yet here")
    #expect(
      messages("/dts-v1/;\n/ { gpio0: a { }; b = <&GPIO0>; };\n").contains("help: did you mean '&gpio0'?"))
  }
}
