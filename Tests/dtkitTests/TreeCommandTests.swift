import Testing
import TestSupport

/// `dtkit overlay` and `dtkit diff`, run as a user runs them.
@Suite struct TreeCommandTests {
  private static let base = """
    /dts-v1/;
    / {
    \t#address-cells = <1>; #size-cells = <1>;
    \tsoc: soc { #address-cells = <1>; #size-cells = <1>; ranges;
    \t\tclk: clock { #clock-cells = <1>; };
    \t\tuart: serial@1000 { reg = <0x1000 4>; status = "disabled"; };
    \t};
    };

    """

  private func program() throws -> Program {
    let program = try Program()
    try program.write(Self.base, to: "base.dts")
    try program.write(
      "/dts-v1/;\n/plugin/;\n&uart { status = \"okay\"; clocks = <&clk 1>; };\n", to: "okay.dts")
    try program.write("/dts-v1/;\n/plugin/;\n&urat { a; };\n", to: "bad.dts")
    return program
  }

  @Test func anOverlayIsAppliedAsFdtoverlayDoes() throws {
    let program = try program()
    let result = try program.run("overlay", "base.dts", "okay.dts", "-o", "out.dtb")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text == "out.dtb: base.dts with okay.dts\n")
    for (source, blob) in [("base.dts", "base.dtb"), ("okay.dts", "okay.dtbo")] {
      #expect(try Tool.run("dtc", ["-q", "-@", "-o", blob, source], in: program.folder.url).status == 0)
    }
    let theirs = try Tool.run(
      "fdtoverlay", ["-i", "base.dtb", "-o", "theirs.dtb", "okay.dtbo"], in: program.folder.url)
    #expect(theirs.status == 0, "\(theirs.errors)")
    // libfdt leaves what stood there before in the padding behind a value; written anew by dtc it is zero.
    func anew(_ blob: String) throws -> [UInt8] {
      try Tool.run("dtc", ["-q", "-I", "dtb", "-O", "dtb", blob], in: program.folder.url).output
    }
    let expected = try anew("theirs.dtb")
    #expect(!expected.isEmpty)
    #expect(try anew("out.dtb") == expected)
    let piped = try program.run(
      ["overlay", "base.dtb", "-", "-o", "-"], input: try program.bytes("okay.dtbo"))
    #expect(try piped.output == program.bytes("out.dtb"))
  }

  @Test func aLabelThatIsNotThereIsShownInItsSource() throws {
    let program = try program()
    let result = try program.run("overlay", "base.dts", "okay.dts", "bad.dts", "-o", "out.dtb")
    #expect(result.status == 2)
    #expect(result.errors.contains("bad.dts:3:1: error: the base has no label 'urat'"), "\(result.errors)")
    #expect(result.errors.contains("help: did you mean 'uart'?"))
    #expect(try program.run("memory", "out.dtb").status == 2, "nothing was written")
    let none = try program.run("overlay", "base.dts", "base.dts", "-o", "out.dtb")
    #expect(none.status == 2)
    #expect(none.errors.contains("/plugin/;"), "\(none.errors)")
  }

  @Test func aDifferenceIsShownAndSaidAsAnOverlay() throws {
    let program = try program()
    try program.run("overlay", "base.dts", "okay.dts", "-o", "new.dtb")
    let result = try program.run("diff", "base.dts", "new.dtb", "--overlay", "changes.dtbo")
    #expect(result.status == 1)
    #expect(
      result.text == """
        in       /soc/serial@1000
                 changed  status  "disabled" → "okay"
                 added    clocks  <&{/soc/clock} 0x1>

        base.dts → new.dtb: 1 property added, 1 value changed
        changes.dtbo: applied to base.dts it gives new.dtb

        """)
    #expect(try program.run("overlay", "base.dts", "changes.dtbo", "-o", "again.dtb").status == 0)
    let same = try program.run("diff", "again.dtb", "new.dtb")
    #expect(same.status == 0)
    #expect(same.text == "again.dtb → new.dtb: no difference\n")
  }

  @Test func machineOutputListsEveryChange() throws {
    let program = try program()
    try program.run("overlay", "base.dts", "okay.dts", "-o", "new.dtb")
    let result = try program.run("diff", "new.dtb", "base.dts", "--format", "json", "--overlay", "back.dts")
    #expect(result.status == 1)
    for part in [
      "\"equal\": false", "\"change\": \"removed\"", "\"property\": \"clocks\"",
      "\"from\": \"<&{/soc/clock} 0x1>\"",
      "\"notInOverlay\": [",
    ] {
      #expect(result.text.contains(part), "\(result.text)")
    }
    let wrong = try program.run("diff", "new.dtb", "nothing.dts", "--format", "json")
    #expect(wrong.status == 2 && wrong.text.contains("\"findings\""))
  }
}
