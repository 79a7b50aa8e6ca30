import Foundation
import TestSupport
import Testing

/// dtc's names beside Debian's tools: calls, dependencies, old blobs.
@Suite struct OldNameTests {
  private static let source = """
    /dts-v1/;
    /include/ "part.dtsi"
    /include/ "part.dtsi"
    / { a = /incbin/("data"); b = /incbin/("data"); soc { uart@10 { reg = <0x10 1>; }; }; };
    """

  private static func program() throws -> Program {
    let program = try Program()
    try program.write(source, to: "t.dts")
    try program.write("/ { c = <1 2 3>; };\n", to: "part.dtsi")
    try program.write("0123456789", to: "data")
    try program.write("no blob, and long enough to hold a header of one: 0123456789", to: "text")
    try program.write("", to: "empty")
    #expect(try program.runDebians("dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    return program
  }

  /// Exit codes and standard output are the same, and so is what the C library says of options.
  @Test(arguments: [
    ("dtc", ["--nonsense"]), ("dtc", ["-Z"]), ("dtc", ["-I"]), ("dtc", ["t.dts", "t.dts"]),
    ("dtc", ["missing"]), ("dtc", ["-I", "dtb", "missing"]), ("dtc", ["-I", "nonsense", "t.dts"]),
    ("dtc", ["-O", "nonsense", "t.dts"]), ("dtc", ["-H", "nonsense", "t.dts"]),
    ("dtc", ["-V", "5", "t.dts"]),
    ("dtc", ["-a", "3", "t.dts"]), ("dtc", ["-Wnonsense", "t.dts"]),
    ("dtc", ["-p", "1", "-S", "1", "t.dts"]),
    ("dtc", ["-q", "-o", "no/folder/t.dtb", "t.dts"]), ("dtc", ["-q", "-o", ".", "t.dts"]),
    ("dtc", ["-d", "no/folder/t.d", "t.dts"]), ("dtc", ["-I", "dtb", "text"]),
    ("dtc", ["-I", "dts", "text"]),
    ("dtc", ["empty"]), ("dtc", ["-I", "dtb", "empty"]), ("dtc", ["-q", "-O", "dts", "t.dtb"]),
    ("dtc", ["-q", "--out-for", "dts", "t.dtb"]), ("dtc", ["--out", "dts", "t.dtb"]),
    ("dtc", ["-q=1", "t.dts"]),
    ("dtc", ["--quiet=1", "t.dts"]), ("dtc", ["-T", "t.dts"]),
    ("fdtget", []), ("fdtget", ["t.dtb"]), ("fdtget", ["t.dtb", "/"]),
    ("fdtget", ["-t", "q", "t.dtb", "/", "c"]), ("fdtget", ["missing", "/", "c"]),
    ("fdtget", ["t.dtb", "/", "c"]), ("fdtget", ["t.dtb", "/", "nope"]), ("fdtget", ["t.dtb", "/nope", "c"]),
    ("fdtget", ["t.dtb", "alias", "c"]), ("fdtget", ["-d", "x", "t.dtb", "/nope", "c", "/", "c"]),
    ("fdtget", ["-p", "t.dtb", "/", "/soc"]), ("fdtget", ["-l", "t.dtb", "/"]),
    ("fdtget", ["text", "/", "c"]),
    ("fdtget", ["-tbx", "t.dtb", "/", "a"]), ("fdtget", ["-tlx", "t.dtb", "/", "a"]),
    ("fdtput", []), ("fdtput", ["t.dtb"]), ("fdtput", ["t.dtb", "/"]),
    ("fdtput", ["-tr", "t.dtb", "/", "c", "1"]), ("fdtput", ["-tq", "t.dtb"]), ("fdtput", ["-d", "t.dtb"]),
    ("fdtput", ["missing", "/", "c", "1"]), ("fdtput", ["-c", "missing", "/x"]),
    ("fdtput", ["text", "/", "c"]),
    ("fdtoverlay", []), ("fdtoverlay", ["-i", "t.dtb"]),
    ("fdtoverlay", ["-i", "t.dtb", "-o", "o.dtb"]),
    ("fdtoverlay", ["-i", "missing", "-o", "o.dtb", "t.dtb"]),
    ("fdtdump", ["-h"]), ("fdtdump", []), ("fdtdump", ["missing"]), ("fdtdump", ["text"]),
    ("fdtdump", ["-x"]),
  ])
  func callsEndAsDebiansDo(_ name: String, _ arguments: [String]) throws {
    let program = try Self.program()
    let theirs = try program.runDebians(name, arguments)
    let ours = try program.run(as: name, arguments)
    #expect(ours.status == theirs.status, "\(ours.errors) / \(theirs.errors)")
    #expect(ours.text == theirs.text)
    #expect(ours.errors.isEmpty == theirs.errors.isEmpty, "\(ours.errors) / \(theirs.errors)")
    let lines = theirs.errors.split(separator: "\n").filter {
      $0.hasPrefix("/usr/bin/") || $0.hasPrefix("Couldn't")
    }
    for line in lines {
      let said = line.replacing("/usr/bin/\(name)", with: program.url("names/\(name)").path)
      #expect(ours.errors.contains(said), "\(ours.errors)")
    }
  }

