import Foundation
import TestSupport
import Testing

/// `dtkit preprocess`.
@Suite struct PreprocessCommandTests {
  private static let source = """
    /dts-v1/;
    #include <sizes.h>
    /* a board
       of two lines */
    / { a@1 { size = <SIZE(2)>; }; };

    """

  private func makeProgram() throws -> Program {
    let program = try Program()
    try program.write("#define SIZE(x) x UNIT\n", to: "folder/sizes.h")
    try program.write(Self.source, to: "t.dts")
    return program
  }

  @Test func theTextShowsWhatMacrosBecame() throws {
    let program = try makeProgram()
    let call = ["preprocess", "t.dts", "-I", "folder", "-DUNIT=3"]
    let plain = try program.run(call + ["-P"])
    #expect(plain.status == 0 && plain.errors.isEmpty, "\(plain.errors)")
    #expect(plain.text == "/dts-v1/;\n/ { a@1 { size = <2 3>; }; };\n")
    let marked = try program.run(call + ["-d", "t.d", "-o", "out.dts"])
    #expect(marked.status == 0 && marked.text.isEmpty)
    #expect(
      String(decoding: try program.bytes("out.dts"), as: UTF8.self)
        == "# 1 \"t.dts\"\n/dts-v1/;\n\n\n\n/ { a@1 { size = <2 3>; }; };\n")
    #expect(String(decoding: try program.bytes("t.d"), as: UTF8.self) == "out.dts: t.dts folder/sizes.h\n")
  }

  /// Both compilers find the text's places in the sources, and make the blob of the sources of it.
  @Test func compilersReadTheTextAndNameTheSources() throws {
    let program = try makeProgram()
    #expect(try program.run("preprocess", "t.dts", "-I", "folder", "-DUNIT=3", "-o", "out.dts").status == 0)
    #expect(try program.run("build", "-q", "-I", "folder", "-DUNIT=3", "t.dts", "-o", "own.dtb").status == 0)
    let again = try program.run("build", "out.dts", "-o", "again.dtb")
    #expect(again.errors.contains("t.dts:5:5: warning: /a@1"), "\(again.errors)")
    #expect(try program.bytes("again.dtb") == program.bytes("own.dtb"))
    let dtc = try Tool.run("dtc", ["-o", "dtc.dtb", "out.dts"], in: program.folder.url)
    #expect(dtc.errors.contains("t.dts:5.9-27: Warning (unit_address_vs_reg): /a@1"), "\(dtc.errors)")
    #expect(try program.bytes("dtc.dtb") == program.bytes("own.dtb"))
  }

  @Test func faultsAreToldAndNothingIsWritten() throws {
    let program = try makeProgram()
    let result = try program.run("preprocess", "t.dts", "-o", "out.dts")
    #expect(result.status == 2)
    #expect(result.errors.contains("t.dts:2:10: error: cannot find 'sizes.h'"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.url("out.dts").path))
    try program.write("#warning careful\nx\n", to: "w.dts")
    let warned = try program.run("preprocess", "w.dts", "-P")
    #expect(warned.status == 0 && warned.text == "x\n")
    #expect(warned.errors.contains("w.dts:1:2: warning: #warning careful"), "\(warned.errors)")
  }

  /// As `gcc -MD -E` does it, where the result itself has no name.
  @Test func aRuleNamesWhatIsMadeOfTheSource() throws {
    let program = try makeProgram()
    try program.write("/dts-v1/;\n/plugin/;\n/ { };\n", to: "folder/o.dtso")
    let options = ["-I", "folder", "-DUNIT=3", "-d", "t.d"]
    func rule() throws -> String { String(decoding: try program.bytes("t.d"), as: UTF8.self) }
    for call in [
      ["preprocess", "t.dts"], ["build", "-q", "t.dts", "-o", "-"], ["build", "-q", "t.dts", "--to", "dts"],
    ] {
      #expect(try program.run(call + options).status == 0)
      #expect(try rule() == "t.dtb: t.dts folder/sizes.h\n")
    }
    for call in [["preprocess", "folder/o.dtso"], ["build", "folder/o.dtso", "-o", "-"]] {
      #expect(try program.run(call + options).status == 0)
      #expect(try rule() == "folder/o.dtbo: folder/o.dtso\n")
    }
    let text = Array(Self.source.utf8)
    #expect(try program.run(["preprocess", "-"] + options + ["-o", "x.dts"], input: text).status == 0)
    #expect(try rule().hasPrefix("x.dts: "))
    for verb in ["preprocess", "build"] {
      let nameless = try program.run([verb, "-"] + options, input: text)
      #expect(nameless.status == 2 && nameless.text.isEmpty)
      #expect(nameless.errors.contains("nothing says what is made"), "\(nameless.errors)")
    }
  }
}
