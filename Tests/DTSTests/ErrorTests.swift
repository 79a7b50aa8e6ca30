import DTS
import DeviceTree
import Testing

@Suite("Errors")
struct ErrorTests {
  @Test("All errors of a text are found in one run, each at its token")
  func several() {
    let text = """
      /dts-v1/;
      / {
      \tuart0: serial@0 {
      \t\ta = <&uart1>;
      \t\tb = <GPIO_ACTIVE>;
      \t\tc = <1>
      \t\td = <2>;
      \t\te = <1 2;
      \t\tf = [1g];
      \t\tg = <(1 / 0) 0x1ffffffff 12ab>;
      \t\th = &{/serial@1};
      \t\ti
      \t};
      };
      &uart2 { j = <0x>; };
      /delete-node/ &nothing;
      """
    #expect(
      messages(text) == [
        "t.dts:4:8: error: no node has the label 'uart1'", "help: did you mean '&uart0'?",
        "t.dts:5:8: error: 'GPIO_ACTIVE' is no number, and no macro of that name is defined",
        "t.dts:6:9: error: missing ';' after the property's value", "help: found 'd' instead",
        "t.dts:8:10: error: missing '>'", "t.dts:8:7: note: the '<' is here",
        "t.dts:9:8: error: expected a byte of two hexadecimal digits or ']', found '1g'",
        "t.dts:9:7: note: the '[' is here",
        "t.dts:10:11: error: division by zero",
        "t.dts:10:16: warning: 0x1ffffffff does not fit into a cell of 32 bits and becomes 0xffffffff",
        "help: write it as two cells",
        "t.dts:10:28: error: '12ab' is no number", "help: hexadecimal numbers begin with 0x",
        "t.dts:11:7: error: there is no node '/serial@1'",
        "help: '/' has a node 'serial@0'; did you mean that?",
        "t.dts:12:3: error: missing ';' after 'i'", "help: found '}' instead",
        "t.dts:15:1: error: no node has the label 'uart2'", "help: did you mean '&uart0'?",
        "t.dts:15:15: error: '0x' is no number",
        "t.dts:16:15: error: no node has the label 'nothing'",
      ])
  }

  @Test("An error in a macro shows its use, and notes show its definition and the including files")
  func expansion() {
    let header = "#define INNER &missing\n#define OUTER(x) <x INNER>\n"
    let text = "/dts-v1/;\n#include \"a.h\"\n#include \"b.dtsi\"\n"
    #expect(
      messages(text, files: ["a.h": header, "b.dtsi": "/ {\n\tx = OUTER(1);\n\ty = OUTER(&gone);\n};\n"]) == [
        "b.dtsi:2:6: error: no node has the label 'missing'",
        "a.h:1:15: note: in expansion of macro 'INNER'",
        "a.h:2:21: note: in expansion of macro 'OUTER'",
        "t.dts:3:10: note: included from here",
        "b.dtsi:3:12: error: no node has the label 'gone'",
        "t.dts:3:10: note: included from here",
        "b.dtsi:3:6: error: no node has the label 'missing'",
        "a.h:1:15: note: in expansion of macro 'INNER'",
        "a.h:2:21: note: in expansion of macro 'OUTER'",
        "t.dts:3:10: note: included from here",
      ])
  }

  static let cases: [(String, [String])] = [
    (
      "",
      [
        "t.dts:1:1: error: a device-tree source must begin with '/dts-v1/;'", "help: there is nothing in it",
      ]
    ),
    ("/dts-v1/;\n", ["t.dts:2:1: error: there is no tree: '/ { … };' is missing"]),
    (
      "/dts-v1/;\n/ { a { }; a { }; };",
      ["t.dts:2:12: error: there are two nodes 'a' in this block", "t.dts:2:5: note: the first is here"]
    ),
    (
      "/dts-v1/;\n/ { a; b; a; };",
      [
        "t.dts:2:11: error: the property 'a' is given twice in this block",
        "t.dts:2:5: note: the first is here",
      ]
    ),
    (
      "/dts-v1/;\n/ { x: a { }; x: b { }; };",
      ["t.dts:2:15: error: the label 'x' is given twice", "t.dts:2:5: note: the first is here"]
    ),
    (
      "/dts-v1/;\n/ { x: a = x: <1>; };",
      ["t.dts:2:12: error: the label 'x' is given twice", "t.dts:2:5: note: the first is here"]
    ),
    (
      "/dts-v1/;\n/ { a { phandle = <1>; }; b { phandle = <1>; }; };",
      [
        "t.dts:2:41: error: the phandle 0x1 is that of '/a' already",
        "help: leave the phandle out: references get one by themselves",
      ]
    ),
    ("/dts-v1/;\n/ { a { phandle = <0>; }; };", ["t.dts:2:19: error: 0x0 is no phandle"]),
    ("/dts-v1/;\n/ { a { phandle = [00]; }; };", ["t.dts:2:19: error: a phandle is one cell, not 1 bytes"]),
    ("/dts-v1/;\n/ { a@1@2 { }; };", ["t.dts:2:5: error: the node name 'a@1@2' has more than one '@'"]),
    (
      "/dts-v1/;\n/ { a@1 = <1>; };",
      ["t.dts:2:5: error: the property name 'a@1' has a '@'", "help: only nodes have unit addresses"]
    ),
    (
      "/dts-v1/;\n/ { a { name = \"b\"; }; };",
      [
        "t.dts:2:9: error: the property 'name' of 'a' is not the node's name",
        "help: leave it out: the node's name says it already",
      ]
    ),
    (
      "/dts-v1/;\n/ { a { }; b; };",
      [
        "t.dts:2:12: error: properties must stand before the child nodes",
        "help: move it up, before the first child of '/'",
      ]
    ),
    (
      "/dts-v1/;\n/ { a = <1, 2>; };",
      ["t.dts:2:11: error: cells are not separated by ','", "help: separate them by blanks"]
    ),
    ("/dts-v1/;\n/ { a = 1; };", ["t.dts:2:9: error: a number must stand in '<…>'", "help: write '<1>'"]),
    (
      "/dts-v1/;\n/ { a = <1 + 2>; };",
      ["t.dts:2:12: error: an expression must stand in parentheses", "help: write '<(1 + 2)>'"]
    ),
    (
      "/dts-v1/;\n/ { a = <& l>; l: b { }; };",
      ["t.dts:2:10: error: '&' is not followed by a label", "help: write '&l', without a blank between them"]
    ),
    (
      "/dts-v1/;\n/ { a = <%>; };",
      [
        "t.dts:2:10: error: nothing follows the operator '%'",
        "help: an expression stands in parentheses, as in <(1 << 4)>",
      ]
    ),
    ("/dts-v1/;\n/ { a = /bits/ 7 <1>; };", ["t.dts:2:16: error: cells have 8, 16, 32 or 64 bits, not 7"]),
    (
      "/dts-v1/;\n/ { a = /bits/ 8 <256>; };",
      ["t.dts:2:19: warning: 0x100 does not fit into a cell of 8 bits and becomes 0x00"]
    ),
    (
      "/dts-v1/;\n/ { a = \"x; };",
      ["t.dts:2:9: error: the string is not ended on its line", "help: add the missing '\"'"]
    ),
    ("/dts-v1/;\n/ { a = \"\\xg\"; };", ["t.dts:2:10: error: '\\x' needs hexadecimal digits"]),
    (
      "/dts-v1/;\n/ { a = <'ab'>; };",
      ["t.dts:2:10: error: the character literal has 2 characters instead of 1"]
    ),
    (
      "/dts-v1/;\n/ { a = /incbin/(\"no\"); };",
      [
        "t.dts:2:18: error: cannot find 'no'",
        "help: it was looked for in the current folder; -I adds a folder",
      ]
    ),
    (
      "/dts-v1/;\n/ { a {\n",
      [
        "t.dts:3:1: error: the node 'a' is not ended: '};' is missing",
        "t.dts:2:7: note: its '{' is here",
      ]
    ),
    (
      "/dts-v1/;\n/ { }\n",
      [
        "t.dts:2:5: error: missing ';' after '}'",
        "help: every node ends with '};'; found the end of the file instead",
      ]
    ),
    (
      "/dts-v1/;\n/ { x: a { }; };\n/ { y = <&z>; };\n&{/a/b} { };",
      ["t.dts:3:10: error: no node has the label 'z'", "t.dts:4:1: error: there is no node '/a/b'"]
    ),
    (
      "#include \"no.h\"\n",
      [
        "t.dts:1:10: error: cannot find 'no.h'",
        "help: it was looked for in the current folder; -I adds a folder",
      ]
    ),
    ("#if 1 +\n#endif\n", ["t.dts:1:7: error: the expression is not complete"]),
    ("#if 1\n", ["t.dts:1:2: error: conditional is not ended", "help: add the missing '#endif'"]),
    ("#else\n", ["t.dts:1:2: error: '#else' without '#if'"]),
    ("#if 1 / 0\n#endif\n", ["t.dts:1:7: error: division by zero"]),
    ("#error too  bad\n/dts-v1/;\n/ { };\n", ["t.dts:1:2: error: #error too bad"]),
    (
      "#define F(x) x\n/dts-v1/;\n/ { a = F(1, 2); };",
      ["t.dts:3:9: error: macro 'F' takes 1 argument, not 2", "t.dts:1:9: note: defined here"]
    ),
    ("#define F(x) x\n/ { a = F(1", ["t.dts:2:9: error: the arguments of macro 'F' are not ended"]),
    ("/dts-v1/;\n/ { };\n/* no end", ["t.dts:3:1: error: comment is not ended"]),
    (
      "#define X 1\n#define X 2\n/dts-v1/;\n/ { };",
      ["t.dts:2:9: warning: 'X' is defined again, differently", "t.dts:1:9: note: first defined here"]
    ),
  ]

  @Test("Each error has its own words", arguments: cases)
  func single(text: String, expected: [String]) { #expect(messages(text) == expected) }
}

@Suite("Many findings")
struct ManyFindings {
  @Test("Warnings, however many, leave nothing out")
  func warnings() throws {
    let text =
      (0..<200).map { "#define X \($0)\n" }.joined() + "/dts-v1/;\n/ {\n"
      + (0..<200).map { "n\($0) { p; /delete-property/ p; };\n" }.joined() + "};\n"
    let compiled = try compile(text)
    #expect(compiled.diagnostics.count == 399)
    #expect(compiled.tree.children(of: compiled.tree.root).reduce(0) { sum, _ in sum + 1 } == 200)
  }

  @Test("Errors end at 64")
  func errors() {
    let text = "/dts-v1/;\n/ {\n" + (0..<200).map { "p\($0) = 1;\n" }.joined() + "};\n"
    #expect(messages(text).filter { $0.contains("error:") }.count == 64)
  }
}
