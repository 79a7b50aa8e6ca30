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
    let json = try program.json(try program.run("get", file, "serial0", "reg", "--format", "json"))
    #expect((json["property"] as? [String: Any])?["cells"] as? [String] == ["0x1000", "0x10"])
  }

  @Test func aSourceIsChangedWhereTheValueStands() throws {
    let program = try VerbBoard.program()
    let result = try program.run("set", "board.dts", "&uart", "clocks", "<&clk 9>", "-o", "new.dts")
    #expect(result.status == 0, "\(result.errors)")
    let text = String(decoding: try program.bytes("new.dts"), as: UTF8.self)
    #expect(text == VerbBoard.source.replacing("<&clk 7>", with: "<&clk 0x9>"))
    #expect(try program.run("set", "new.dts", "&clk", "status", "\"okay\"", "-o", "new.dts").status == 0)
    #expect(try program.run("get", "new.dts", "/clock", "status").text == "\"okay\"\n")
  }

  @Test func aBlobIsChangedAndARefusedValueIsNot() throws {
    let program = try VerbBoard.program()
    #expect(try program.run("set", "board.dtb", "serial0", "friend", "<&clock>", "-o", "new.dtb").status == 0)
    #expect(try program.run("get", "new.dtb", "serial0", "friend", "-t", "x").text == "1\n")
    #expect(try program.run("set", "board.dtb", "serial0", "empty", "-o", "new.dtb").status == 0)
    #expect(try program.run("get", "new.dtb", "serial0", "empty").text == "\n")
    for value in ["<&clok 1>", "<1", "<1>; other = <2>", "<1>; }; / { x"] {
      let result = try program.run("set", "board.dtb", "serial0", "a", value, "-o", "none.dtb")
      #expect(result.status == 2, "\(value)")
      #expect(!FileManager.default.fileExists(atPath: program.url("none.dtb").path))
    }
  }

  @Test(arguments: [
    (["--compatible", "ns*"], ["/serial@1000"]), (["--path", "/*"], ["/aliases", "/clock", "/serial@1000"]),
    (["--phandle", "1"], ["/clock"]), (["--property", "reg=0x10"], ["/serial@1000"]),
    (["--property", "reg=<0x1000 0x10>"], ["/serial@1000"]), (["--property", "model=board"], ["/"]),
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