  @Test(arguments: [
    ["-o", "ou\\t#$.dtb", "t.dts"], ["-i", ".", "-i", "names/", "-o", "-", "t.dts"], ["-O", "dts", "t.dtb"],
    ["-o", "t2.dtb", "-I", "fs", "folder"], ["-i", "below", "-o", "t2.dtb", "u.dts"],
  ])
  func dependenciesAreDebians(_ arguments: [String]) throws {
    let program = try Self.program()
    try program.write("x", to: "folder/property")
    try program.write("/dts-v1/;\n/include/ \"v.dtsi\"\n", to: "below/u.dts")
    try program.write("/ { };\n", to: "below/v.dtsi")
    let theirs = try program.runDebians("dtc", ["-q", "-d", "theirs.d"] + arguments)
    let ours = try program.run(as: "dtc", ["-q", "-d", "ours.d"] + arguments)
    #expect(ours.status == 0 && theirs.status == 0, "\(ours.errors)\(theirs.errors)")
    #expect(try program.bytes("ours.d") == program.bytes("theirs.d"))
    #expect(ours.output == theirs.output)
  }

  /// Debian's 1.6.1 escapes nothing yet.
  @Test func blanksInDependenciesAreEscaped() throws {
    let program = try Self.program()
    try program.write("/dts-v1/;\n/include/ \"part two.dtsi\"\n", to: "t.dts")
    try program.write("/ { };\n", to: "part two.dtsi")
    #expect(try program.run(as: "dtc", ["-q", "-d", "t.d", "-o", "a b.dtb", "t.dts"]).status == 0)
    #expect(try program.bytes("t.d") == Array("a\\ b.dtb: t.dts part\\ two.dtsi\n".utf8))
  }

  @Test(arguments: ["1", "2", "3", "16"])
  func blobsOfOldVersionsAreRead(_ version: String) throws {
    let program = try Self.program()
    let made = try program.runDebians("dtc", ["-q", "-b", "3", "-V", version, "-o", "old.dtb", "t.dts"])
    try #require(made.status == 0, "\(made.errors)")
    for format in ["dts", "dtb"] {
      let call = ["-q", "-I", "dtb", "-O", format, "old.dtb"]
      let ours = try program.run(as: "dtc", call)
      #expect(ours.status == 0, "\(ours.errors)")
      #expect(ours.output == (try program.runDebians("dtc", call).output), "version \(version), \(format)")
    }
  }

  @Test func anInputComesOnceFromAPipe() throws {
    let program = try Self.program()
    let blob = try program.bytes("t.dtb")
    #expect(try program.run(as: "dtc", ["-q", "-I", "dtb", "-O", "dtb", "-"], input: blob).output == blob)
    #expect(try program.run(as: "dtc", ["-q"], input: Array("/dts-v1/; / { };".utf8)).status == 0)
    #expect(try program.run(as: "fdtget", ["-", "/", "c"], input: blob).text == "1 2 3\n")
    let put = try program.run(as: "fdtput", ["-", "/", "c", "7"], input: blob)
    #expect(try program.run(as: "fdtget", ["-", "/", "c"], input: put.output).text == "7\n")
  }

  @Test func dtcSaysWhatItKeepsAndCuts() throws {
    let program = try Program()
    try program.write(
      "/dts-v1/;\n/ { x: y { p = <0x1ffffffff>; }; aliases { x = \"/z\"; }; };\n", to: "t.dts")
    let result = try program.run(as: "dtc", ["-q", "-A", "-Wno-graph_child_address", "-o", "t.dtb", "t.dts"])
    #expect(result.status == 0)
    #expect(
      result.errors
        == "WARNING: t.dts:2.17-28: Value 0x00000001ffffffff truncated to 0xffffffff\n"
        + "WARNING: label x already exists in /aliases")
    #expect(
      try program.run(as: "fdtget", ["-tx", "t.dtb", "/y", "p", "/aliases", "x"]).text
        == "ffffffff\n2f 7a 0\n")
  }
}
