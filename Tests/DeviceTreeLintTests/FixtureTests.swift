import DeviceTree
import LinuxBoot
import Testing

/// Every tree of fixtures/lint has one fault, which its first line names, and exactly the findings that follow from it.
struct FixtureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var tree: String
    var kernel = Kernel.known
    var findings: [String]

    var testDescription: String { tree }
  }

  static let cases: [Case] = [
    Case(tree: "sound", findings: []),
    Case(tree: "below-end-of-ram", findings: []),
    Case(tree: "below-end-of-ram", kernel: .versionOnly, findings: []),
    Case(tree: "two-kinds", findings: []),
    Case(tree: "end-of-ram", findings: ["error region-refused 24:11 /reserved-memory/nonroot@c0000000"]),
    Case(
      tree: "end-of-ram", kernel: .versionOnly,
      findings: ["error region-refused 24:11 /reserved-memory/nonroot@c0000000"]),
    Case(tree: "over-kernel", findings: ["error region-refused 23:11 /reserved-memory/guest@2000000"]),
    Case(
      tree: "over-kernel", kernel: .versionOnly,
      findings: ["warning region-depends 23:11 /reserved-memory/guest@2000000"]),
    Case(tree: "over-kernel-start", findings: ["error region-refused 23:11 /reserved-memory/guest@400000"]),
    // Where the kernel lies is only guessed here.
    Case(
      tree: "over-kernel-start", kernel: .versionOnly,
      findings: ["warning region-refused 23:11 /reserved-memory/guest@400000"]),
    Case(tree: "first-2-mib", findings: ["error region-refused 22:11 /reserved-memory/firmware@100000"]),
    Case(tree: "over-initrd", findings: ["error region-refused 25:11 /reserved-memory/guest@94400000"]),
    Case(tree: "over-crash-kernel", findings: ["error region-refused 23:11 /reserved-memory/guest@9c000000"]),
    Case(tree: "over-core-header", findings: ["error region-refused 24:11 /reserved-memory/guest@98000000"]),
    Case(tree: "over-blob", findings: []),
    Case(
      tree: "over-blob", kernel: .withBlobAt(0x9e10_0000),
      findings: ["error region-refused 23:11 /reserved-memory/guest@9e000000"]),
    Case(tree: "size-zero", findings: ["error region-refused 23:11 /reserved-memory/guest@98000000"]),
    Case(
      tree: "mapped-first", findings: ["error no-map-after-mapped 27:11 /reserved-memory/shared@98100000"]),
    Case(tree: "page-size", findings: []),
    Case(
      tree: "page-size", kernel: .versionOnly,
      findings: ["warning region-depends 24:11 /reserved-memory/guest@c0000000"]),
    Case(tree: "kernel-elsewhere", findings: ["warning kernel-outside-ram 12:9 /memory@c0200000"]),
    Case(tree: "kernel-elsewhere", kernel: .versionOnly, findings: []),
    Case(tree: "no-memory", findings: ["warning predicted-panic 2:1 /"]),
    Case(tree: "cells-differ", findings: ["error regions-ignored 17:3 /reserved-memory"]),
    Case(tree: "no-ranges", findings: ["error regions-ignored 16:2 /reserved-memory"]),
    Case(tree: "without-reg", findings: ["warning region-without-reg 21:3 /reserved-memory/guest@98000000"]),
    Case(tree: "odd-reg", findings: ["error reg-not-whole 23:10 /reserved-memory/guest@98000000"]),
    Case(tree: "odd-memory", findings: ["error reg-not-whole 12:9 /memory@200000"]),
    Case(tree: "two-entries", findings: ["warning extra-reg-lost 23:42 /reserved-memory/shared@98000000"]),
    Case(
      tree: "outside-ram",
      findings: [
        "note region-outside-ram 23:11 /reserved-memory/window@140000000",
        "warning region-outside-ram 27:11 /reserved-memory/pool@a8000000",
        "warning region-outside-ram 32:11 /reserved-memory/guest@9f800000",
      ]),
    Case(tree: "overlap", findings: ["warning regions-overlap 23:11 /reserved-memory/guest2@98800000"]),
    Case(tree: "no-map-reusable", findings: ["error no-map-reusable 24:4 /reserved-memory/pool@98000000"]),
    Case(tree: "misaligned-pool", findings: ["error region-undone 24:11 /reserved-memory/pool@98100000"]),
    Case(tree: "no-room", findings: ["error region-unplaced 22:11 /reserved-memory/pool"]),
    Case(tree: "mem-without-address", findings: ["error predicted-panic 7:29 /chosen"]),
    Case(tree: "initrd-outside", findings: ["error initrd-lost 8:3 /chosen"]),
    Case(tree: "initrd-shared", findings: ["warning initrd-lost 24:11 /reserved-memory/pool@94400000"]),
    Case(
      tree: "sound", kernel: .loaded(at: 0x20_1000),
      findings: ["error load-address-unaligned 10:2 /memory@200000"]),
    Case(tree: "sound", kernel: .withBlobAt(0x20_0000), findings: ["error blob-misplaced 2:1 /"]),
    Case(tree: "sound", kernel: .withBlobAt(0xa000_0000), findings: ["warning blob-misplaced 2:1 /"]),
    Case(tree: "sound", kernel: .withBlobAt(0x9000_0000), findings: []),
    // What only riscv64 has.
    Case(
      tree: "dynamic-on-blob", kernel: .riscv,
      findings: ["warning dynamic-region-on-blob 19:4 /reserved-memory/pool"]),
    Case(
      tree: "dynamic-on-blob", kernel: .riscvWithFirmware,
      findings: ["error dynamic-region-on-blob 19:4 /reserved-memory/pool"]),
    Case(
      tree: "firmware-unprotected", kernel: .riscv,
      findings: ["warning firmware-memory-unprotected 11:2 /reserved-memory"]),
    Case(
      tree: "firmware-unprotected", kernel: .riscvWithFirmware,
      findings: [
        "error firmware-memory-unprotected 11:2 /reserved-memory",
        "error regions-ignored 11:2 /reserved-memory",
      ]),
    Case(
      tree: "firmware-name", kernel: .riscv,
      findings: ["warning firmware-name-clash 16:3 /reserved-memory/mmode_resv0@80040000"]),
    Case(
      tree: "firmware-name", kernel: .riscvWithFirmware,
      findings: ["error firmware-name-clash 16:3 /reserved-memory/mmode_resv0@80040000"]),
    Case(
      tree: "piece-of-page", kernel: .riscvWithFirmware,
      findings: ["warning no-map-piece-of-page 18:11 /reserved-memory/mailbox@90000100"]),
    // Elsewhere the piece of a page costs nothing.
    Case(tree: "piece-of-page", kernel: .arm, findings: []),
    Case(tree: "lonely-earlycon", findings: ["warning earlycon-without-console 7:29 /chosen"]),
    Case(tree: "lost-stdout-path", findings: ["warning earlycon-without-console 8:29 /chosen"]),
    // The faults that stand in hvisor's published trees, in trees of our own.
    Case(
      tree: "shared-windows",
      findings: [
        "warning earlycon-without-console 7:15 /chosen",
        "warning unit-address-mismatch 10:2 /memory@200000",
        // The kernel of these cases lies at 32 MiB, as for a root zone, and this is a guest's tree.
        "warning kernel-outside-ram 12:9 /memory@200000",
        "warning unit-address-mismatch 23:3 /reserved-memory/shmem@0",
        "warning unit-address-mismatch 28:3 /reserved-memory/shmem@1",
      ]),
    Case(
      tree: "shared-windows-mapped",
      findings: [
        "warning kernel-outside-ram 12:9 /memory@c0200000",
        "error region-refused 28:11 /reserved-memory/shmem@140800000",
      ]),
    Case(
      tree: "no-unit-address",
      findings: [
        "warning unit-address-mismatch 22:3 /reserved-memory/nonroot1",
        "warning unit-address-mismatch 27:3 /reserved-memory/nonroot2",
      ]),
  ]

  @Test(arguments: cases)
  func findings(_ test: Case) throws {
    let linted = try LintedTree(test.tree, test.kernel)
    #expect(linted.summary == test.findings)
  }

  /// No tree is without a case, and every rule that a single tree can show is shown by one.
  @Test func everyTreeAndRuleHasACase() throws {
    let trees = Set(try LintedTree.names())
    #expect(trees.subtracting(Self.cases.map(\.tree)).isEmpty)
    let shown = Set(
      Self.cases.flatMap(\.findings).compactMap {
        $0.split(separator: " ").dropFirst().first.map(String.init)
      })
    // These two have tests of their own, with generated trees and kernels.
    #expect(Set(ruleNames).subtracting(shown) == ["too-many-regions", "builtin-dtb-names"])
  }
}
