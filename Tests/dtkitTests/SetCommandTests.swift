import Foundation
import TestSupport
import Testing

/// `dtkit set` on sources as people write them: with conditions, comments, macros and includes.
@Suite struct SetCommandTests {
  /// The source after these edits; `soc` is what it includes.
  private func edited(_ source: String, _ edits: [String], soc: String? = nil) throws -> (String, Tool.Result)
  {
    let program = try Program()
    if let soc { try program.write(soc, to: "soc.dtsi") }
    try program.write(source, to: "b.dts")
    let result = try program.run(["set", "b.dts"] + edits.flatMap { ["-e", $0] })
    return (String(decoding: try program.bytes("b.dts"), as: UTF8.self), result)
  }

  private static let head = "/dts-v1/;\n/ {\n\tn: n {\n"

  /// What is added stands where it holds in every branch, and behind all other properties if it can.
  @Test(arguments: [
    (
      "\t\ta;\n#ifdef X\n\t\tb;\n#else\n\t\tc;\n#endif\n\t};\n};\n",
      "\t\ta;\n#ifdef X\n\t\tb;\n#else\n\t\tc;\n#endif\n\t\tnew;\n\t};\n};\n"
    ),
    (
      "\t\ta; // why\n#ifdef X\n\t\tb;\n\t\tm {\n\t\t};\n#else\n\t\tc;\n#endif\n\t};\n};\n",
      "\t\ta; // why\n\t\tnew;\n#ifdef X\n\t\tb;\n\t\tm {\n\t\t};\n#else\n\t\tc;\n#endif\n\t};\n};\n"
    ),
    (
      "#ifndef X\n\t\tm {\n\t\t\ta;\n\t\t};\n#endif\n\t};\n};\n",
      "\t\tnew;\n#ifndef X\n\t\tm {\n\t\t\ta;\n\t\t};\n#endif\n\t};\n};\n"
    ),
    // A branch that is not taken states it: a second block overrides it in each.
    (
      "#ifdef X\n\t\tnew = <1>;\n#endif\n\t};\n};\n",
      "#ifdef X\n\t\tnew = <1>;\n#endif\n\t};\n};\n\n&n {\n\tnew;\n};\n"
    ),
    // The last block is there in one branch only.
    (
      "\t\ta;\n\t};\n};\n#ifndef X\n&n {\n\tb;\n};\n#endif\n",
      "\t\ta;\n\t\tnew;\n\t};\n};\n#ifndef X\n&n {\n\tb;\n};\n#endif\n"
    ),
  ])
  func whatIsAddedHoldsInEveryBranch(_ body: String, _ expected: String) throws {
    let (text, result) = try edited(Self.head + body, ["&n new"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == Self.head + expected, "\(text)")
  }

  @Test func aNodeThatAConditionMakesStaysInIt() throws {
    let soc = "/ {\n\tn: n {\n\t};\n};\n"
    let source = "/dts-v1/;\n/ {\n};\n#ifndef X\n#include \"soc.dtsi\"\n#endif\n"
    let (text, result) = try edited(source, ["&n new"], soc: soc)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      text == source.replacing("#endif", with: "\n&n {\n\tnew;\n};\n#endif"), "\(text)")
  }

  @Test func whatChangesUnderAConditionIsTold() throws {
    let body = "#ifdef X\n\t\ta = <1>;\n#else\n\t\ta = <2>;\n#endif\n\t};\n};\n"
    let (text, result) = try edited(Self.head + body, ["&n a = <3>"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == Self.head + body.replacing("<2>", with: "<3>"), "\(text)")
    #expect(
      result.errors.contains("b.dts:6:1: note: a of /n changes under this condition only"), "\(result.errors)"
    )
  }

