import Foundation
import TestSupport
import Testing

/// `dtkit build`, and the old names that the program answers to.
@Suite struct BuildCommandTests {
  private static let source = "/dts-v1/;\n#define N 2\n/ { a: a@1 { b = <N>; }; };\n"

  @Test func aSourceBecomesWhatCppAndDTCMake() throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    let result = try program.run("build", "t.dts", "-d", "t.d")
    #expect(result.status == 0)
    #expect(result.errors.contains("t.dts:3:8: warning: /a@1: node has a unit name"), "\(result.errors)")
    #expect(result.errors.contains("[unit_address_vs_reg]"))
    #expect(String(decoding: try program.bytes("t.d"), as: UTF8.self) == "t.dtb: t.dts\n")
    let path = program.url("t.dts").path(percentEncoded: false)
    let plain = try Tool.run("cpp", ["-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp", path])
    try program.write(String(decoding: plain.output, as: UTF8.self), to: "plain.dts")
    let theirs = try Tool.run("dtc", ["-q", program.url("plain.dts").path(percentEncoded: false)])
    #expect(try program.bytes("t.dtb") == theirs.output)
  }

  /// Options have a short and a long name.
  @Test func bothWaysOfReadingTheCallMeanTheSame() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n#include \"i.h\"\n/ { a: a@1 { b = <N M>; }; };\n", to: "t.dts")
    try program.write("#define M 3\n", to: "folder/i.h")
    let short = try program.run(
      "build", "-@", "-DN=2", "-I", "folder", "-Wno-unit_address_vs_reg", "-d", "t.d", "-o", "a.dtb", "t.dts")
    let long = try program.run(
      "build", "t.dts", "--symbols", "--define", "N=2", "--include", "folder", "--warning",
      "no-unit_address_vs_reg",
      "--dependencies", "u.d", "--output", "b.dtb")
    #expect(short.status == 0 && short.errors.isEmpty, "\(short.errors)")
    #expect(long.status == 0 && long.errors.isEmpty, "\(long.errors)")
    #expect(try program.bytes("a.dtb") == program.bytes("b.dtb"))
    #expect(String(decoding: try program.bytes("t.d"), as: UTF8.self) == "a.dtb: t.dts folder/i.h\n")
    #expect(String(decoding: try program.bytes("u.d"), as: UTF8.self) == "b.dtb: t.dts folder/i.h\n")
    // A value that is an option, and two files.
    #expect(try program.run("build", "-o", "-x", "t.dts").status == 2)
    #expect(try program.run("build", "t.dts", "u.dts").status == 2)
  }

  @Test func anotherPreprocessorGivesTheSameBlobAndPlaces() throws {
    let program = try Program()
    try program.write("#define SIZE(x) <x EXTRA>\n", to: "include/macros.h")
    try program.write("/dts-v1/;\n#include <macros.h>\n/ {\n\ta = SIZE(2);\n};\n", to: "t.dts")
    let options = ["build", "t.dts", "-I", "include", "-DEXTRA=7", "-d"]
    #expect(try program.run(options + ["own.d", "-o", "own.dtb"]).status == 0)
    for (name, cpp) in [("cpp", "cpp"), ("gcc", "gcc -E")] {
      let result = try program.run(options + ["\(name).d", "-o", "\(name).dtb", "--cpp", cpp])
      #expect(result.status == 0, "\(result.errors)")
      #expect(try program.bytes("\(name).dtb") == program.bytes("own.dtb"))
      let rule = String(decoding: try program.bytes("\(name).d"), as: UTF8.self)
      #expect(rule == "\(name).dtb: t.dts include/macros.h\n")
    }
    let broken = try program.run("build", "t.dts", "-I", "include", "--cpp", "cpp")
    #expect(broken.status == 2)
    #expect(broken.errors.contains("t.dts:4:"), "\(broken.errors)")
    #expect(try program.run("build", "t.dts", "--cpp", "no-such-program").errors.contains("no-such-program"))
    let failed = try program.run("build", "t.dts", "--cpp", "cpp", "-o", "failed.dtb")
    #expect(failed.status == 2)
    #expect(failed.errors.contains("the call was: cpp -nostdinc"), "\(failed.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.url("failed.dtb").path))
  }

  @Test func checksAreSwitchedByName() throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    #expect(try program.run("build", "t.dts", "-Wno-unit_address_vs_reg").errors.isEmpty)
    let strict = try program.run("build", "t.dts", "-Eunit_address_vs_reg", "-o", "strict.dtb")
    #expect(strict.status == 2)
    #expect(!FileManager.default.fileExists(atPath: program.url("strict.dtb").path))
    let unknown = try program.run("build", "t.dts", "-Wunit_adress_vs_reg")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("did you mean 'unit_address_vs_reg'?"), "\(unknown.errors)")
  }

  @Test func theNameOfALinkDecidesTheTool() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ { a@1 { text = \"one\", \"two\"; }; };\n", to: "t.dts")
    let compiled = try program.run(as: "dtc", ["-q", "-o", "t.dtb", "t.dts"])
    #expect(compiled.status == 0, "\(compiled.errors)")
    #expect(try program.run(as: "fdtget", ["t.dtb", "/a@1", "text", "-ts"]).text == "one two\n")
    #expect(
      try program.run(as: "fdtget", ["t.dtb", "/b", "text"]).errors == "Error at '/b': FDT_ERR_NOTFOUND\n")
    #expect(try program.run(as: "fdtdump", ["t.dtb"]).text.contains("text = \"one\", \"two\";"))
    let warned = try program.run(as: "dtc", ["t.dts", "-o", "/dev/null"])
    #expect(
      warned.errors
        == "t.dts:2.9-34: Warning (unit_address_vs_reg): /a@1: node has a unit name, but no reg or ranges property\n"
    )
    let broken = try program.run(as: "dtc", ["-I", "dts", "no-such-file"])
    #expect(broken.status == 1)
    #expect(broken.errors.hasPrefix("FATAL ERROR: Couldn't open \"no-such-file\""))
  }
}
