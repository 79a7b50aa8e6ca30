import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

/// Each rule of dtc's grammar in a source of its own, against the installed dtc.
struct GrammarTests {
  /// Sources that are the language.
  static let accepted: [(rule: String, text: String)] = [
    ("header", "/dts-v1/; / { };"),
    ("headers, the same", "/dts-v1/; /dts-v1/; / { };"),
    ("header of a plugin", "/dts-v1/; /plugin/; / { };"),
    ("headers of a plugin", "/dts-v1/; /plugin/; /dts-v1/; /plugin/; / { };"),
    ("memreserve", "/dts-v1/; /memreserve/ 1 2; /memreserve/ (1 << 40) 'a'; / { };"),
    ("memreserve with labels", "/dts-v1/; a: b: /memreserve/ 1 2; c: /memreserve/ 0x3 04; / { };"),
    ("devicetree, several roots", "/dts-v1/; / { a; }; / { b; c { }; }; / { c { d; }; };"),
    ("node by label", "/dts-v1/; / { x: n { }; }; &x { a; };"),
    ("node by path", "/dts-v1/; / { n { m { }; }; }; &{/n/m} { a; }; &{/} { b; };"),
    (
      "labelled node by label",
      "/dts-v1/; / { x: n { }; }; y: &x { a; }; z: &y { b; }; &z { use = <&y &x>; };"
    ),
    ("labelled node by path", "/dts-v1/; / { n { }; }; y: &{/n} { a; }; / { use = <&y>; };"),
    ("delete-node by label", "/dts-v1/; / { x: n { }; m { }; }; /delete-node/ &x;"),
    ("delete-node by path", "/dts-v1/; / { n { m { }; o { }; }; }; /delete-node/ &{/n/m};"),
    (
      "omit-if-no-ref by label",
      "/dts-v1/; / { u = <&y>; x: n { }; y: m { }; }; /omit-if-no-ref/ &x; /omit-if-no-ref/ &y;"
    ),
    (
      "omit-if-no-ref by path",
      "/dts-v1/; / { u = &x; x: n { }; m { }; }; /omit-if-no-ref/ &{/m}; /omit-if-no-ref/ &{/n};"
    ),
    ("plugin that begins with a reference", "/dts-v1/; /plugin/; &x { a = <&y &x>; };"),
    ("plugin that begins with a path", "/dts-v1/; /plugin/; &{/soc/a@1} { a = <&y 1>; };"),
    (
      "plugin with both",
      "/dts-v1/; /plugin/; / { f { l: t { }; }; }; &x { u = <&l>; }; &l { v; }; &x { w; };"
    ),
    ("property without value", "/dts-v1/; / { a; };"),
    ("property with labels", "/dts-v1/; / { l: m: a; n: b = <1>; };"),
    (
      "delete-property",
      "/dts-v1/; / { a; b; n { c; }; }; / { /delete-property/ a; n { /delete-property/ c; }; };"
    ),
    ("delete-property with label", "/dts-v1/; / { a; b; }; / { l: /delete-property/ a; };"),
    ("delete-property of nothing", "/dts-v1/; / { /delete-property/ a; b; }; / { /delete-property/ c; };"),
    ("delete-property, then anew", "/dts-v1/; / { a; b; }; / { /delete-property/ a; }; / { c; a = <1>; };"),
    ("delete-node within", "/dts-v1/; / { n { }; m { }; }; / { /delete-node/ n; o { }; };"),
    ("delete-node, then anew", "/dts-v1/; / { n { a; }; m { }; }; / { /delete-node/ n; n { b; }; };"),
    ("delete-node of nothing", "/dts-v1/; / { /delete-node/ n; m { }; };"),
    ("value: string", "/dts-v1/; / { a = \"\", \"b\" , \"c\\\\\\\"\"; };"),
    ("value: cells", "/dts-v1/; / { a = < >, <1>, <0x2 03 4>; };"),
    ("value: bytes", "/dts-v1/; / { a = [ ], [00], [0011 22]; };"),
    ("value: path", "/dts-v1/; / { a = &x, &{/n}; x: n { }; };"),
    ("value: file", "/dts-v1/; / { a = /incbin/(\"data.bin\"); };"),
    ("value: part of a file", "/dts-v1/; / { a = /incbin/(\"data.bin\", 1, (2 + 1)), \"x\"; };"),
    ("value: labels", "/dts-v1/; / { a = l: m: \"x\" n: , o: <p: 1 q: &{/} r:> s:, [t: 00 u:]; };"),
    (
      "cells of a size",
      "/dts-v1/; / { a = /bits/ 8 <1 0xff>, /bits/ 16 <2>, /bits/ 32 <3>, /bits/ 64 <4>; };"
    ),
    ("cells: references", "/dts-v1/; / { a = <&x 1 &{/n} &{/}>; x: n { }; };"),
    (
      "cells: negative", "/dts-v1/; / { a = <(-1)>, /bits/ 8 <(-128)>, /bits/ 16 <(-1)>, <(-0x100000000)>; };"
    ),
    ("literals", "/dts-v1/; / { a = <1U 2L 3UL 4LL 5ULL 0xaUL 017>; };"),
    ("characters", "/dts-v1/; / { a = <'a' '\\n' '\\'' '\\x7f' '\\177'>, <'\\\\'>; };"),
    ("expression: ?:", "/dts-v1/; / { a = <(1 ? 2 : 3) (0 ? 1 : 0 ? 2 : 3)>; };"),
    ("expression: || &&", "/dts-v1/; / { a = <(0 || 2) (1 && 0) (0 || 1 && 0)>; };"),
    ("expression: | ^ &", "/dts-v1/; / { a = <(1 | 6 ^ 3 & 2)>; };"),
    ("expression: == !=", "/dts-v1/; / { a = <(1 == 1) (1 != 1) (1 == 1 != 0)>; };"),
    ("expression: < > <= >=", "/dts-v1/; / { a = <(1 < 2) (1 > 2) (1 <= 1) (1 >= 2) ((0 - 1) > 1)>; };"),
    ("expression: << >>", "/dts-v1/; / { a = <(1 << 4 >> 2) (1 << 2 + 1)>; };"),
    ("expression: + -", "/dts-v1/; / { a = <(7 - 2 - 1 + 3)>; };"),
    ("expression: * / %", "/dts-v1/; / { a = <(7 * 3 / 2 % 4)>; };"),
    ("expression: unary", "/dts-v1/; / { a = <(!1) (!!5) (- - 2) (~0 & 0xff) ((3))>; };"),
    ("strings in several lines", "/dts-v1/; / { a = \"x\n  y\"; };"),
    ("comments", "/* a */ /dts-v1/; // b\n / { /* c\n d */ a; // e /* f\n };"),
    ("names", "/dts-v1/; / { 1a,b.c+d?e#f*g-h_i; \\j; 0@1 { }; n@2,3 { }; };"),
    ("a keyword's name", "/dts-v1/; / { bits; include; memreserve = <1>; dts-v1 { }; };"),
    ("line markers", "# 1 \"a.dts\"\n/dts-v1/;\n#line 7 \"b.dtsi\"\n/ {\n# 3 \"c\" 1 3\n a; };\n"),
    ("child: delete and labels", "/dts-v1/; / { l: m: n { }; /delete-node/ o; p { }; };"),
    (
      "child: omit-if-no-ref",
      "/dts-v1/; / { u = <&y>; /omit-if-no-ref/ x: n { }; y: /omit-if-no-ref/ m { }; };"
    ),
    (
      "override after the fact",
      "/dts-v1/; / { u = <&x>; x: n { a = <1>; b; }; }; &x { b = <2>; a = \"c\"; }; / { n { a; }; };"
    ),
    ("include", "/dts-v1/; /include/ \"part.dtsi\" / { b { /include/ \"inner.dtsi\" }; };"),
  ]

