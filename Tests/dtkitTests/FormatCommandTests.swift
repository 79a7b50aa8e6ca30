import Foundation
import TestSupport
import Testing

/// `dtkit format` as a user calls it.
@Suite struct FormatCommandTests {
  @Test func formattingIsCheckedShownAndDone() throws {
    let program = try VerbBoard.program()
    #expect(try program.run("format", "--check", "board.dts").status == 0)
    let untidy = VerbBoard.source.replacing("\tmodel = ", with: "  model=")
    try program.write(untidy, to: "board.dts")
    let check = try program.run("format", "--check", "board.dts")
    #expect(check.status == 1)
    #expect(check.text == "board.dts: is laid out otherwise\n1 file, 1 to change\n")
    let diff = try program.run("format", "--diff", "board.dts")
    #expect(diff.status == 1)
    #expect(diff.text.contains("-  model=\"board\""))
    #expect(try program.bytes("board.dts") == Array(untidy.utf8))
    #expect(try program.run(["format", "-"], input: Array(untidy.utf8)).text == VerbBoard.source)
    #expect(try program.run("format", "board.dts").status == 0)
    #expect(try program.bytes("board.dts") == Array(VerbBoard.source.utf8))
  }

  @Test func aFileGivenTwiceIsWrittenOnce() throws {
    let program = try VerbBoard.program()
    try program.write("/ {\na;\n};\n", to: "a.dtsi")
    try program.write("/ {\nb;\n};\n", to: "b.dtsi")
    let result = try program.run("format", "a.dtsi", "a.dtsi", "b.dtsi")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try program.bytes("a.dtsi") == Array("/ {\n\ta;\n};\n".utf8))
    #expect(try program.bytes("b.dtsi") == Array("/ {\n\tb;\n};\n".utf8))
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.url.path)
    #expect(!names.contains { $0.hasSuffix(".tmp") }, "\(names)")
  }

  @Test func aFileThatCannotBeReadLeavesAllAsTheyWere() throws {
    let program = try VerbBoard.program()
    try program.write("/ {a;};", to: "good.dtsi")
    try program.write("/ {\n\ta = \"x;\n};\n", to: "bad.dtsi")
    let result = try program.run("format", "good.dtsi", "bad.dtsi")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("bad.dtsi:2:6: error: this string does not end"), "\(result.errors)")
    #expect(try program.bytes("good.dtsi") == Array("/ {a;};".utf8))
  }

  @Test func whatHasNotTheShapeOfASourceIsRefused() throws {
    let program = try Program()
    let texts = [
      ("brace", "/ {\n\ta {\n\t\tb;\n};\n", "2:4"), ("semicolon", "/ {\n\ta = <1>\n\tb = <2>;\n};\n", "2:8"),
      ("stray", "/ {\n\ta b;\n};\n", "2:4"), ("string", "/ {\n\ta = \"x;\n\tb = \"y\";\n};\n", "2:6"),
      ("condition", "#if 1\n/ {\n};\n", "1:1"),
    ]
    for (name, text, place) in texts {
      try program.write(text, to: "\(name).dts")
      let result = try program.run("format", "--check", "\(name).dts")
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix("\(name).dts:\(place): error: "), "\(result.errors)")
      #expect(try program.run("build", "\(name).dts", "-o", "x.dtb").status == 2, "\(name)")
      let json = try program.json(try program.run("format", "\(name).dts", "--format", "json"))
      let finding = (json["findings"] as? [[String: Any]])?.first
      #expect(finding?["file"] as? String == "\(name).dts")
    }
    // Neither of these compiles by itself, and both have the shape of a source.
    try program.write("#include <nowhere.h>\n\n&uart {\n\treg = <BASE SIZE>;\n};\n", to: "part.dtsi")
    try program.write("\tuart {\n\t\treg = <BASE SIZE>;\n\t};\n", to: "body.dtsi")
    #expect(try program.run("format", "--check", "part.dtsi", "body.dtsi").status == 0)
  }
}
