import Foundation
import TestSupport
import Testing

/// `--kernel` and `--kernel-tree` as a user calls them.
@Suite struct KernelFactsTests {
  private let tree = Fixtures.url("lint/end-of-ram.dts").path()

  /// The header of an arm64 or LoongArch image, the banner behind it.
  private func image(isLoongArch: Bool = true, banner: String = "6.13.7 (a@b) (gcc) #1 SMP") -> [UInt8] {
    func little(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var bytes = little(0x5a4d, 16) + little(0x100_0000, 8) + little(isLoongArch ? 0x20_0000 : 0x2, 8)
    bytes += little(0, 24) + little(isLoongArch ? 0x8182_23cd : 0x644d_5241, 4) + little(64, 4)
    return bytes + little(0x4550, 4) + little(0x6264, 2) + little(0, 18)
      + Array("Linux version \(banner)\n\0".utf8)
  }

  private func write(_ bytes: [UInt8], _ name: String, in program: Program) throws {
    try Data(bytes).write(to: program.url(name))
  }

  @Test func anImageTellsVersionAndPlace() throws {
    let program = try Program()
    try write(image(), "vmlinux.efi", in: program)
    let result = try program.run("memory", tree, "--kernel", "vmlinux.efi", "--format", "json")
    let facts = try #require(try program.json(result)["facts"] as? [[String: Any]])
    func fact(_ name: String) -> [String]? {
      facts.first { $0["name"] as? String == name }.map { fact in
        ["value", "source", "group"].map { fact[$0] as? String ?? "" }
      }
    }
    #expect(fact("version") == ["6.13.7", "kernel's version line", "kernel"])
    #expect(fact("profile") == ["6.13", "preset 6.13", "kernel"])
    #expect(fact("kernel image") == ["0x200000:0x1200000", "kernel's image header", "kernel"])
    #expect(fact("region table")?.last == "regions")
    #expect(result.text.contains("vmlinux.efi has no symbols"))
  }

  @Test func unusableKernelsSayWhatToDo() throws {
    let program = try Program()
    var bzImage = [UInt8](repeating: 0, count: 0x400)
    bzImage.replaceSubrange(0x202..<0x206, with: Array("HdrS".utf8))
    try write(bzImage, "bzImage", in: program)
    try write(Array(image().prefix(20)), "cut", in: program)
    try write(image(banner: "gone"), "silent", in: program)
    try write(Array([0x1f, 0x8b, 8, 0] + [UInt8](repeating: 0, count: 20)), "Image.gz", in: program)
    try write(image(banner: "6.6.30 (a@b) (gcc) #1"), "other", in: program)
    for (name, message, help) in [
      ("bzImage", "a bzImage, which is an image for x86", "loongarch64, arm64 and riscv64"),
      ("cut", "neither an ELF file nor an image", "vmlinux"), ("silent", "no Linux kernel", "vmlinux"),
      ("Image.gz", "the gzip in it cannot be unpacked", "vmlinux"),
      ("other", "there is no preset for Linux 6.6.30", "--kernel-tree"),
    ] {
      let result = try program.run("memory", tree, "--kernel", name)
      #expect(result.status == 2 && result.output.isEmpty)
      #expect(result.errors.contains(message) && result.errors.contains(help), "\(result.errors)")
    }
  }

  @Test func unusableTreesSayWhatToDo() throws {
    let program = try Program()
    try program.write("all:\n", to: "plain/Makefile")
    try program.write("VERSION = 6\nPATCHLEVEL = 13\nSUBLEVEL = 7\nEXTRAVERSION =\n", to: "cut/Makefile")
    try program.write("VERSION = 6\nPATCHLEVEL = 13\nSUBLEVEL = 7\n", to: "small/Makefile")
    try program.write("", to: "small/drivers/of/fdt.c")
    try program.write("VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 7\n", to: "old/Makefile")
    try program.write("", to: "old/drivers/of/fdt.c")
    try write(image(), "vmlinux.efi", in: program)
    for (arguments, message) in [
      (["none"], "none: no such folder"), (["vmlinux.efi"], "vmlinux.efi: no folder"),
      (["dts"], "there is no Makefile"), (["plain"], "its Makefile states no VERSION"),
      (["cut"], "drivers/of/fdt.c is missing"), (["small"], "has no arch/loongarch"),
      (
        ["old", "--kernel", "vmlinux.efi"], "the source of Linux 6.1.7, and the kernel was built from 6.13.7"
      ),
    ] {
      let result = try program.run(["memory", tree, "--kernel-tree"] + arguments)
      #expect(
        result.status == 2 && result.errors.contains(message) && result.errors.contains("help: "),
        "\(result.errors)")
    }
  }

  /// What the code does not show is the preset's, and is said.
  @Test func unrecognisedCodeIsSaid() throws {
    let program = try Program()
    try program.write("VERSION = 6\nPATCHLEVEL = 13\nSUBLEVEL = 7\n", to: "linux/Makefile")
    try program.write("int nothing;", to: "linux/drivers/of/fdt.c")
    try program.write(
      "config FIX_EARLYCON_MEM\n\tdef_bool !ARCH_IOREMAP\n", to: "linux/arch/loongarch/Kconfig")
    let result = try program.run("memory", tree, "--kernel-tree", "linux", "--facts")
    let words = result.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(result.status == 0)
    #expect(words.contains("under Linux 6.13.7 "), "\(result.text)")
    #expect(
      words.contains("not recognised in the code of linux, and so taken from preset 6.13: 27 features (dtkit")
    )
    #expect(words.contains("FIX_EARLYCON_MEM on unless ARCH_IOREMAP arch/loongarch/Kconfig:2 in linux"))
    let list = result.text.split(separator: "\n").drop { !$0.hasPrefix("What is known") }
    #expect(list.prefix { !$0.hasPrefix("What was assumed") }.allSatisfy { $0.count <= 110 })
  }

  @Test func aConfigurationForAnotherMachineIsRefused() throws {
    let program = try Program()
    try write(image(isLoongArch: false), "Image", in: program)
    let result = try program.run(
      "memory", tree, "--kernel", "Image", "--config", Fixtures.url("boot/kernel-6.13.7/config").path)
    #expect(result.status == 2 && result.errors.contains("and Image is one for arm64"), "\(result.errors)")
  }
}
