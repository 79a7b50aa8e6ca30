import DTS
import DeviceTree
import DeviceTreeLint
import LinuxBoot
import SourceDiagnostics
import Testing

/// Every mend that is offered is applied here, and the tree is linted again.
struct MendTests {
  @Test(arguments: FixtureTests.cases)
  func offeredMendsWork(_ test: FixtureTests.Case) throws {
    let linted = try LintedTree(test.tree, test.kernel)
    for finding in linted.findings {
      for mend in finding.mends {
        let after = Linter().lint(mend.applied(to: linted.boot))
        let what = Comment(rawValue: "\(test.tree): \(mend.text)")
        #expect(errors(after).isSubset(of: errors(linted.findings)), what)
        if finding.rule == "earlycon-without-console", mend.text.hasPrefix("make room first") {
          // It still does nothing, but nothing is lost any more once it works.
          #expect(!after.contains { $0.rule == finding.rule && $0.message.contains("refuse") }, what)
        } else {
          #expect(!after.contains { $0.rule == finding.rule && $0.path == finding.path }, what)
        }
      }
    }
  }

  private func errors(_ findings: [Finding]) -> Set<String> {
    Set(findings.filter { $0.level == .error }.map { "\($0.rule) \($0.path)" })
  }

  /// The findings that must come with a mend, and its words: numbers and cells are what a user copies.
  @Test(arguments: [
    (
      "over-kernel",
      "begin it at 0x2200000 (2 MiB higher) as guest@2200000: reg = <0x0 0x2200000 0x0 0xe00000>;"
    ),
    (
      "first-2-mib",
      "move it to 0x2200000 (33 MiB higher) as firmware@2200000: reg = <0x0 0x2200000 0x0 0x80000>;"
    ),
    (
      "over-initrd",
      "begin it at 0x94800000 (4 MiB higher) as guest@94800000: reg = <0x0 0x94800000 0x0 0xc00000>;"
    ),
    (
      "over-crash-kernel",
      "move it to 0x98000000 (64 MiB lower) as guest@98000000: reg = <0x0 0x98000000 0x0 0x4000000>;"
    ),
    ("mapped-first", "put shared@98100000 before pool@98000000 in the tree"),
    ("size-zero", "give it a size, or take the node out"),
    ("no-ranges", "in /reserved-memory write #address-cells = <2>; #size-cells = <2>; ranges;"),
    (
      "two-entries",
      "give every entry a node of its own, with the same properties: shared@9a000000 { reg = <0x0 0x9a000000 0x0 0x100000>; }"
    ),
    ("overlap", "begin it at 0x99000000, where guest1@98000000 ends: reg = <0x0 0x99000000 0x0 0x800000>;"),
    (
      "misaligned-pool",
      "let it be whole pieces of 2 MiB, 0x98200000-0x98ffffff: reg = <0x0 0x98200000 0x0 0xe00000>;"
    ),
    ("no-room", "drop alloc-ranges"),
    ("lonely-earlycon", "in /chosen write stdout-path = \"/platform/serial@1fe001e0\";"),
    (
      "shared-windows",
      "make room first, in shmem@1: end it at 0x140ffd000 (12 KiB lower): reg = <0x1 0x40800000 0x0 0x7fd000>;"
    ),
    ("no-unit-address", "name it nonroot1@c0000000"),
  ])
  func smallestMend(tree: String, text: String) throws {
    let first = try #require(LintedTree(tree, .known).findings.first)
    #expect(first.mends.first?.text == text)
    #expect(first.help?.hasPrefix(text) == true)
  }

  /// With an unknown page size the cut is deep enough for both.
  @Test func mendsHoldForEveryValueOfAnUnknownFact() throws {
    let finding = try #require(LintedTree("end-of-ram", .versionOnly).findings.first)
    #expect(
      finding.mends.first?.text == "end it at 0xc07f8000 (32 KiB lower): reg = <0x0 0xc0000000 0x0 0x7f8000>;"
    )
  }

  /// Where nothing helps, nothing is offered, and the help says so.
  @Test func noMendIsInvented() throws {
    let text = """
      /dts-v1/;
      / {
        #address-cells = <2>; #size-cells = <2>;
        chosen { bootargs = "console=ttyS0"; };
        memory@200000 { device_type = "memory"; reg = <0x0 0x200000 0x0 0x3000000>; };
        reserved-memory {
          #address-cells = <2>; #size-cells = <2>; ranges;
          most@200000 { no-map; reg = <0x0 0x200000 0x0 0x2800000>; };
        };
      };
      """
    let finding = try #require(LintedTree(text: Array(text.utf8), name: "all", .known).findings.first)
    #expect(finding.rule == "region-refused")
    #expect(finding.mends.isEmpty)
    #expect(finding.help?.hasPrefix("no small change passed the model") == true)
  }

  /// Without trials left, findings stay and mends are not offered.
  @Test func trialsAreLimited() throws {
    let linted = try LintedTree("end-of-ram", .known)
    var linter = Linter()
    linter.mendTrials = 0
    let findings = linter.lint(linted.boot, positions: linted.compiled.positions)
    #expect(findings.count == 1)
    #expect(findings.allSatisfy { $0.mends.isEmpty })
    // Nothing was tried, so nothing can be said to have failed.
    #expect(findings.first?.help?.hasPrefix("mends were not tried") == true)
  }
}
