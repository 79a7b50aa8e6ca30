import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

@Suite("Preprocessor, against cpp")
struct PreprocessorTests {
  /// Sources whose value says what the macros made of it.
  static let sources = [
    "#define A 1 // one\n#define  B\t2\t3 \n#define C A B\n#define A 1\n#define D\n#define E D(4)\r\n"
      + "#define F 5 /* x */ + 5\n#define G (F)\n#define P(x) x\n#define Q P\n/dts-v1/;\n/ { v = <C E G Q(6)>; };",
    // GNU cpp takes a carriage return for a line end.
    "#define A 1 // one\r#define B 2 /* two\r */\r/dts-v1/;\r\n// c\r/ { v = <A B>; };\r",
    "#define A 1\n#define F(x, y) x y A\n/dts-v1/;\n/ { v = <F(2, F(3, 4)) A>; };",
    "#define f(a) a*g\n#define g(a) f(a)\n#define s(x) #x\n#define t(x) s(x)\n"
      + "/dts-v1/;\n/ { v = t(f(2)(9)); };",
    "#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\n"
      + "#define h g(~\n#define m(a) a(w)\n#define w 0,1\n#define t(a) a\n#define q(x) x\n"
      + "#define s(x) #x\n#define u(x) s(x)\n"
      + "/dts-v1/;\n/ { a = u(f(y+1) + f(f(z)) % t(t(g)(0) + t)(1)); b = u(g(x+(3,4)-w) & m\n(f)^m(m)); };",
    "#define s(x) #x\n#define u(x) s(x)\n#define c(a, b) a ## b\n/dts-v1/;\n"
      + "/ { a = u(c(c(1, 2), 3)), u(c(x, c(y, z))), s(@\\n), s(\"\\n\" '\\''), u(c(,) c(a,) c(,b)); };",
    "#define s(x...) #x\n#define u(x...) s(x)\n#define v(a, ...) u(a ## __VA_ARGS__, ## __VA_ARGS__)\n"
      + "/dts-v1/;\n/ { a = v(1), v(1, 2), v(1, 2, 3), v(), u(), s( a ,  b ); };",
    "#define EMPTY\n#define s(x) #x\n#define u(x) s(x)\n#define n -1\n#define p + 1\n/dts-v1/;\n"
      + "/ { a = u(-n), u(1p), u(EMPTY 1 EMPTY), u(a EMPTY b), <(2 -n)>, <(2 p)>; };",
    "#define K(a, b) \\\n  ((a) << 8 | \\\n  (b))\n/dts-v1/;\n/ { a = <K(1,\n2) K('a', ',')>; };",
    // A line that is continued between a backslash and what it escapes.
    "#define S \"a\\\\\\\n\\b\"\n/dts-v1/;\n/ { a = \"x\\\\\nn\\\n\", \"y\\\\\n\\\n\\z\\\n\"; };",
    "#define F(x) <x>\n#define G F\n/dts-v1/;\n/ { a = G (1), G\n(2), F /* c */ (3); F = <1>; };",
    "#if (1 << 3) == 8 && -1 >> 1 == -1 && 0x7fffffffffffffff + 0u && !defined(X) && defined __DTS__ \\\n"
      + "  && (2 || 1 / 0) && '\\x41' == 65 && 10 % 4 == 2\n#endif\n/dts-v1/;\n/ { };",
    "#define A B\n#define B C\n#ifdef A\n#if B\n#define R 1\n#elif C == 0\n#define R 2\n#else\n"
      + "#define R 3\n#endif\n#endif\n/dts-v1/;\n/ { a = <R>; };",
  ]

  @Test("Macros give the blob that cpp and dtc give", arguments: sources.indices)
  func expansion(index: Int) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "t.dts")
    let text = Self.sources[index]
    try Data(text.utf8).write(to: file)
    let path = file.path(percentEncoded: false)
    let compiled = try DTSCompiler(loader: fileLoader).compile(path: path)
    #expect(compiled.tree.flattened() == (try cppAndDTC(path, folders: [])))
  }

  @Test("Lines that begin with # and no directive are properties")
  func hashLines() throws {
    let tree = try compile("/dts-v1/;\n/ {\n#address-cells = <1>;\n\t#size-cells = <0>;\n#x;\n};\n").tree
    #expect(tree.cell("#address-cells", of: tree.root) == 1)
    #expect(tree.property("#x", of: tree.root) != nil)
  }

  @Test("#include looks beside the file, then in the folders; <> in the folders only; _next goes on")
  func search() throws {
    let files = [
      "src/a.h": "#define A 1\n", "one/a.h": "#define A 2\n#include_next <a.h>\n", "two/a.h": "#define B 3\n",
      "one/b.dtsi": "/ { b; };\n",
    ]
    var compiler = DTSCompiler(loader: SourceLoader(files: files.mapValues { Array($0.utf8) }))
    compiler.includePaths = ["one", "two/"]
    let beside = "#include \"a.h\"\n/dts-v1/;\n/include/ \"b.dtsi\"\n/ { x = <A>; };\n"
    let tree = try compiler.compile(Array(beside.utf8), path: "src/t.dts").tree
    #expect(tree.cells("x", of: tree.root) == [1])
    #expect(tree.property("b", of: tree.root) != nil)
    let folders = "#include <a.h>\n/dts-v1/;\n/ { x = <A B>; };\n"
    let other = try compiler.compile(Array(folders.utf8), path: "src/t.dts")
    #expect(other.tree.cells("x", of: other.tree.root) == [2, 3])
    #expect(other.dependencies == ["src/t.dts", "one/a.h", "two/a.h"])
  }
}
