import Foundation
import KernelImage
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct InstallationErrorTests {
  static let board = NamedBytes(name: "zone.dts", bytes: Array("/dts-v1/;\n/ { };\n".utf8))

  static func error(
    _ name: String = "object-rule", sources: [NamedBytes] = [board],
    _ change: (inout KernelTree) -> Void = { _ in }
  ) throws -> InstallationError {
    var tree = try TreeFixtures.tree(name)
    change(&tree)
    return try #require(throws: InstallationError.self) {
      try DeviceTreeInstallation(sources: sources).plan(in: tree)
    }
  }

  @Test func treesThatAreNone() throws {
    #expect(try Self.error { $0.files["Makefile"] = nil } == .notALinuxTree)
    #expect(try Self.error { $0.files["Makefile"] = Array("all:\n\techo\n".utf8) } == .notALinuxTree)
    let version = KernelVersion(6, 13, 7)
    #expect(try Self.error { $0.files["arch/loongarch/Kconfig"] = nil } == .noLoongArch(version))
    #expect(
      try Self.error { $0.files["arch/loongarch/boot/dts/Makefile"] = nil } == .noDeviceTreeFolder(version))
    let old = try Self.error {
      $0.files["Makefile"] = Array("VERSION = 6\nPATCHLEVEL = 7\nSUBLEVEL = 0\n".utf8)
      $0.files["arch/loongarch/Kconfig"] = Array("config LOONGARCH\n\tbool\n\tselect OF\n".utf8)
    }
    #expect(old == .noBuiltInTrees(KernelVersion(6, 7)))
    #expect(old.message.contains("Linux 6.7.0") && old.message.contains("6.8"))
  }

  @Test func rulesThatAreMissing() throws {
    #expect(
      try Self.error { $0.files["arch/loongarch/Kbuild"] = Array("obj-y += kernel/\n# boot/dts/\n".utf8) }
        == .folderNotBuilt)
    // Files that are not there to be looked at do not count as faults.
    var tree = try TreeFixtures.tree("object-rule")
    tree.files["arch/loongarch/Kbuild"] = nil
    #expect(try DeviceTreeInstallation(sources: [Self.board]).plan(in: tree).files.count == 3)
  }

  @Test func configurationsThatDoNotDo() throws {
    let none = try Self.error { $0.files[".config"] = nil }
    #expect(none == .noConfiguration)
    #expect(none.help.contains("make ARCH=loongarch defconfig"))
    #expect(
      try Self.error { $0.files[".config"] = Array("CONFIG_ARM64=y\nCONFIG_OF=y\n".utf8) }
        == .foreignConfiguration)
    #expect(try Self.error { $0.files[".config"] = [] } == .foreignConfiguration)
    let off = try Self.error {
      $0.files[".config"] = Array("CONFIG_LOONGARCH=y\n\n# CONFIG_OF is not set\n".utf8)
    }
    #expect(off == .deviceTreesDisabled(line: 3))
    #expect(off.description.hasPrefix(".config:3: CONFIG_OF is not set"))
    #expect(off.diagnostic.subject == ".config:3")
    #expect(off.diagnostic.severity == .error)
    #expect(off.diagnostic.help == off.help)
    #expect(
      try Self.error { $0.files[".config"] = Array("CONFIG_LOONGARCH=y\n".utf8) }
        == .deviceTreesDisabled(line: nil))
  }

  @Test(arguments: [
    ("zone.1.dts", "zone.1", 4, "zone_1.dts"), ("a,b.dts", "a,b", 1, "a_b.dts"),
    ("a+b.dts", "a+b", 1, "a_b.dts"),
    ("a b.dts", "a b", 1, "a_b.dts"), ("zöne.dts", "zöne", 1, "z_ne.dts"), (".dts", "", 0, "board.dts"),
    ("sub/zone.dts", "sub/zone", 3, "sub_zone.dts"), ("a\nb.dts", "a\nb", 1, "a_b.dts"),
  ])
  func namesThatNoSymbolCanHold(_ file: String, _ name: String, _ position: Int, _ mend: String) throws {
    let error = try Self.error(sources: [NamedBytes(name: file, bytes: Self.board.bytes)])
    #expect(error == .unusableName(name, position: position))
    #expect(error.help.contains(mend))
    #expect(!error.message.contains("\n") || name.contains("\n"))
  }

  @Test func sourcesThatAreNone() throws {
    #expect(try Self.error(sources: []) == .noSource)
    #expect(try Self.error(sources: [NamedBytes(name: "zone.dtb", bytes: [])]) == .notASource("zone.dtb"))
    for name in [
      "../up.dtsi", "/etc/passwd", "a//b", "Makefile", "sub/Makefile", "Kbuild", "", "a/", "./b", "x\ny",
    ] {
      let error = try Self.error(sources: [Self.board, NamedBytes(name: name, bytes: [])])
      #expect(error == .unusableFileName(name))
    }
    let twice = [Self.board, NamedBytes(name: "p.dtsi", bytes: [1]), NamedBytes(name: "p.dtsi", bytes: [2])]
    #expect(try Self.error(sources: twice) == .nameTwice("p.dtsi"))
  }

  @Test func aListThatCannotBeAddedTo() throws {
    // The last line goes on behind the end of the file, so that a line added there would become part of it.
    let error = try Self.error {
      $0.files["arch/loongarch/boot/dts/Makefile"] = Array("dtb-$(CONFIG_X) = a.dtb \\".utf8)
    }
    #expect(error == .listNotEditable(line: 1))
    #expect(error.path == "arch/loongarch/boot/dts/Makefile")
  }

  @Test func everyErrorSaysHowToMendIt() {
    let version = KernelVersion(6, 13, 7)
    let errors: [InstallationError] = [
      .notALinuxTree, .noLoongArch(version), .noBuiltInTrees(version), .noDeviceTreeFolder(version),
      .folderNotBuilt,
      .noConfiguration, .foreignConfiguration, .deviceTreesDisabled(line: 3), .noSource,
      .notASource("x"),
      .unusableName("a.b", position: 1), .unusableFileName(".."), .nameTwice("a"),
      .usedByAnotherTree(file: "a.dtsi", board: "b.dts"), .listNotEditable(line: 2),
    ]
    for error in errors {
      #expect(!error.path.isEmpty && !error.message.isEmpty && !error.help.isEmpty)
      #expect(!error.message.hasSuffix(".") && !error.help.hasSuffix("."))
    }
    #expect(Set(errors.map(\.message)).count == errors.count)
  }
}