  /// Sources that are not.
  static let refused: [(rule: String, text: String)] = [
    ("no header", "/ { };"),
    ("header without ;", "/dts-v1/ / { };"),
    ("header of version 0", "/dts-v0/; / { };"),
    ("plugin said twice", "/dts-v1/; /plugin/; /plugin/; / { };"),
    ("plugin alone", "/plugin/; / { };"),
    ("headers that differ", "/dts-v1/; /dts-v1/; /plugin/; / { };"),
    ("header in between", "/dts-v1/; / { }; /dts-v1/;"),
    ("no tree", "/dts-v1/;"),
    ("memreserve behind the tree", "/dts-v1/; / { }; /memreserve/ 1 2;"),
    ("memreserve with one number", "/dts-v1/; /memreserve/ 1; / { };"),
    ("memreserve of a range", "/dts-v1/; /memreserve/ 1-2; / { };"),
    ("labelled root", "/dts-v1/; r: / { };"),
    ("two labels before a reference", "/dts-v1/; / { x: n { }; }; y: z: &x { };"),
    ("headers that differ, a plugin first", "/dts-v1/; /plugin/; /dts-v1/; / { };"),
    ("label of nothing", "/dts-v1/; l: ; / { };"),
    ("node by unknown label", "/dts-v1/; / { }; &x { };"),
    ("node by unknown path", "/dts-v1/; / { }; &{/x} { };"),
    ("reference before the tree", "/dts-v1/; &x { };"),
    ("labelled reference to nothing", "/dts-v1/; / { }; l: &x { };"),
    ("delete-node of an unknown label", "/dts-v1/; / { }; /delete-node/ &x;"),
    ("omit-if-no-ref of an unknown label", "/dts-v1/; / { }; /omit-if-no-ref/ &x;"),
    ("delete-node by name, outside", "/dts-v1/; / { n { }; }; /delete-node/ n;"),
    ("delete-node by label, within", "/dts-v1/; / { x: n { }; /delete-node/ &x; };"),
    ("reference within", "/dts-v1/; / { x: n { }; &x { }; };"),
    ("no ; behind a node", "/dts-v1/; / { n { } };"),
    ("no ; behind the root", "/dts-v1/; / { }"),
    ("no ; behind a property", "/dts-v1/; / { a };"),
    ("no ; behind a value", "/dts-v1/; / { a = <1> };"),
    ("no value", "/dts-v1/; / { a = ; };"),
    ("no value behind ,", "/dts-v1/; / { a = <1>, ; };"),
    ("label without value", "/dts-v1/; / { a = l: ; };"),
    ("property behind a child", "/dts-v1/; / { n { }; a; };"),
    ("delete-property behind a child", "/dts-v1/; / { n { }; /delete-property/ a; };"),
    ("no } at the end", "/dts-v1/; / { n {"),
    ("unknown reference in cells", "/dts-v1/; / { a = <&x>; };"),
    ("unknown reference as path", "/dts-v1/; / { a = &x; };"),
    ("reference in narrow cells", "/dts-v1/; / { a = /bits/ 16 <&{/}>; };"),
    ("bits of another size", "/dts-v1/; / { a = /bits/ 24 <1>; };"),
    ("bits of a string", "/dts-v1/; / { a = /bits/ 8 \"x\"; };"),
    ("comma in cells", "/dts-v1/; / { a = <1, 2>; };"),
    ("bare expression", "/dts-v1/; / { a = <1 + 2>; };"),
    ("division by zero", "/dts-v1/; / { a = <(1 / 0)>; };"),
    ("remainder by zero", "/dts-v1/; / { a = <(1 % 0)>; };"),
    ("shortened ?:", "/dts-v1/; / { a = <(1 ?: 2)>; };"),
    ("unary plus", "/dts-v1/; / { a = <(+ 2)>; };"),
    ("empty character", "/dts-v1/; / { a = <''>; };"),
    ("two characters", "/dts-v1/; / { a = <'ab'>; };"),
    ("number with letters", "/dts-v1/; / { a = <12xy>; };"),
    ("half a byte", "/dts-v1/; / { a = [0]; };"),
    ("string without end", "/dts-v1/; / { a = \"x; };"),
    ("comment without end", "/dts-v1/; / { }; /* x"),
    ("file that is not there", "/dts-v1/; / { a = /incbin/(\"none.bin\"); };"),
    ("file with an offset alone", "/dts-v1/; / { a = /incbin/(\"data.bin\", 1); };"),
    ("include that is not there", "/dts-v1/; /include/ \"none.dtsi\" / { };"),
    ("duplicate property", "/dts-v1/; / { a; a; };"),
    ("duplicate node", "/dts-v1/; / { n { }; n { }; };"),
    ("duplicate label", "/dts-v1/; / { l: n { }; l: m { }; };"),
    ("name with two @", "/dts-v1/; / { n@1@2 { }; };"),
    ("name with a space", "/dts-v1/; / { a b { }; };"),
    ("root with a name", "/dts-v1/; /n { };"),
  ]