  @Test(arguments: [
    ("n { a; // c\n\t};", "n { a; // c\n\t\tnew;\n\t};"),
    ("n { a; /* c */ };", "n {\n\t\ta; /* c */\n\t\tnew;\n\t};"),
    ("n { /* c */ };", "n {\n\t\t/* c */\n\t\tnew;\n\t};"),
    ("n { /* c */ a; m { x; }; };", "n {\n\t\t/* c */ a;\n\t\tnew;\n\n\t\tm { x; };\n\t};"),
    ("n { // c\n\t\ta;\n\t};", "n { // c\n\t\ta;\n\t\tnew;\n\t};"),
    ("n { // c\n\t};", "n { // c\n\t\tnew;\n\t};"),
    ("n { a;\n\t\tb; };", "n { a;\n\t\tb;\n\t\tnew;\n\t};"),
    ("n { a;\n\t\tb; m { }; };", "n { a;\n\t\tb;\n\t\tnew;\n\t\tm { }; };"),
  ])
  func nodesOnFewLinesGetMore(_ node: String, _ expected: String) throws {
    let (text, result) = try edited("/dts-v1/;\n/ {\n\t\(node)\n};\n", ["/n new"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == "/dts-v1/;\n/ {\n\t\(expected)\n};\n", "\(text)")
  }

  @Test(arguments: [
    ("n { x = <1>; };", "n { x; };"), ("n { y; x = \"a\", /* c */ <1>; };", "n { y; x; };"),
    ("n {\n\t\tx = X;\t// c\n\t};", "n {\n\t\tx;\t// c\n\t};"),
  ])
  func aValueIsTakenAway(_ node: String, _ expected: String) throws {
    let head = "/dts-v1/;\n#define X <1>\n/ {\n\t"
    let (text, result) = try edited("\(head)\(node)\n};\n", ["/n x"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == "\(head)\(expected)\n};\n", "\(text)")
  }

  private static let pair =
    "/dts-v1/;\n/ {\n\tc: c {\n\t};\n\n\tu: u {\n\t\tclocks = <&c>;\n\t\ta { x; };\n\t};\n};\n"

  /// What only one of the edits would leave does not compile.
  @Test(arguments: [
    (["delete &c", "delete &u clocks"], "/dts-v1/;\n/ {\n\tu: u {\n\t\ta { x; };\n\t};\n};\n"),
    (
      ["&u clocks = <&{/d}>", "create /d"],
      pair.replacing("<&c>", with: "<&{/d}>").replacing("\t};\n};\n", with: "\t};\n\n\td {\n\t};\n};\n")
    ),
    (["&u clocks = <1>", "&u clocks = <2>"], pair.replacing("<&c>", with: "<2>")),
    (["&u b", "delete &u b"], pair),
    (["delete &u clocks", "&u clocks = <3>"], pair.replacing("<&c>", with: "<3>")),
    (
      ["/u/a y = <1>", "delete /u/a x", "create /u/a/b", "/u/a/b z", "create /u/a/b/d"],
      pair.replacing(
        "a { x; };",
        with: "a {\n\t\t\ty = <1>;\n\n\t\t\tb {\n\t\t\t\tz;\n\n\t\t\t\td {\n\t\t\t\t};\n\t\t\t};\n\t\t};")
    ),
    (["create /d", "delete /d"], pair),
    (["/u/a y", "delete /u/a"], pair.replacing("\t\ta { x; };\n", with: "")),
    (
      ["delete /u/a", "create /u/a", "/u/a y"],
      pair.replacing("\t\ta { x; };\n", with: "\n\t\ta {\n\t\t\ty;\n\t\t};\n")
    ),
  ])
  func editsAreJudgedTogether(_ edits: [String], _ expected: String) throws {
    let (text, result) = try edited(Self.pair, edits)
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == expected, "\(text)")
  }

  @Test func aNodeOfAnIncludeIsMadeAnew() throws {
    let soc = "/ {\n\tn: n {\n\t\ta;\n\t};\n};\n"
    let source = "/dts-v1/;\n#include \"soc.dtsi\"\n/ {\n\tx;\n};\n"
    let (text, result) = try edited(source, ["delete &n", "create /n", "/n b"], soc: soc)
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == source + "\n/delete-node/ &n;\n\n/ {\n\tn {\n\t\tb;\n\t};\n};\n", "\(text)")
  }

