import Foundation
import KernelImage
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct InstallationPlanTests {
  static let board = NamedBytes(
    name: "zone-1.dts", bytes: Array("/dts-v1/;\n#include \"soc/zone.dtsi\"\n/ { model = \"zone\"; };\n".utf8)
  )
  static let part = NamedBytes(name: "soc/zone.dtsi", bytes: Array("/ { };\n".utf8))
  static let installation = DeviceTreeInstallation(sources: [board, part])
  static let folder = "arch/loongarch/boot/dts"

  @Test func plansForTheObjectRule() throws {
    let tree = try TreeFixtures.tree("object-rule")
    let plan = try Self.installation.plan(in: tree)
    #expect(plan.rule == .objectOfFolder)
    #expect(plan.version == KernelVersion(6, 13, 7))
    #expect(plan.name == "zone-1")
    #expect(plan.symbols.begin == "__dtb_zone_1_begin")
    #expect(plan.symbols.end == "__dtb_zone_1_end")
    #expect(
      plan.files.map(\.path) == [
        "\(Self.folder)/zone-1.dts", "\(Self.folder)/soc/zone.dtsi", "\(Self.folder)/Makefile", ".config",
      ])
    #expect(plan.files.map { $0.before == nil } == [true, true, false, false])
    #expect(plan.remarks.isEmpty)
    let after = tree.applying(plan)
    #expect(after.files["\(Self.folder)/zone-1.dts"] == Self.board.bytes)
    #expect(
      after.text("\(Self.folder)/Makefile").contains("dtb-y = first-board.dtb second-board.dtb zone-1.dtb\n"))
    #expect(after.text("\(Self.folder)/Makefile").contains("obj-$(CONFIG_BUILTIN_DTB)\t+="))
    let config = try #require(after.configuration)
    #expect(config.isBuiltIn("BUILTIN_DTB"))
    #expect(config.string("BUILTIN_DTB_NAME") == "zone-1")
    #expect(config.count == (tree.configuration?.count ?? 0) + 1)
  }

  @Test func plansForTheLinkStep() throws {
    let tree = try TreeFixtures.tree("link-step")
    let plan = try Self.installation.plan(in: tree)
    #expect(plan.rule == .linkStep)
    let after = tree.applying(plan)
    #expect(
      after.text("\(Self.folder)/Makefile")
        == tree.text("\(Self.folder)/Makefile").replacing(
          "second-board.dtb\n", with: "second-board.dtb zone-1.dtb\n"))
    #expect(
      after.text(".config") == tree.text(".config")
        + "CONFIG_BUILTIN_DTB=y\nCONFIG_BUILTIN_DTB_NAME=\"zone-1\"\n")
  }

  @Test(arguments: ["object-rule", "link-step"]) func aSecondTimeChangesNothing(_ name: String) throws {
    let tree = try TreeFixtures.tree(name)
    let once = tree.applying(try Self.installation.plan(in: tree))
    let again = try Self.installation.plan(in: once)
    #expect(again.isEmpty)
    #expect(again.patch.isEmpty)
    #expect(again.remarks.isEmpty)
  }

  @Test(arguments: ["object-rule", "link-step"]) func theFirstTreeAndThenAnother(_ name: String) throws {
    let tree = try TreeFixtures.tree(name)
    let first = tree.applying(try Self.installation.plan(in: tree))
    let other = DeviceTreeInstallation(sources: [
      NamedBytes(name: "zone2.dts", bytes: Array("/dts-v1/;\n/ { };\n".utf8))
    ])
    let plan = try other.plan(in: first)
    let note = try #require(plan.remarks.first)
    #expect(note.severity == .note)
    #expect(note.message == "'zone2' takes the place of the built-in tree 'zone-1'")
    #expect(note.subject?.hasPrefix(".config:") == true)
    let both = first.applying(plan)
    #expect(both.configuration?.string("BUILTIN_DTB_NAME") == "zone2")
    #expect(both.text("\(Self.folder)/Makefile").contains("zone-1.dtb zone2.dtb\n"))
    // The first is still listed, so going back touches the configuration alone.
    #expect(try Self.installation.plan(in: both).files.map(\.path) == [".config"])
  }

  /// The rule counts as the files say, whatever the version says.
  @Test func readsTheRuleFromTheFiles() throws {
    var tree = try TreeFixtures.tree("link-step")
    tree.files["Makefile"] = Array("VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 99\n".utf8)
    #expect(tree.builtInRule == .linkStep)
    // Selected no more, but asked for by the link rules themselves.
    tree.files["arch/loongarch/Kconfig"] = try TreeFixtures.tree("object-rule").files[
      "arch/loongarch/Kconfig"]
    #expect(tree.builtInRule == .objectOfFolder)
    tree.files["scripts/Makefile.vmlinux"] = Array(
      ".builtin-dtbs-list: x\n\t$(call y)\n\nifdef CONFIG_BUILTIN_DTB\nvmlinux: .builtin-dtbs.o\nendif\n".utf8
    )
    #expect(tree.builtInRule == .linkStep)
    tree.files["arch/loongarch/Kconfig"] = Array("config LOONGARCH\n\tbool\n\tselect OF\n".utf8)
    #expect(tree.builtInRule == nil)
  }

  @Test func addsTheObjectRuleWhereItWasTakenOut() throws {
    var tree = try TreeFixtures.tree("object-rule")
    tree.files["\(Self.folder)/Makefile"] = Array("dtb-y = a.dtb\n".utf8)
    let after = tree.applying(try Self.installation.plan(in: tree))
    #expect(
      after.text("\(Self.folder)/Makefile")
        == "dtb-y = a.dtb zone-1.dtb\n\n"
        + "obj-$(CONFIG_BUILTIN_DTB)\t+= $(addsuffix .dtb.o, $(CONFIG_BUILTIN_DTB_NAME))\n"
    )
    #expect(try Self.installation.plan(in: after).isEmpty)
  }

  @Test func warnsOfAConditionalObjectRule() throws {
    var tree = try TreeFixtures.tree("object-rule")
    let makefile =
      "ifdef CONFIG_MATCH\nobj-y += x.o\nelse\n"
      + "obj-$(CONFIG_BUILTIN_DTB) += $(addsuffix .dtb.o, $(CONFIG_BUILTIN_DTB_NAME))\nendif\n"
    tree.files["\(Self.folder)/Makefile"] = Array(makefile.utf8)
    let plan = try Self.installation.plan(in: tree)
    #expect(plan.remarks.map(\.subject) == ["\(Self.folder)/Makefile:4"])
    #expect(plan.remarks.map(\.severity) == [.warning])
  }

  @Test func warnsOfALinkStepThatIsNotThere() throws {
    var tree = try TreeFixtures.tree("link-step")
    #expect(try Self.installation.plan(in: tree).remarks.isEmpty)
    tree.files["scripts/Makefile.vmlinux"] = Array("vmlinux: vmlinux.o\n".utf8)
    let remark = try #require(try Self.installation.plan(in: tree).remarks.first)
    #expect(remark.severity == .warning)
    #expect(remark.subject == "scripts/Makefile.vmlinux")
    #expect(remark.help?.contains("__dtb_zone_1_begin") == true)
    tree.files["scripts/Makefile.vmlinux"] = nil
    #expect(try Self.installation.plan(in: tree).remarks.isEmpty)
  }

  @Test func warnsOfNamesThatNothingAnswers() throws {
    let tree = try TreeFixtures.tree("object-rule")
    let board = NamedBytes(
      name: "b.dts",
      bytes: Array(
        "/dts-v1/;\n#include \"family.dtsi\"\n#include \"dt-bindings/x.h\"\n\n#include \"gone.dtsi\"\n".utf8))
    let plan = try DeviceTreeInstallation(sources: [board]).plan(in: tree)
    #expect(plan.remarks.map(\.subject) == ["b.dts:5"])
    #expect(plan.remarks.first?.message.contains("'gone.dtsi'") == true)
  }

  /// What `--dry-run` prints is what the plan does.
  @Test(.enabled(if: ELFToolchainTests.has("git")), arguments: ["object-rule", "link-step"])
  func thePatchGivesThePlannedTree(_ name: String) throws {
    let tree = try TreeFixtures.tree(name)
    let plan = try Self.installation.plan(in: tree)
    let (result, files) = try UnifiedDiffTests.apply(["git", "apply"], plan.patch, to: tree.files)
    #expect(result.status == 0, "\(result.errors)")
    #expect(files == tree.applying(plan).files)
  }

  /// GNU make, as the kernel's build uses it, finds the tree in the list and the object to link.
  @Test(.enabled(if: ELFToolchainTests.has("make")), arguments: ["object-rule", "link-step"])
  func makeFindsTheTree(_ name: String) throws {
    let tree = try TreeFixtures.tree(name)
    let after = tree.applying(try Self.installation.plan(in: tree))
    let folder = try TemporaryFolder()
    var files = after.files
    // auto.conf has the configuration with the quotes taken off.
    let config = after.text(".config").replacing("\"zone-1\"", with: "zone-1")
    files["probe"] = Array(
      "obj-y :=\ninclude .config.mk\ninclude \(Self.folder)/Makefile\n$(info [$(dtb-y)] [$(obj-y)])\nall: ;\n"
        .utf8)
    files[".config.mk"] = Array(config.utf8)
    try TreeFixtures.write(files, to: folder.url)
    let result = try Tool.run("make", ["-s", "-r", "-f", "probe"], in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    let object = name == "object-rule" ? "zone-1.dtb.o" : ""
    #expect(result.text == "[first-board.dtb second-board.dtb zone-1.dtb] [\(object)]\n")
  }
}