  static let files = ["data.bin": "abcdef", "part.dtsi": "/ { a; b { }; };", "inner.dtsi": "c;\nd { };"]

  private static func compiler() -> DTSCompiler {
    var compiler = DTSCompiler(loader: SourceLoader(files: files.mapValues { Array($0.utf8) }))
    compiler.preprocesses = false
    return compiler
  }

  /// What dtc says of texts: its blobs without and with `-@`, nil for a text that it refuses.
  ///
  /// One shell calls dtc for all of them.
  private static func dtc(_ texts: [String]) throws -> [(plain: [UInt8]?, symbols: [UInt8]?)] {
    let folder = try TemporaryFolder()
    func url(_ name: String) -> URL { folder.url.appending(path: name) }
    for (name, content) in files { try Data(content.utf8).write(to: url(name)) }
    for (index, text) in texts.enumerated() { try Data(text.utf8).write(to: url("\(index).dts")) }
    let loop = """
      dtc --version >/dev/null || exit 1
      for file in *.dts; do
        dtc -q -o "$file.plain" "$file"
        dtc -q -@ -o "$file.symbols" "$file"
      done
      exit 0
      """
    let result = try Tool.run("sh", ["-c", loop], in: folder.url)
    try #require(result.status == 0, "\(result.errors)")
    func blob(_ name: String) -> [UInt8]? { (try? Data(contentsOf: url(name))).map { [UInt8]($0) } }
    return texts.indices.map { (blob("\($0).dts.plain"), blob("\($0).dts.symbols")) }
  }

