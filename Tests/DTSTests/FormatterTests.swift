import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

@Suite("Laying out sources")
struct FormatterTests {
  private func format(_ text: String) throws(FormatFailure) -> String {
    String(decoding: try DTSFormatter().format(Array(text.utf8)), as: UTF8.self)
  }

  private static let untidy = """
    // A board.


    /dts-v1/;
    #include   <dt-bindings/gpio.h>
    /{
        compatible="a,b" ,"c";   // what it is
      model = "x";
      soc:soc@0{ #address-cells=< 1 >;

           ranges ;
    /* Two lines
       of it. */
    uart0:serial@1FE0 { reg = <0x0 0xABC0
    0x0 0x10 > , <0x1 0x2>;
    };
    #ifdef FAST
         i2c@1{};
    #endif
           MACRO(a,  b)
        pins = <
      PIN(1, 2)   3
           >;
      };};
    &uart0
    {
    /delete-property/   status;};
    """

  @Test("Tabs, blanks, lists and empty lines as the kernel has them")
  func style() throws {
    let tidy = """
      // A board.

      /dts-v1/;
      #include   <dt-bindings/gpio.h>
      / {
      \tcompatible = "a,b", "c"; // what it is
      \tmodel = "x";

      \tsoc: soc@0 {
      \t\t#address-cells = <1>;

      \t\tranges;

      \t\t/* Two lines
      \t\t   of it. */
      \t\tuart0: serial@1FE0 {
      \t\t\treg = <0x0 0xabc0
      \t\t\t       0x0 0x10>, <0x1 0x2>;
      \t\t};
      #ifdef FAST
      \t\ti2c@1 {};
      #endif
      \t\tMACRO(a,  b)
      \t\tpins = <
      \t\t\tPIN(1, 2)   3
      \t\t>;
      \t};
      };

      &uart0 {
      \t/delete-property/ status;
      };

      """
    let result = try format(Self.untidy)
    #expect(result == tidy, "\(result)")
    #expect(try format(tidy) == tidy)
  }

  /// Layouts of Linux's own sources, in the forms that they have there.
  static let kept = [
    // Tables, set by tabs and by blanks, with comments beside them.
    """
    pins = <
    \t\tPAD_GPIO1_IO01__GPIO1\t\t0x19\t/* A */
    \t\tPAD_SD1_CMD__USDHC1_CMD\t\t0x1d0\t/* long one */
    \t>;
    """,
    "ranges = <&pmx0  0   0 32>,\n\t\t <&pmx0 32  33 38>,\n\t\t <&pmx0 70 172  2>;",
    "reg = <0x0 0x100 0x0 0x40>,\n\t      <0x0 0xc   0x0 0xc>;",
    "keys = <\n\t\tPIN(0x01a4, IN,  0) /* (B20) */ /* 30 */\n\t\tPIN(0x01a0, OUT, 0) /* (E18) */ /* 34 */\n\t>;",
    "matrix = \"0\", \"-1\",  \"0\",\n\t\t\"-1\",  \"0\",  \"0\",\n\t\t \"0\",  \"0\", \"-1\";",
    "pin = <PAD_SD1_CMD\t0x19>;",
    // Values in groups, below the first one or all on lines of their own.
    "names = \"a\", \"b\",\n\t\t\"c\",\n\n\t\t\"d\", \"e\";",
    "range =\n\t\t\t<0x0 0x25>,\n\t\t\t<0x1 0x2c>,\n\n\t\t\t<0x10000 0x26>;",
    "clocks = <&clockgen QORIQ_CLK_PLATFORM_PLL\n\t\t\t    QORIQ_CLK_PLL_DIV(1)>;",
    "opp-hz = /bits/ 64 <1>,\n\t\t\t   <2>;",
    "pins =\n\t/* what it is for */\n\t\t<1 2>,\n\t/* and this */\n\t\t<3 4>;",
    "interrupts = <GIC_PPI 9\n\t\t      (GIC_CPU_MASK_SIMPLE(4) | LEVEL)>;",
    // Labels on lines of their own, nodes on one line.
    "/omit-if-no-ref/\n\tlabel:\n\tother: node {\n\t\ta;\n\t};",
    "a { };\n\tb: b {};\n\tc { status = \"okay\"; };\n\td { reg = <0>; out: endpoint { to = <&a>; }; };",
    "long_s0: &vreg { };\n\tlong:    &vreg { };",
    // `=` and what follows it in columns.
    "bias-pulldown  = <DOWN DIS  DOWN>;\n\tbias-pullup    = <DIS  UP   DIS>;",
    "word-length =\t<&a 0x01>;\n\tpack-mode-x =\t/bits/ 8 <0x0>;",
    // Cells of a line in groups, by more than one blank.
    "ranges = <0x82000000 0 0x11400000  0x0 0x11400000  0 0x300000>;",
    // Rows that begin with comments.
    "names =\n\t\t/*A0-A7*/\t\"\", \"x\",\n\t\t/*B0-B7*/\t\"\", \"y\",\n\t\t\t\t\"z\";",
    "pins = <\n\t\t/* a */ 1 2\n\t\t3 4\n\t>;",
  ]

