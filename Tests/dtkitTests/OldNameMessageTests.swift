import Foundation
import TestSupport
import Testing

/// What the old names say in odd calls: as those of dtc 1.8.1 do, recorded.
struct OldNameMessageTests {
  private func program() throws -> Program {
    let program = try Program()
    try program.write("/dts-v1/; / { a = <1>; chosen { }; aliases { s = \"/chosen\"; }; };\n", to: "t.dts")
    #expect(try program.run(as: "dtc", ["-@", "-o", "t.dtb", "t.dts"]).status == 0)
    return program
  }

  @Test(arguments: [
    ("fdtget t.dtb '' x", "Error at '': FDT_ERR_BADPATH\n"),
    ("fdtget t.dtb / ''", "Error at '': FDT_ERR_NOTFOUND\n"),
    ("fdtput t.dtb '' x", "Error at ' ': FDT_ERR_BADPATH\n"),
    ("fdtput -c t.dtb ''", "Error at ' ': FDT_ERR_BADPATH\n"),
    ("fdtput -c t.dtb /chosen", "Error at 'chosen': FDT_ERR_EXISTS\n"),
    // The real one makes nodes without a name.
    ("fdtput -c t.dtb /", "Error at '/': FDT_ERR_EXISTS\n"),
    (
      "fdtput -c t.dtb /chosen/",
      "Error at '/chosen/': FDT_ERR_BADPATH\n  behind the last '/' the name of a node is missing\n"
    ),
    ("dtc -I fs t.dtb", "FATAL ERROR: Couldn't opendir() \"t.dtb\": Not a directory\n"),
    ("dtc -I fs none", "FATAL ERROR: Couldn't opendir() \"none\": No such file or directory\n"),
  ])
  func whatCannotBeDoneIsSaidAsTheRealOnesDo(_ call: String, _ expected: String) throws {
    let program = try program()
    let words = Program.words(call.replacing("''", with: "'\u{1}'")).map { $0 == "\u{1}" ? "" : $0 }
    let before = try program.bytes("t.dtb")
    let result = try program.run(as: words[0], Array(words.dropFirst()))
    #expect(result.status == 1)
    #expect(result.errors == expected)
    #expect(try program.bytes("t.dtb") == before)
  }

  @Test func aSizeThatTheBlobHasAnywayIsToldUnlessQuiet() throws {
    let program = try program()
    let size = try program.run(as: "dtc", ["t.dts"]).output.count
    let warning = "Warning: blob size \(size) >= minimum size \(size - 1)\n"
    #expect(try program.run(as: "dtc", ["-S", "\(size - 1)", "-a", "512", "t.dts"]).errors == warning)
    #expect(try program.run(as: "dtc", ["-S", "\(size - 1)", "-O", "asm", "t.dts"]).errors.isEmpty)
    #expect(try program.run(as: "dtc", ["-S", "\(size - 1)", "-q", "t.dts"]).errors.isEmpty)
    #expect(try program.run(as: "dtc", ["-S", "\(size)", "t.dts"]).errors.isEmpty)
  }

  @Test func dependenciesAreAFileAlsoWhereItIsADash() throws {
    let program = try program()
    let result = try program.run(as: "dtc", ["-d", "-", "-o", "o.dtb", "t.dts"])
    #expect(result.output.isEmpty)
    #expect(String(decoding: try program.bytes("-"), as: UTF8.self) == "o.dtb: t.dts\n")
    try Data([0xd0, 0x0d, 0xfe, 0xed]).write(to: program.url("bad.dtb"))
    #expect(try program.run(as: "dtc", ["-d", "bad.d", "-o", "o.dtb", "bad.dtb"]).status == 1)
    #expect(String(decoding: try program.bytes("bad.d"), as: UTF8.self) == "o.dtb: bad.dtb\n")
  }

  @Test func anOverlaidBlobOnStandardOutputIsABlobAlone() throws {
    let program = try program()
    try program.write("/dts-v1/; /plugin/; &{/chosen} { b; };\n", to: "o.dts")
    #expect(try program.run(as: "dtc", ["-@", "-o", "o.dtbo", "o.dts"]).status == 0)
    #expect(try program.run(as: "fdtoverlay", ["-i", "t.dtb", "-o", "r.dtb", "o.dtbo"]).status == 0)
    let result = try program.run(as: "fdtoverlay", ["-v", "-i", "t.dtb", "-o", "-", "o.dtbo"])
    #expect(result.output == (try program.bytes("r.dtb")))
    #expect(result.errors == "input  = t.dtb\noutput = -\noverlay[0] = o.dtbo\n")
    let unnamed = try program.run(as: "fdtoverlay", ["-i", "t.dtb", "-o", "", "o.dtbo"])
    #expect(unnamed.errors == "Couldn't write blob to '': No such file or directory\n\nFailed to write ''\n")
  }

  @Test func aFolderOfMoreThanABlobMayHaveIsNotRead() throws {
    let program = try program()
    try program.write("x", to: "fs/a")
    #expect(try Tool.run("truncate", ["-s", "256M", "fs/b"], in: program.folder.url).status == 0)
    let result = try program.run(as: "dtc", ["-I", "fs", "-O", "dtb", "-o", "out", "fs"])
    #expect(result.status == 1)
    #expect(result.errors == "FATAL ERROR: fs: there are more than 256 MiB in the files of this folder\n")
  }
}