  @Test func whatExtendsADeletedNodeGoesWithIt() throws {
    let source = "/dts-v1/;\n/ {\n\tn {\n\t\tm: m {\n\t\t};\n\t};\n};\n\n&m {\n\ta;\n};\n"
    let (text, result) = try edited(source, ["delete /n"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == "/dts-v1/;\n/ {\n};\n", "\(text)")
  }

  /// What an include says behind the source's own block is overridden behind it.
  @Test func whatIsIncludedLastIsOverriddenBehindIt() throws {
    let source = "/dts-v1/;\n/ {\n\tn: n {\n\t};\n};\n#include \"soc.dtsi\"\n"
    let (text, result) = try edited(source, ["&n a = <2>"], soc: "&n {\n\ta = <1>;\n};\n")
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == source + "\n&n {\n\ta = <2>;\n};\n", "\(text)")
  }

  @Test func whatAMacroMakesIsOverridden() throws {
    let source = "/dts-v1/;\n#define A a = <1>; b\n/ {\n\tn: n {\n\t\tA;\n\t};\n};\n"
    let (text, result) = try edited(source, ["&n a = <2>"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(text == source + "\n&n {\n\ta = <2>;\n};\n", "\(text)")
    #expect(
      result.errors.contains("b.dts:5:3: note: a is made by a macro here, and overridden"), "\(result.errors)"
    )
  }

  /// Where, why, and what to do instead.
  @Test(arguments: [
    (["/n a = <1>;"], ["the ';' at its end is added without being said", "write '<1>'"]),
    (["/n a = \"b\";  "], ["write '\"b\"'"]),
    (["/n a = <1>; b = <2>"], ["it is more than one value"]),
    (["/n a = \"b"], ["this string does not end"]),
    (["/n a = <&nobody>"], ["the value '<&nobody>' cannot be read"]),
    (["/n a = <1"], ["the value '<1' cannot be read"]),
    (["/n a = <2>", "/n c = <NO>"], ["the value '<NO>' cannot be read"]),
    (["delete &c"], ["b.dts:4:8: error: changed so, it would not compile"]),
    (
      ["/m b = <1>", "create /m"], ["there is no node '/m'", "put the edit that creates it before this one"]
    ),
    (["/n v = <4>"], ["b.dts:7:1: error: the source cannot be changed: the value of v of /n has lines"]),
  ])
  func refusalsSayWhereWhyAndWhatToDo(_ edits: [String], _ expected: [String]) throws {
    let source =
      "/dts-v1/;\n/ {\n\tn {\n\t\ta = <&c>;\n\t\t#cells = <1>;\n\t\tv = <1>,\n#ifdef X\n\t\t<2>,\n#endif\n\t\t<3>;\n"
      + "\t};\n\tc: c {\n\t};\n};\n"
    let (text, result) = try edited(source, edits)
    #expect(result.status == 2)
    for part in expected { #expect(result.errors.contains(part), "\(result.errors)") }
    #expect(text == source)
  }

  /// The source is judged where it stands, and how to build the result from elsewhere is told.
  @Test func aResultInAnotherFolderIsToldHowToBuild() throws {
    let program = try Program()
    for folder in ["in", "out", "other"] {
      try FileManager.default.createDirectory(at: program.url(folder), withIntermediateDirectories: true)
    }
    try program.write("/ {\n\tn: n {\n\t};\n};\n", to: "in/soc.dtsi")
    try program.write("/ {\n\tother: n {\n\t};\n};\n", to: "other/soc.dtsi")
    try program.write("/dts-v1/;\n#include \"soc.dtsi\"\n", to: "in/b.dts")
    let result = try program.run("set", "in/b.dts", "&n", "a", "-o", "out/b.dts")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("dtkit build -I in out/b.dts"), "\(result.errors)")
    #expect(try program.run("build", "-I", "in", "out/b.dts", "-o", "b.dtb").status == 0)
    let other = try program.run("set", "in/b.dts", "&n", "a", "-o", "other/b.dts")
    #expect(other.status == 0, "\(other.errors)")
    #expect(other.errors.contains("it includes other files"), "\(other.errors)")
    #expect(try program.run("set", "in/b.dts", "&n", "a", "-o", "in/c.dts").errors.isEmpty)
  }
}