  @Test func `what dtc takes gives its blobs`() throws {
    let blobs = try Self.dtc(Self.accepted.map(\.text))
    for ((rule, text), theirs) in zip(Self.accepted, blobs) {
      var compiler = Self.compiler()
      let plain = try compiler.compile(Array(text.utf8), path: "t.dts").tree
      #expect(plain.flattened() == theirs.plain, "\(rule)")
      compiler.makesSymbols = true
      let symbols = try compiler.compile(Array(text.utf8), path: "t.dts").tree
      #expect(symbols.flattened() == theirs.symbols, "\(rule), with symbols")
    }
  }

  @Test func `what dtc refuses is refused`() throws {
    let blobs = try Self.dtc(Self.refused.map(\.text))
    for ((rule, text), theirs) in zip(Self.refused, blobs) {
      #expect(theirs.plain == nil, "\(rule)")
      #expect(throws: CompileFailure.self, "\(rule)") {
        try Self.compiler().compile(Array(text.utf8), path: "t.dts")
      }
    }
  }

  @Test func `what is printed compiles to the same`() throws {
    for (rule, text) in Self.accepted {
      let compiled = try Self.compiler().compile(Array(text.utf8), path: "t.dts")
      var printer = DTCPrinter()
      printer.isPlugin = compiled.isPlugin
      let printed = printer.print(compiled.tree)
      let again = try Self.compiler().compile(printed, path: "printed.dts")
      #expect(again.tree.flattened() == compiled.tree.flattened(), "\(rule)")
    }
  }
}
