import Foundation
import TestSupport
import Testing

/// The options of `dtkit build` that dtc has too: room, the boot cpu, warnings off.
@Suite struct BuildOptionTests {
  private static let source =
    "/dts-v1/;\n/memreserve/ 0x1000 0x100;\n/ { cpus { #address-cells = <1>; #size-cells = <0>;\n"
    + "cpu@3 { reg = <3>; }; }; a@1 { }; };\n"

  @Test(arguments: [
    ["-p", "100"], ["-p0x64"], ["--pad", "100"], ["-S", "4096"], ["--space=4096"], ["-a", "64"],
    ["--align", "64"],
    ["-R", "5"], ["-R", "2", "-p", "8", "-a", "16"], ["-b", "9"], ["--boot-cpu", "9"],
    ["-b9", "-S", "0x2000"],
  ])
  func roomAndCPUAreThoseOfDTC(options: [String]) throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    let own = try program.run(["build", "-q", "t.dts", "-o", "own.dtb"] + options)
    #expect(own.status == 0 && own.errors.isEmpty, "\(own.errors)")
    let theirs = try Tool.run("dtc", ["-q", "-o", "dtc.dtb", "t.dts"] + options, in: program.folder.url)
    #expect(theirs.status == 0, "\(theirs.errors)")
    #expect(try program.bytes("own.dtb") == program.bytes("dtc.dtb"))
  }

  @Test func theRuleForMakeMayGoToStandardOutput() throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    let shown = try program.run("build", "-q", "t.dts", "-d", "-")
    #expect(shown.status == 0 && shown.text == "t.dtb: t.dts\n", "\(shown.errors)")
    let refused = try program.run("build", "-q", "t.dts", "-o", "s", "-d", "s")
    #expect(
      refused.status == 2 && refused.errors.contains("both the result and the rule"), "\(refused.errors)")
  }

  @Test func resultsTakeNothingsPlace() throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    #expect(try program.run("build", "-q", "t.dts").status == 0)
    let blob = try program.bytes("t.dtb")
    #expect(try program.run("build", "-q", "--to", "yaml", "t.dts").status == 0)
    #expect(try program.run("build", "-q", "--to", "dts", "t.dts").text.hasPrefix("/dts-v1/;"))
    #expect(try program.bytes("t.dtb") == blob)
    #expect(FileManager.default.fileExists(atPath: program.url("t.yaml").path))
    for call in [
      ["build", "t.dts", "-o", "t.dts"], ["preprocess", "t.dts", "-o", "./t.dts"],
      ["decompile", "t.dtb", "-o", "t.dtb"],
    ] {
      let result = try program.run(call)
      #expect(result.status == 2 && result.errors.contains("this is the input"), "\(result.errors)")
    }
    #expect(try program.bytes("t.dts") == Array(Self.source.utf8))
    #expect(try program.bytes("t.dtb") == blob)
  }

  @Test func thePreprocessorOfDTCWarnsToo() throws {
    let program = try Program()
    try program.write("#warning old\n" + Self.source.replacing("3", with: "CPU"), to: "t.dts")
    let told = try program.run(as: "dtc", ["--preprocess", "-D", "CPU=3", "-o", "t.dtb", "t.dts"])
    #expect(
      told.status == 0 && told.errors.hasPrefix("Warning: t.dts:1.2-13 #warning old\n"), "\(told.errors)")
    #expect(try program.run(as: "dtc", ["-q", "-P", "-DCPU=3", "-o", "q.dtb", "t.dts"]).errors == "")
    #expect(try program.bytes("t.dtb") == program.bytes("q.dtb"))
  }

  @Test func quietLeavesWarningsOutAndErrorsIn() throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    let loud = try program.run("build", "t.dts")
    #expect(loud.errors.contains("[unit_address_vs_reg]"))
    #expect(
      loud.errors.hasSuffix("dtkit: 'dtkit explain unit_address_vs_reg' says what to do about it\n"),
      "\(loud.errors)")
    for form in ["text", "json"] {
      let quiet = try program.run("build", "-q", "t.dts", "--format", form)
      #expect(quiet.status == 0 && quiet.errors.isEmpty && !quiet.text.contains("unit_address_vs_reg"))
    }
    let failed = try program.run("build", "--quiet", "-E", "unit_address_vs_reg", "t.dts")
    #expect(failed.status == 2 && failed.errors.contains("[unit_address_vs_reg]"), "\(failed.errors)")
  }

  @Test(arguments: [
    (["-a", "3"], "-a 3 is no power of two"), (["-p", "x"], "it is no number such as 4096"),
    (
      ["-p", "3000000000"], "'3000000000' is invalid for '-p <bytes>': the least is 0 and the most 2147483647"
    ),
    (["-p", "1", "-S", "2"], "give one of them"), (["-f"], "-Eno-CHECK"),
    (["-S", "0x100000000"], "is invalid for '-S <bytes>'"),
  ])
  func whatCannotBeIsSaid(options: [String], words: String) throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    let result = try program.run(["build", "t.dts"] + options)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("dtkit: error: ") && result.errors.contains(words), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.url("t.dtb").path))
  }

  @Test func checksAreExplained() throws {
    let program = try Program()
    let text = try program.run("explain", "[unit_address_vs_reg]").text
    #expect(text.hasPrefix("unit_address_vs_reg, a check of dtc\n"))
    #expect(text.contains("-Wno-unit_address_vs_reg switches it off"))
    #expect(
      try program.run("explain", "interrupt_map").text.contains("phandle_references, addr_size_cells, "))
    #expect(try program.run("explain").text.contains("\nclocks_property "))
    let unknown = try program.run("explain", "unit_adress_vs_reg")
    #expect(unknown.status == 2 && unknown.errors.contains("did you mean unit_address_vs_reg?"))
  }

  /// A call that cannot be understood is told as every other error is.
  @Test(arguments: [
    ["build", "--nonsense", "t.dts"], ["build"], ["memory", "--profile"], ["nonsense"],
    ["lint", "--fail-on", "x", "t"],
    ["query", "t.dts"], ["zones", "nonsense"],
  ])
  func faultyCallsHaveOneForm(call: [String]) throws {
    let result = try Program().run(call)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("dtkit: error: "), "\(result.errors)")
    #expect(result.text.isEmpty)
    // What is no verb is answered with the verbs there are.
    #expect(call[0] == "nonsense" || result.errors.contains("\nUsage: dtkit \(call[0])"), "\(result.errors)")
  }
}