  @Test("What an author laid out on purpose stays", arguments: Self.kept)
  func layoutStays(statement: String) throws {
    let text = "/ {\n\t\(statement)\n};\n"
    #expect(try format(text) == text)
    // One block deeper, all of it goes along.
    let inner = statement.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : "\t\($0)"
    }
    let deeper = "/ {\n\tnode {\n\t\(inner.joined(separator: "\n"))\n\t};\n};\n"
    #expect(try format(deeper) == deeper)
    let flat = "/ {\n\tnode {\n\t\(statement)\n\t};\n};\n"
    #expect(try format(flat) == deeper, "a block that is indented too little")
  }

  @Test(
    "Rows that are a slip off their place align with the first entry",
    arguments: [
      ("a = <1>,\n\t   <2>;", "a = <1>,\n\t    <2>;"),
      ("reg = <0x0 0x1>,\n\t\t<0x2 0x3>;", "reg = <0x0 0x1>,\n\t      <0x2 0x3>;"),
      ("pins =\n\t  <1 2>,\n\t  <3 4>;", "pins =\n\t\t<1 2>,\n\t\t<3 4>;"),
      ("a = \"x\",\n            \"y\";", "a = \"x\",\n\t    \"y\";"),
      ("a = <1  2>,\n\t    <3 400>;", "a = <1 2>,\n\t    <3 400>;"),
      ("a { b; c; };", "a {\n\t\tb;\n\t\tc;\n\t};"),
      // What follows on the line goes along.
      ("pull   =   < 0x1  0x2  0x3>;", "pull = <0x1  0x2  0x3>;"),
      ("names =\n\t/*A*/\t\"a\",\n\t/*B*/\t\"b\";", "names =\n\t\t/*A*/\t\"a\",\n\t\t/*B*/\t\"b\";"),
      ("a = <0XAB 0xCdE>;", "a = <0xab 0xcde>;"),
    ])
  func slips(statement: String, tidy: String) throws {
    #expect(try format("/ {\n\t\(statement)\n};\n") == "/ {\n\t\(tidy)\n};\n")
  }

  @Test("Directives stay to the byte but for trailing blanks, with the lines that continue them")
  func directives() throws {
    let text =
      "#define PIN(a,  b)  \\\n\t  ((a) << 8 | \\\n     (b))\n#include  \"x.dtsi\"\n/ {\n#if  A\n\ta;\n#endif\n};\n"
    #expect(try format(text) == text)
    let rare =
      "#import \"x.h\"\n#ident \"foo\"\n/ {\n#ifdef A\n\tx = <1>;\n#elifdef B\n\ty = <2>;\n#endif\n};\n"
    #expect(try format(rare) == rare)
    let slip = "\tg: g { x = #x\n<3>; };\n"
    #expect(try format(format(slip)) == format(slip))
    let noComment = "#define G \"a/*b\"\n#define H 1 // see dts/*.dts\n/ {\n\ta;\n};\n"
    #expect(try format(noComment) == noComment)
  }

  @Test("Lines may end with carriage returns")
  func carriageReturns() throws {
    #expect(try format("/ {\r\ta; // x\r};\r") == "/ {\n\ta; // x\n};\n")
    #expect(try format("/ {\r\n\ta;\r\n};\r\n") == "/ {\n\ta;\n};\n")
    #expect(try format("/* a\r\n\t b */\r\n#define A \\\r\n\t1\r\n") == "/* a\n\t b */\n#define A \\\n\t1\n")
  }

  @Test("The bytes of a string never change, whatever they are")
  func strings() throws {
    for content in ["x\ry", "x\r\ny", "x\n\n\ty  ", "\r", "0xAB\t\t z", "\\\r\\\"\r", "/*\r#if\r*/"] {
      let tidy = "/ {\n\ta = \"\(content)\", \"b\";\n\tc;\n};\n"
      #expect(try Array(format(tidy).utf8) == Array(tidy.utf8))
      let untidy = "/ {\r\n a=\"\(content)\" , \"b\";\rc;};"
      #expect(try Array(format(untidy).utf8) == Array(tidy.utf8))
    }
    #expect(try format("/ { a = <'\r'>; };") == "/ { a = <'\r'>; };\n")
  }

  @Test("A comment may stand in front of a directive, on its line")
  func commentedDirectives() throws {
    let text = """
      /* c */ #define X 1
      /* of two
         lines */ /* and one */	#  /* x */  ifdef Y
      / {
      	a = <X>;
      #/**/else
      / {
      	b = <X>;
      /* d */ #endif
      	/* e */
      	#size-cells = <1>;
      	/* f */ #address-cells = <1>;
      };

      """
    #expect(try format(text) == text)
    // What follows a token is none, and what follows a comment that began behind one neither.
    #expect(try format("/ {\n\ta; /*\n */ #size-cells = <1>;\n};\n").hasSuffix("#size-cells = <1>;\n};\n"))
  }

  @Test("A part of a node's body keeps the tabs in front of all of it, and what is included its place")
  func parts() throws {
    let part = "/* head */\n\n\tclk: clock@1 {\n\t\treg = <1>,\n\t\t      <2>;\n\t};\n\n\t/* b */\n\tb;\n"
    #expect(try format(part) == part)
    #expect(try format("  clock {\n  };\n") == "clock {\n};\n")
    #expect(try format("\t&clk {\n\t};\n") == "&clk {\n};\n")
    let included = "&soc {\n/include/ \"a.dtsi\"\n\tusb@1 {\n\t\ta;\n\t};\n\t/include/ \"b.dtsi\"\n};\n"
    #expect(try format(included) == included)
  }

  @Test("A list is broken between its entries, below the first one")
  func longList() throws {
    let entries = (0..<8).map { "<0x\($0)0000000 0x1000>" }.joined(separator: ", ")
    let text = try format("/dts-v1/;\n/ {\n\treg = \(entries);\n};\n")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(text.contains(",\n\t      <0x"), "\(text)")
    #expect(try format(text) == text)
  }

  @Test("Branches of a condition may each open the block")
  func conditions() throws {
    let text = "/ {\n#ifdef A\n\ta {\n#else\n\tb {\n#endif\n\t\tc;\n\t};\n};\n"
    #expect(try format(text) == text)
  }

  @Test(
    "What cannot be read is said where it stands",
    arguments: [
      ("/ {\n\ta = \"x;\n};\n", 9, "does not end"), ("/ { /* x\n", 4, "does not end"),
      ("/ {\n};\n};\n", 7, "no block"), ("/ {\n\ta;\n", 2, "not ended"),
      ("/ {\n\ta {\n\t\tb;\n\tc {\n\t};\n};\n", 7, "not ended"),
      ("/ { a = <1\\\n2>; };", 10, "backslash"),
      ("/ {\n\ta = <1>\n\tb = <2>;\n};\n", 11, "missing ';'"),
      ("/ {\n\ta = <1>\n\tb-c;\n};\n", 11, "missing ';'"), ("/ {\n\ta = X\n\tb {\n};\n", 9, "missing ';'"),
      ("/ {\n\ta\n\tb-c = <2>;\n};\n", 5, "missing ';'"), ("/ {\n\ta = <1>\n};\n", 11, "missing ';'"),
      ("/ {\n\ta { }\n\tb;\n};\n", 9, "missing ';'"), ("/ {\n\ta;\n}\n", 8, "missing ';'"),
      ("/ {\n\ta b;\n};\n", 7, "stands behind a name"), ("/ {\n\ta <1>;\n};\n", 5, "missing '='"),
      ("/ {\n\ta \"b\";\n};\n", 5, "missing '='"), ("/ {\n\t= <1>;\n};\n", 5, "no name"),
      ("/ {\n\t{ };\n};\n", 5, "no name"), ("/ {\n\ta!b;\n};\n", 5, "no name"),
      ("/ {\n\ta = <1>;;\n};\n", 13, "nothing for this ';'"),
      ("/ {\n\ta = <1;\n};\n", 9, "not ended"), ("/ {\n\ta = <1 \"b\">;\n};\n", 9, "not ended"),
      ("/ {\n\ta = <1, 2>;\n};\n", 11, "no commas"), ("/ {\n\ta = <(1>;\n};\n", 10, "not ended"),
      ("/ {\n\ta = <1)>;\n};\n", 11, "no '('"), ("/ {\n\ta = <1>>;\n};\n", 12, "no list"),
      ("/ {\n\ta = <1> <2>;\n};\n", 11, "missing ','"), ("/ {\n\ta = \"b\" \"c\";\n};\n", 11, "missing ','"),
      ("/ {\n\ta = <1> b-c;\n};\n", 13, "stands behind a value"),
      ("/ {\n\ta = ;\n};\n", 9, "no value"), ("/ {\n\ta = <1>, ;\n};\n", 14, "no value"),
      ("/ {\n\ta = \"x;\n\tb = \"y\";\n};\n", 9, "does not end"),
      ("/ {\n\ta = \"x;\n\tb = \"y\", \"z;\n};\n", 9, "does not end"),
      ("#ifdef A\n/ {\n};\n", 0, "not ended"), ("/ {\n};\n#endif\n", 7, "without '#if'"),
      ("#else\n", 0, "without '#if'"), ("#if 1\n#else\n#elif 2\n#endif\n", 12, "behind '#else'"),
    ])
  func failures(text: String, offset: Int, message: String) throws {
    let failure = #expect(throws: FormatFailure.self) { try format(text) }
    #expect(failure?.offset == offset, "\(String(describing: failure))")
    #expect(failure?.message.contains(message) == true)
  }

  @Test(
    "Where macros, conditions and included files make something else of a text, it is laid out",
    arguments: [
      "NODE(a): b {\n\tc;\n};\n", "/ {\n\tMACRO(1, 2)\n\ta;\n\tMACRO\n\tb = <1>;\n};\n",
      "/ {\n\ta = <1> REST;\n\tb = LIST(<1>, <2>) \"x\" MORE \"y\";\n};\n",
      "/ {\n\ta =\n#ifdef X\n\t\t<1>;\n#else\n\t\t<2>;\n#endif\n\tb;\n};\n",
      "/ {\n\ta = <1\n#ifdef X\n\t     2\n#endif\n\t    >;\n};\n",
      "/ {\n\ta = <1>\n#ifdef X\n\t    , <2>\n#endif\n\t    ;\n};\n",
      "/ {\n#include \"body.h\"\n};\n", "/delete-node/ &a;\n/delete-node/&b;\n",
      "/ {\n\t/delete-property/a;\n};\n", "/memreserve/ 0x1 (2 + 3);\n",
      "/ {\n#ifdef A\n};\n#else\n};\n#endif\n", "a = <1>;\n", "/include/ \"a.dtsi\"\n\n/ {\n};\n",
      "/ {\n\ta = l1: <l2: 1 l3: 2>, [00 l4: 11], l5: &{/x} l6:;\n};\n",
      "/ {\n\ta = /incbin/(\"f\", 1, 2), /bits/ 8 <1>;\n};\n",
    ])
  func opaque(text: String) throws {
    let result = try format(text)
    let words = { (text: String) in text.split { " \t\n".contains($0) } }
    #expect(words(result) == words(text))
  }

  @Test("Sources of this project keep their blobs, and once is enough")
  func ownSources() throws {
    let folders = [Fixtures.packageRoot.appending(path: "dts"), Fixtures.url("dts"), Fixtures.url("lint")]
    var count = 0
    for folder in folders {
      for case let url as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        ?? .init()
      where ["dts", "dtsi", "dtso"].contains(url.pathExtension) {
        let before = [UInt8](try Data(contentsOf: url))
        guard let after = try? DTSFormatter().format(before) else { continue }
        count += 1
        #expect(try DTSFormatter().format(after) == after, "\(url.lastPathComponent)")
        let compiler = DTSCompiler(loader: fileLoader)
        guard let old = try? compiler.compile(before, path: url.path) else { continue }
        #expect(try compiler.compile(after, path: url.path).tree.flattened() == old.tree.flattened())
      }
    }
    #expect(count > 10)
  }

  @Test("However a source is spaced, it is laid out the same way twice and says the same")
  func anySpacing() throws {
    let source = """
      /dts-v1/;
      /memreserve/ 0x1000 0x2000;
      / {
      l: n@1 { reg = <(1 << 3) 0xAB &{/n@1}>, <&l 'a'>; s = "a b", /* in */ [00 ff]; t = /bits/ 8 <1 2>; e; };
      /* c */ // d
      m { p = <1>; // e
      q = &l; }; };
      """
    let blob = try compile(source).tree.flattened()
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    // Blanks between tokens; a line comment keeps its end, and strings and characters their insides.
    let words = source.split(whereSeparator: { $0 == "\n" }).map { line in
      line.contains("\"") || line.contains("'") ? [String(line)] : line.split(separator: " ").map(String.init)
    }
    for _ in 0..<200 {
      var text = ""
      for line in words {
        for word in line {
          text += word
          if !line.contains("//") || word == line.last {
            text += [" ", "\t", "  ", "\n", "\n\n\n", " \n\t"].randomElement(using: &generator) ?? " "
          } else {
            text += " "
          }
        }
        text += "\n"
      }
      let result = try format(text)
      #expect(try format(result) == result, "seed \(seed)\n\(text)\n---\n\(result)")
      #expect(try compile(result).tree.flattened() == blob, "seed \(seed)\n\(text)\n---\n\(result)")
    }
  }

  @Test("A line comment that a backslash continues is one comment")
  func continuedComment() throws {
    let text = "/dts-v1/;\n\n/ {\n\ta;\n\t// one \\\n\t   two; { \\\n\n\tb;\n};\n"
    #expect(try format(text) == text)
  }
}
