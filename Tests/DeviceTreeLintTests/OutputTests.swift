import DTS
import DeviceTree
import DeviceTreeLint
import LinuxBoot
import SourceDiagnostics
import Testing

/// What people and machines read, word for word.
struct OutputTests {
  /// The layout that cost days: RAM ends at 0xc0800000, and so does the region.
  @Test func textOfTheRefusedRegion() throws {
    let text = try LintedTree("end-of-ram", .known).text
    #expect(
      text == """
        end-of-ram.dts:24:11: error: Linux will refuse this no-map region: 0xc07fd000-0xc07fffff already belongs to the early console's page tables [region-refused]
         24 | \t\t\treg = <0x0 0xc0000000 0x0 0x800000>;
            | \t\t\t       ^~~~~~~~~~~~~~~~~~~~~~~~~~~
        note: earlycon=uart8250,mmio,0x1fe001e0 maps its registers before /reserved-memory is read: 3 page-table pages, each the highest free page of RAM (populate_kernel_pte); Linux prints "failed to reserve memory for node 'nonroot@c0000000'" and uses all 8 MiB as its own RAM
        end-of-ram.dts:7:15: note: the early console is asked for here
         7 | \t\tbootargs = "earlycon=uart8250,mmio,0x1fe001e0 console=ttyS0,115200n8";
           | \t\t            ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
          help: end it at 0xc07fd000 (12 KiB lower): reg = <0x0 0xc0000000 0x0 0x7fd000>;
                or move it to 0x9f800000 (520 MiB lower) as nonroot@9f800000: reg = <0x0 0x9f800000 0x0 0x800000>;
                or leave Linux 12 KiB or more of RAM above 0xc0800000: add <0x0 0xc0800000 0x0 0x3000> to reg of /memory@200000
                or drop earlycon from bootargs
                with another reg, whoever uses this memory must be told: the zone's JSON, the guest's /memory

        """)
  }

  @Test func textOfAnAssumption() throws {
    let text = try LintedTree("page-size", .versionOnly).text
    #expect(
      text.contains(
        "note: not certain: paging (4 KiB pages, 4 levels or 16 KiB pages, 3 levels) is not known; --config settles it\n"
      ))
  }

  /// Refused with every page size: an error, and the bytes are said to be those of one.
  @Test func textOfACertainVerdictOnUncertainBytes() throws {
    let text = try LintedTree("end-of-ram", .versionOnly).text
    #expect(text.contains(": error: Linux will refuse this no-map region: 0xc07fd000-0xc07fffff"))
    #expect(
      text.contains(
        "note: the bytes are those for paging: 4 KiB pages, 4 levels, which nothing says; "
          + "it is refused with 16 KiB pages, 3 levels as well\n"))
  }

  @Test func jsonOfASource() throws {
    let linted = try LintedTree("size-zero", .known)
    let json = linted.findings.map { $0.json(compiled: linted.compiled, file: "size-zero.dts") }
    #expect(
      json == [
        .object([
          ("rule", .string("region-refused")), ("level", .string("error")),
          ("file", .string("size-zero.dts")),
          ("line", .int(23)), ("column", .int(11)), ("node", .string("/reserved-memory/guest@98000000")),
          ("message", .string("Linux will refuse this region: its size is 0")),
          ("cause", .string("Linux prints \"failed to reserve memory for node 'guest@98000000'\"")),
          ("help", .string("give it a size, or take the node out")), ("basis", .string("fact")),
          (
            "fixes",
            .array([
              .object([
                ("description", .string("give it a size, or take the node out")),
                ("choice", .string("only if the region is not needed")),
                (
                  "edits",
                  .array([
                    .object([
                      ("file", .string("size-zero.dts")), ("start", .int(314)), ("end", .int(385)),
                      ("replacement", .string("")),
                    ])
                  ])
                ),
              ])
            ])
          ),
        ])
      ])
  }

  /// A blob has no lines: its path and the node stand in their place.
  @Test func blobsHaveNoPosition() throws {
    let linted = try LintedTree("size-zero", .known)
    let tree = try DeviceTree(blob: linted.compiled.tree.flattened())
    let finding = try #require(Linter().lint(Kernel.known.boot(tree)).first)
    guard case .object(let members) = finding.json(compiled: nil, file: "board.dtb") else {
      Issue.record("no object")
      return
    }
    #expect(
      members.map(\.0) == [
        "rule", "level", "file", "line", "column", "node", "message", "cause", "help", "basis", "fixes",
      ])
    #expect(members[2].1 == .string("board.dtb"))
    #expect(members[3].1 == .null)
    #expect(members[4].1 == .null)
    let text = TextRenderer(sources: SourceMap()).render(finding.diagnostic(file: "board.dtb"))
    #expect(
      text.hasPrefix(
        "board.dtb: /reserved-memory/guest@98000000: error: Linux will refuse this region: its size is 0 [region-refused]\n"
      ))
  }

  /// The same said twice at one place is said once, and the order is that of the source.
  @Test func repetitionsAreDropped() throws {
    let linted = try LintedTree("shared-windows", .known)
    let twice = Linter(rules: LintRules.all.reversed() + LintRules.all)
      .lint(linted.boot, positions: linted.compiled.positions)
    #expect(twice.map(\.message) == linted.findings.map(\.message))
  }

  /// A position inside a string counts bytes only where the source has the same bytes.
  @Test func wordsOfStringsWithEscapesPointAtTheString() throws {
    let text = """
      /dts-v1/;
      / {
        #address-cells = <2>; #size-cells = <2>;
        chosen { bootargs = "a=\\x62 earlycon"; };
        memory@200000 { device_type = "memory"; reg = <0x0 0x200000 0x0 0x10000000>; };
      };
      """
    let linted = try LintedTree(text: Array(text.utf8), name: "escape", .known)
    #expect(linted.summary == ["warning earlycon-without-console 4:23 /chosen"])
  }
}
