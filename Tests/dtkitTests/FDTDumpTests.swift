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

  /// A blob of nested nodes, each with a property of this name.
  private func nested(_ depth: Int, name: String = "p", in program: Program) throws {
    let begin = (0..<depth).map { "n\($0) {" }.joined()
    try program.write(
      "/dts-v1/; / {\(begin) \(name); \(String(repeating: "};", count: depth)) };", to: "t.dts")
    #expect(try program.run(as: "dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
  }

  @Test func `lines are indented however deep a node is`() throws {
    let program = try Program()
    try nested(100, in: program)
    let result = try program.run(as: "fdtdump", ["t.dtb"])
    #expect(result.status == 0)
    #expect(result.text.contains("\n" + String(repeating: "    ", count: 101) + "p;\n"))
  }

  @Test func `nodes that are indentation and nothing else end the dump`() throws {
    let program = try Program()
    try nested(20_000, in: program)
    let result = try program.run(as: "fdtdump", ["t.dtb"])
    #expect(result.status == 1)
    #expect(result.errors.contains("FATAL ERROR: t.dtb: the nodes are nested"), "\(result.errors)")
    #expect(result.output.count < 80 << 20)
  }

  /// 200 MB of text, of which the program holds no more than a piece.
  @Test func `a dump of any length takes little memory`() throws {
    let program = try Program()
    func words(_ words: [Int]) -> [UInt8] {
      words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    }
    let name = [UInt8](repeating: UInt8(ascii: "n"), count: 100_000) + [0]
    let structure = words([1, 0]) + (0..<2000).flatMap { _ in words([3, 0, 0]) } + words([2, 9])
    let strings = 56 + structure.count
    let header = words([
      0xd00d_feed, strings + name.count, 56, strings, 40, 17, 16, 0, name.count, structure.count,
    ])
    try Data(header + [UInt8](repeating: 0, count: 16) + structure + name).write(to: program.url("t.dtb"))
    #expect(try program.run(as: "fdtdump", ["-V"]).status == 0)
    let result = try Tool.run(
      "sh", ["-c", "ulimit -v 160000; names/fdtdump t.dtb | wc -c"], in: program.folder.url)
    #expect((Int(result.text.filter { $0.isNumber }) ?? 0) > 200_000_000, "\(result)")
  }

  @Test func `a blob that was cut is shown up to the cut`() throws {
    let program = try Program()
    try program.write(
      "/dts-v1/; /memreserve/ 0x1000 0x2000; / { a = \"text\"; b { c = <1 2>; }; d { e; }; };", to: "t.dts")
    #expect(try program.run(as: "dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    let blob = try program.bytes("t.dtb")
    let whole = try program.run(as: "fdtdump", ["t.dtb"]).text.split(separator: "\n")
    let strings = blob[12..<16].reduce(0) { $0 << 8 | Int($1) }
    for count in stride(from: 40, to: blob.count, by: 7) {
      try Data(blob[..<count]).write(to: program.url("cut.dtb"))
      let result = try program.run(as: "fdtdump", ["cut.dtb"])
      #expect(result.status == 1)
      #expect(
        result.errors.contains(
          "FATAL ERROR: cut.dtb: there are \(count) bytes of the \(blob.count) that the header states; "),
        "\(result.errors)")
      // Names of properties are at the end: what stood in front of a cut there is shown without them.
      let lines = result.text.split(separator: "\n")
      #expect(count < strings || lines.count == whole.count, "\(count) bytes")
      for (line, full) in zip(lines, whole) {
        let value = { (text: Substring) in text.split(separator: "=", maxSplits: 1).last }
        #expect(line == full || value(line) == value(full) || full.hasSuffix("e;"), "\(count) bytes: \(line)")
      }
    }
    try Data(blob[..<39]).write(to: program.url("cut.dtb"))
    let result = try program.run(as: "fdtdump", ["cut.dtb"])
    #expect(result.errors == Self.greeting + "FATAL ERROR: cut.dtb: header is not valid\n")
  }

  @Test func `reservations that are not in the blob do not keep the nodes from being shown`() throws {
    let program = try Program()
    try program.write("/dts-v1/; / { a; };", to: "t.dts")
    #expect(try program.run(as: "dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    var blob = try program.bytes("t.dtb")
    blob.replaceSubrange(16..<20, with: [0x7f, 0, 0, 0])
    try Data(blob).write(to: program.url("t.dtb"))
    let result = try program.run(as: "fdtdump", ["t.dtb"])
    #expect(result.status == 1)
    #expect(result.text.hasSuffix("/ {\n    a;\n};\n"))
    #expect(result.errors.hasSuffix("the memory reservations at 0x7f000000 go beyond the blob\n"))
  }
}
