import Foundation
import Testing
import TestSupport

/// The few files of a kernel tree that `embed` looks at.
enum KernelTreeFixture {
  static func install(in program: Program, at path: String, from fixture: String = "object-rule") throws {
    try FileManager.default.copyItem(
      at: Fixtures.url("kernel-trees/\(fixture)"), to: program.url(path))
  }
}

@Suite struct EmbedCommandTests {
  @Test(arguments: ["object-rule", "link-step"]) func twiceChangesNothingMore(_ fixture: String) throws {
    let program = try Program()
    try KernelTreeFixture.install(in: program, at: "linux", from: fixture)
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    let first = try program.run("embed", "--tree", "linux", "--dts", "out/linux1.dts")
    #expect(first.status == 0, "\(first.errors)")
    #expect(
      try program.bytes("linux/arch/loongarch/boot/dts/linux1.dts") == (try program.bytes("out/linux1.dts")))
    let config = String(decoding: try program.bytes("linux/.config"), as: UTF8.self)
    #expect(config.contains("\nCONFIG_BUILTIN_DTB=y\n"))
    #expect(config.contains("\nCONFIG_BUILTIN_DTB_NAME=\"linux1\"\n"))
    let makefile = String(
      decoding: try program.bytes("linux/arch/loongarch/boot/dts/Makefile"), as: UTF8.self)
    #expect(makefile.contains("linux1.dtb"))
    let second = try program.run("embed", "--tree", "linux", "--dts", "out/linux1.dts")
    #expect(second.text.contains("nothing to change"))
    let patch = try program.run("embed", "--tree", "linux", "--dts", "out/linux1.dts", "--dry-run")
    #expect(patch.output.isEmpty)
  }

  @Test func dryRunIsAPatchThatDoesTheSame() throws {
    let program = try Program()
    try KernelTreeFixture.install(in: program, at: "linux")
    try KernelTreeFixture.install(in: program, at: "other")
    // A tree with a file that it includes.
    try program.write("/dts-v1/;\n#include \"part.dtsi\"\n", to: "board.dts")
    try program.write("/ { model = \"m\"; };\n", to: "part.dtsi")
    let source = ["--dts", "board.dts"]
    let patch = try program.run(["embed", "--tree", "linux", "--dry-run"] + source)
    #expect(patch.status == 0, "\(patch.errors)")
    #expect(patch.text.contains("+++ b/arch/loongarch/boot/dts/part.dtsi"), "included files come along")
    let applied = try Tool.run("patch", ["-p1", "-d", program.url("other").path], input: patch.output)
    #expect(applied.status == 0, "\(applied.text)")
    #expect(try program.run(["embed", "--tree", "linux"] + source).status == 0)
    for file in [
      ".config", "arch/loongarch/boot/dts/Makefile", "arch/loongarch/boot/dts/board.dts",
      "arch/loongarch/boot/dts/part.dtsi",
    ] {
      #expect(try program.bytes("linux/\(file)") == (try program.bytes("other/\(file)")), "\(file)")
    }
  }

  @Test func refusalsLeaveTheTreeAlone() throws {
    let program = try Program()
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    let missing = try program.run("embed", "--tree", "nowhere", "--dts", "out/linux1.dts")
    #expect(missing.status == 2)
    try KernelTreeFixture.install(in: program, at: "linux")
    try FileManager.default.removeItem(at: program.url("linux/.config"))
    let result = try program.run("embed", "--tree", "linux", "--dts", "out/linux1.dts")
    #expect(result.status == 2)
    #expect(result.errors.contains("help:"), "\(result.errors)")
    #expect(
      !FileManager.default.fileExists(atPath: program.url("linux/arch/loongarch/boot/dts/linux1.dts").path))
  }

  @Test func aPlanOrATreeOfAnotherMachineIsRefused() throws {
    let program = try Program()
    try KernelTreeFixture.install(in: program, at: "linux")
    let plan = try program.run("embed", "--tree", "linux", "--dts", "dts/ls3a5000/zones.dts")
    #expect(plan.status == 2 && plan.errors.contains("a zone plan"), "\(plan.errors)")
    try program.write(
      "/dts-v1/;\n/ { compatible = \"linux,dummy-virt\"; cpus { #address-cells = <1>; #size-cells = <0>; "
        + "cpu@0 { device_type = \"cpu\"; compatible = \"arm,cortex-a53\"; reg = <0>; }; }; };\n",
      to: "arm.dts")
    let arm = try program.run("embed", "--tree", "linux", "--dts", "arm.dts")
    #expect(arm.status == 2 && arm.errors.contains("arm64"), "\(arm.errors)")
    let lint = try program.run(
      "lint", "arm.dts", "--config", Fixtures.url("boot/kernel-6.13.7/config").path, "--profile", "6.13")
    #expect(lint.status == 2 && lint.errors.contains("a tree for arm64"), "\(lint.errors)")
  }
}
