import Foundation
import TestSupport
import Testing

/// `fdtdump` on what is no usual blob, held against what dtc 1.8.1's prints.
struct FDTDumpTests {
  private static let greeting = """

    **** fdtdump is a low-level debugging tool, not meant for general use.
    **** If you want to decompile a dtb, you probably want
    ****     dtc -I dtb -O dts <filename>


    """

  @Test func `a blob without properties has an empty block of strings at its end`() throws {
    let program = try Program()
    try program.write("/dts-v1/; / { a { }; };", to: "t.dts")
    #expect(try program.run(as: "dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    let result = try program.run(as: "fdtdump", ["t.dtb"])
    #expect(result.status == 0)
    #expect(result.errors == Self.greeting)
    #expect(
      result.text == """
        /dts-v1/;
        // magic:\t\t0xd00dfeed
        // totalsize:\t\t0x54 (84)
        // off_dt_struct:\t0x38
        // off_dt_strings:\t0x54
        // off_mem_rsvmap:\t0x28
        // version:\t\t17
        // last_comp_version:\t16
        // boot_cpuid_phys:\t0x0
        // size_dt_strings:\t0x0
        // size_dt_struct:\t0x1c

        / {
            a {
            };
        };

        """)
  }

  @Test func `what is no header is passed over, and with -d told`() throws {
    let program = try Program()
    try program.write("/dts-v1/; / { };", to: "t.dts")
    #expect(try program.run(as: "dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    var damaged = try program.bytes("t.dtb")
    // The version that a reader must know at least.
    damaged[27] = 18
    try Data(damaged + (try program.bytes("t.dtb"))).write(to: program.url("t.bin"))
    let result = try program.run(as: "fdtdump", ["-s", "-d", "t.bin"])
    let lines = result.text.split(separator: "\n")
    #expect(lines.first == "t.bin: skipping fdt magic at offset 0")
    #expect(lines.dropFirst().first == "t.bin: found fdt at offset 0x48")
    #expect(!(try program.run(as: "fdtdump", ["-s", "t.bin"]).text.contains("skipping")))
  }

  @Test func `an unknown tag ends the dump`() throws {
    let program = try Program()
    try program.write("/dts-v1/; / { a { }; };", to: "t.dts")
    #expect(try program.run(as: "dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    var bytes = try program.bytes("t.dtb")
    bytes[0x38 + 8 + 3] = 7
    try Data(bytes).write(to: program.url("t.dtb"))
    let result = try program.run(as: "fdtdump", ["t.dtb"])
    #expect(result.status == 1)
    #expect(result.errors == Self.greeting + "FATAL ERROR: ** Unknown tag 0x00000007\n")
    #expect(result.text.hasSuffix("\n\n/ {\n"))
  }
}
