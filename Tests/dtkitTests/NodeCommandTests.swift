import Foundation
import TestSupport
import Testing

/// `dtkit get`, `set` and `query` as a user calls them.
@Suite struct NodeCommandTests {
  @Test(arguments: ["board.dts", "board.dtb"])
  func valuesAreShown(_ file: String) throws {
    let program = try VerbBoard.program()
    for node in ["/serial@1000", "/serial", "serial0", file == "board.dts" ? "&uart" : "&serial0"] {
      #expect(try program.run("get", file, node, "reg").text == "<0x1000 0x10>\n")
    }
    let clock = file == "board.dts" ? "&clk" : "&clock"
    #expect(try program.run("get", file, "serial0", "clocks").text == "<\(clock) 0x7>\n")
    #expect(try program.run("get", file, "serial0", "reg", "-t", "u").text == "4096 16\n")
    #expect(try program.run("get", file, "serial0", "speed", "--default", "none").text == "none\n")
    #expect(try program.run("get", file, "/").text.contains("\taliases { ... };\n"))
    let missing = try program.run("get", file, "serial0", "clock")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("did you mean clocks?"))
    let label = try program.run("get", file, String(clock.dropFirst()), "reg")
    #expect(label.errors.contains("did you mean \(clock)?"), "\(label.errors)")
    let json = try program.json(try program.run("get", file, "serial0", "reg", "--format", "json"))
    #expect((json["property"] as? [String: Any])?["cells"] as? [String] == ["0x1000", "0x10"])
  }

  @Test func aSourceIsChangedWhereTheValueStands() throws {
    let program = try VerbBoard.program()
    let result = try program.run("set", "board.dts", "&uart", "clocks", "<&clk 9>", "-o", "new.dts")
    #expect(result.status == 0, "\(result.errors)")
    let text = String(decoding: try program.bytes("new.dts"), as: UTF8.self)
    #expect(text == VerbBoard.source.replacing("<&clk 7>", with: "<&clk 9>"))
    #expect(try program.run("set", "new.dts", "&clk", "status", "\"okay\"", "-o", "new.dts").status == 0)
    #expect(try program.run("get", "new.dts", "/clock", "status").text == "\"okay\"\n")
  }

  /// Of a file and of standard input alike; what is said besides goes to standard error.
  @Test(arguments: ["board.dts", "board.dtb"], ["text", "json"])
  func theResultOnStandardOutputIsWhatTheFileIs(_ file: String, _ format: String) throws {
    let program = try VerbBoard.program()
    let edit = ["/clock", "#clock-cells", "<2>", "--format", format, "-o"]
    #expect(try program.run(["set", file] + edit + ["new-\(file)"]).status == 0)
    let expected = try program.bytes("new-\(file)")
    #expect(expected != (try program.bytes(file)))
    let result = try program.run(["set", file] + edit + ["-"])
    #expect(result.output == expected)
    #expect(result.errors.isEmpty == (format == "text"))
    #expect(try program.run(["set", "-"] + edit + ["-"], input: program.bytes(file)).output == expected)
  }

  @Test func aBlobIsChangedAndARefusedValueIsNot() throws {
    let program = try VerbBoard.program()
    #expect(try program.run("set", "board.dtb", "serial0", "friend", "<&clock>", "-o", "new.dtb").status == 0)
    #expect(try program.run("get", "new.dtb", "serial0", "friend", "-t", "x").text == "1\n")
    #expect(try program.run("set", "board.dtb", "serial0", "empty", "-o", "new.dtb").status == 0)
    #expect(try program.run("get", "new.dtb", "serial0", "empty").text == "\n")
    for value in [
      "<&clok 1>", "<&{/clok} 1>", "<1>; phandle = <9>", "<1", "<1>; other = <2>", "<1>; }; / { x",
    ] {
      let result = try program.run("set", "board.dtb", "serial0", "a", value, "-o", "none.dtb")
      #expect(result.status == 2, "\(value)")
      #expect(!FileManager.default.fileExists(atPath: program.url("none.dtb").path))
    }
  }

  @Test(arguments: ["dts", "dtb"])
  func severalChangesAreMadeTogether(_ ending: String) throws {
    let program = try VerbBoard.program()
    let uart = ending == "dts" ? "&uart" : "serial0"
    let result = try program.run(
      "set", "board.\(ending)", "-e", "create /serial@1000/child@1", "-e", "/serial@1000/child@1 reg = <1>",
      "-e", "delete \(uart) clocks", "-e", "\(uart) wakeup", "-e", "delete /clock", "-o", "new.\(ending)",
      "--format", "json")
    #expect(result.status == 0, "\(result.errors)")
    let edits = try program.json(result)["edits"] as? [[String: Any]]
    #expect(edits?.compactMap { $0["edit"] as? String } == ["create", "set", "delete", "set", "delete"])
    #expect(try program.run("get", "new.\(ending)", "/serial@1000/child@1", "reg").text == "<0x1>\n")
    #expect(try program.run("get", "new.\(ending)", "/serial@1000", "clocks", "-d", "none").text == "none\n")
    #expect(try program.run("query", "new.\(ending)", "--path", "/clock").status == 1)
    guard ending == "dts" else { return }
    let text = String(decoding: try program.bytes("new.dts"), as: UTF8.self)
    #expect(text.contains("model = \"board\";\t// the name\n"))
    #expect(
      text.contains(
        "\t\treg = <0x1000 0x10>;\n\t\twakeup;\n\n\t\tchild@1 {\n\t\t\treg = <1>;\n\t\t};\n\t};\n"))
  }

  /// As they are printed where a node has no label.
  @Test(arguments: ["board.dts", "board.dtb"])
  func nodesAreReferredToByPath(_ file: String) throws {
    let program = try VerbBoard.program()
    for value in ["<&{/aliases}>", "<0x1 &{/aliases} 0x2>, \"a\"", "<&{/}>"] {
      let new = "new-\(file)"
      let result = try program.run("set", file, "/serial@1000", "a", value, "-o", new)
      #expect(result.status == 0, "\(result.errors)")
      #expect(try program.run("query", new, "--property", "a=\(value)").text.hasPrefix("  /serial@1000 "))
      if file == "board.dts" {
        #expect(try program.run("get", new, "/serial@1000", "a").text == value + "\n")
      }
    }
    let missing = try program.run("set", file, "/serial@1000", "a", "<&{/clok}>", "-o", "none.dtb")
    // The compiler tells of a source, the tree of a blob.
    let help = file == "board.dts" ? "'/' has a node 'clock'; did you mean that?" : "did you mean &{/clock}?"
    #expect(missing.errors.contains(help), "\(missing.errors)")
  }

  @Test func whatAnotherFileSaysIsOverridden() throws {
    let program = try VerbBoard.program()
    try program.write(VerbBoard.source.replacing("/dts-v1/;\n", with: ""), to: "soc.dtsi")
    let board = "/dts-v1/;\n#include \"soc.dtsi\"\n\n&clk {\n\tx;\n};\n"
    try program.write(board, to: "b.dts")
    let result = try program.run(
      "set", "b.dts", "-e", "&uart status = \"okay\"", "-e", "&clk #clock-cells = <2>", "-e",
      "delete &uart clocks",
      "-e", "delete /aliases", "-o", "b.dts")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      String(decoding: try program.bytes("b.dts"), as: UTF8.self)
        == "/dts-v1/;\n#include \"soc.dtsi\"\n\n&clk {\n\tx;\n\t#clock-cells = <2>;\n};\n\n"
        + "/delete-node/ &{/aliases};\n\n&uart {\n\tstatus = \"okay\";\n\t/delete-property/ clocks;\n};\n")
  }

  /// The deletion stands in the place of what the file said, which is of no effect any more.
  @Test(arguments: [
    ("delete &uart status", "&uart { status = \"okay\"; };\n", "&uart { /delete-property/ status; };\n"),
    (
      "delete &uart reg",
      "&uart {\n\treg = <1 2>;\n\tx;\n};\n\n&uart {\n\treg = <3 4>;\t// why\n\tchild {\n\t};\n};\n",
      "&uart {\n\tx;\n};\n\n&uart {\n\t/delete-property/ reg;\t// why\n\tchild {\n\t};\n};\n"
    ),
    (
      "delete &uart", "&uart {\n\tx;\n};\n\n/ {\n\tserial@1000 {\n\t\ty;\n\t};\n};\n",
      "/ {\n\t/delete-node/ serial@1000;\n};\n"
    ),
    ("delete /clock", "&clk {\n\tx;\n};\n", "/delete-node/ &clk;\n"),
    ("delete &uart", "own: &uart {\n\tx;\n};\n", "own: &uart {\n\tx;\n};\n\n/delete-node/ &own;\n"),
  ])
  func whatAnIncludeSaysIsDeletedInPlace(_ edit: String, _ own: String, _ expected: String) throws {
    let program = try VerbBoard.program()
    let soc = VerbBoard.source.replacing("/dts-v1/;\n", with: "").replacing("<&clk 7>", with: "<7>")
      .replacing("\t\tserial0 = &uart;\n", with: "").replacing(
        "reg =", with: "status = \"disabled\";\n\t\treg =")
    try program.write(soc, to: "soc.dtsi")
    let head = "/dts-v1/;\n#include \"soc.dtsi\"\n\n"
    try program.write(head + own, to: "b.dts")
    let result = try program.run("set", "b.dts", "-e", edit, "-o", "b.dts")
    #expect(result.status == 0, "\(result.errors)")
    #expect(String(decoding: try program.bytes("b.dts"), as: UTF8.self) == head + expected)
  }

  /// A property that is set again comes behind its deletion, and `/serial` is not `serial@1000`.
  @Test func laterChangesFollowEarlierOnes() throws {
    let program = try VerbBoard.program()
    try program.write(VerbBoard.source.replacing("/dts-v1/;\n", with: ""), to: "soc.dtsi")
    try program.write("/dts-v1/;\n#include \"soc.dtsi\"\n", to: "b.dts")
    let result = try program.run(
      "set", "b.dts", "-e", "delete &uart reg", "-e", "&uart\treg\t=\t<5>", "-e", "create /serial", "-e",
      "delete /serial", "-o", "b.dts")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try program.run("get", "b.dts", "&uart", "reg").text == "<0x5>\n")
    #expect(try program.run("get", "b.dts", "/serial@1000", "reg").text == "<0x5>\n")
  }

  @Test func overlaySourcesStayWhatTheyAre() throws {
    let program = try Program()
    let source =
      "/dts-v1/;\n/plugin/;\n\n// why\n&uart {\n\town: child {\n\t\ta = <1>;\t// one\n\t};\n};\n"
    try program.write(source, to: "o.dtso")
    let result = try program.run("set", "o.dtso", "-e", "&own a = <2>", "-e", "&own b", "-o", "o.dtso")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      String(decoding: try program.bytes("o.dtso"), as: UTF8.self)
        == source.replacing("<1>;\t// one\n", with: "<2>;\t// one\n\t\tb;\n"))
    #expect(try program.run("build", "o.dtso", "-o", "a.dtbo").status == 0)
    #expect(try program.run("build", "o.dtso", "-o", "printed.dtso").status == 0)
    #expect(try program.run("build", "printed.dtso", "-o", "b.dtbo").status == 0)
    #expect(try program.bytes("a.dtbo") == program.bytes("b.dtbo"))
    #expect(String(decoding: try program.bytes("printed.dtso"), as: UTF8.self).contains("/plugin/;"))
  }

  /// Macros and expressions of the source may be used, and stay; names that it has not are told.
  @Test func valuesAreWrittenAsTheyAreGiven() throws {
    let program = try Program()
    let source = """
      /dts-v1/;
      #define SPI 0
      #define IRQ_HIGH 4
      #define PIN(a, b) ((a) << 8 | (b))
      / {
      \tuart: serial {
      \t\tinterrupts = <1>;
      \t};
      };

      """
    try program.write(source, to: "b.dts")
    let edits = [
      "set &uart interrupts <SPI 33 IRQ_HIGH>", "&uart current-speed = <115200>",
      "&uart pins = <PIN(1, 2) (1 << 4)>",
    ]
    let result = try program.run(["set", "b.dts"] + edits.flatMap { ["-e", $0] })
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("b.dts: /serial: interrupts = <SPI 33 IRQ_HIGH>;\n"))
    let text = String(decoding: try program.bytes("b.dts"), as: UTF8.self)
    let added = "<SPI 33 IRQ_HIGH>;\n\t\tcurrent-speed = <115200>;\n\t\tpins = <PIN(1, 2) (1 << 4)>;"
    #expect(text == source.replacing("<1>;", with: added), "\(text)")
    #expect(try program.run("get", "b.dts", "/serial", "pins").text == "<0x102 0x10>\n")
    #expect(try program.run("set", "b.dts", "&uart", "interrupts", "<IRQ_HIGH>", "-o", "b.dtb").status == 0)
    #expect(try program.run("get", "b.dtb", "/serial", "interrupts").text == "<0x4>\n")
    let unknown = try program.run("set", "b.dts", "&uart", "interrupts", "<IRQ_HIHG>")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("did you mean 'IRQ_HIGH'?"), "\(unknown.errors)")
    #expect(String(decoding: try program.bytes("b.dts"), as: UTF8.self) == text)
  }

  /// What --type makes of words is written as the words are.
  @Test(arguments: [
    ("u", ["115200", "0x10"], "<115200 0x10>"), ("x", ["1c200"], "<0x1c200>"), ("i", ["-1"], "<(-1)>"),
    ("bx", ["1", "ff"], "[01 ff]"), ("hu", ["1", "300"], "/bits/ 16 <1 300>"),
    ("s", ["a", "say \"b\""], "\"a\", \"say \\\"b\\\"\""),
  ])
  func typedValuesAreWrittenAsTheyAreGiven(_ type: String, _ words: [String], _ value: String) throws {
    let program = try VerbBoard.program()
    let call = ["set", "board.dts", "&clk", "new", "-t", type, "-o", "new.dts", "--"] + words
    let result = try program.run(call)
    #expect(result.status == 0, "\(result.errors)")
    let text = String(decoding: try program.bytes("new.dts"), as: UTF8.self)
    #expect(text.contains("new = \(value);\n"), "\(text)")
  }

  /// A node on one line gets the lines that it needs.
  @Test(arguments: [
    ("&a new = <1>", "a: a { };", "a: a {\n\t\tnew = <1>;\n\t};"),
    ("&a new", "a: a {};", "a: a {\n\t\tnew;\n\t};"),
    ("&a new", "a: a { old = <1>; };", "a: a {\n\t\told = <1>;\n\t\tnew;\n\t};"),
    ("&a old = <2>", "a: a { old = <1>; };", "a: a { old = <2>; };"),
    ("&a new", "a: a { b { x; }; };", "a: a {\n\t\tnew;\n\n\t\tb { x; };\n\t};"),
    ("create &a/c", "a: a { };", "a: a {\n\t\tc {\n\t\t};\n\t};"),
    ("create &a/c", "a: a { old; };", "a: a {\n\t\told;\n\n\t\tc {\n\t\t};\n\t};"),
    ("delete &a old", "a: a { old; };", "a: a { };"),
  ])
  func nodesOnOneLineGetMore(_ edit: String, _ node: String, _ expected: String) throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ {\n\t\(node)\n};\n", to: "b.dts")
    let result = try program.run("set", "b.dts", "-e", edit)
    #expect(result.status == 0, "\(result.errors)")
    let text = String(decoding: try program.bytes("b.dts"), as: UTF8.self)
    #expect(text == "/dts-v1/;\n/ {\n\t\(expected)\n};\n", "\(text)")
  }

  @Test func aPatchIsShownAndNothingWritten() throws {
    let program = try VerbBoard.program()
    let result = try program.run("set", "board.dts", "&uart", "clokcs", "<1>", "--diff")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("\n+\t\tclokcs = <1>;\n"), "\(result.text)")
    #expect(result.errors.contains("did you mean clocks?"), "\(result.errors)")
    #expect(String(decoding: try program.bytes("board.dts"), as: UTF8.self) == VerbBoard.source)
    #expect(try program.run("set", "board.dtb", "/clock", "a", "--diff").status == 2)
    #expect(try program.run("set", "board.dtb", "/clock", "a", "--diff", "-o", "b.dts").status == 2)
  }

  @Test(arguments: [
    (["--property", "clokcs"], "clocks"), (["--label", "serial1"], "&serial0"),
    (["--compatible", "ns1650a"], "ns16550a"),
  ])
  func whatNoNodeHasMayBeMisspelt(_ question: [String], _ meant: String) throws {
    let program = try VerbBoard.program()
    let result = try program.run(["query", "board.dtb"] + question)
    #expect(result.status == 1)
    #expect(result.errors.contains("did you mean \(meant)?"), "\(result.errors)")
  }

  @Test(arguments: [
    (["delete /"], "the root"), (["create /serial@1000"], "already"),
    (["delete &uart clokcs"], "did you mean clocks?"),
    (["delete &clk"], "would not compile"), (["status"], "cannot be read"),
    (["create /a b"], "cannot be read"),
    (["&uart status = \"okay\"", "delete &nobody"], "no node"),
  ])
  func changesThatCannotBeLeaveTheFile(_ edits: [String], _ expected: String) throws {
    let program = try VerbBoard.program()
    let result = try program.run(["set", "board.dts", "-o", "board.dts"] + edits.flatMap { ["-e", $0] })
    #expect(result.status == 2)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(String(decoding: try program.bytes("board.dts"), as: UTF8.self) == VerbBoard.source)
  }

  @Test(arguments: [
    (["--compatible", "ns*"], ["/serial@1000"]), (["--path", "/*"], ["/aliases", "/clock", "/serial@1000"]),
    (["--phandle", "1"], ["/clock"]), (["--property", "reg=0x10"], ["/serial@1000"]),
    (["--property", "reg=<0x1000 0x10>"], ["/serial@1000"]), (["--property", "model=board"], ["/"]),
    (["--property", "clocks=&clock"], ["/serial@1000"]),
    (["--property", "clocks=<&{/clock}>"], ["/serial@1000"]),
    (["--property", "reg=&clock"], []),
    (["--label", "serial0"], ["/serial@1000"]), (["--path", "/*", "--compatible", "x"], []),
  ])
  func nodesAreFound(_ question: [String], _ expected: [String]) throws {
    let program = try VerbBoard.program()
    let result = try program.run(["query", "board.dtb"] + question)
    #expect(result.status == (expected.isEmpty ? 1 : 0))
    let paths = result.text.split(separator: "\n").map { String($0.split(separator: " ")[0]) }
    #expect(paths == expected)
    let json = try program.json(try program.run(["query", "board.dtb", "--format", "json"] + question))
    let nodes = json["nodes"] as? [[String: Any]]
    #expect(nodes?.compactMap { $0["node"] as? String } == expected)
  }
}
