import DeviceTree
import LinuxBoot
import Testing

@Suite struct CommandLineTests {
  @Test func takesTokensApart() {
    let line = CommandLine("  earlycon=uart8250,mmio,0x1fe001e0 quiet root=\"/dev/my disk\" \"a b=c d\" =x")
    #expect(line.tokens.map(\.name) == ["earlycon", "quiet", "root", "a b", "=x"])
    #expect(line.tokens.map(\.value) == ["uart8250,mmio,0x1fe001e0", nil, "/dev/my disk", "c d", nil])
    let bytes = Array(line.text.utf8)
    let pieces = line.tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(
      pieces == ["earlycon=uart8250,mmio,0x1fe001e0", "quiet", "root=\"/dev/my disk\"", "\"a b=c d\"", "=x"])
  }

  @Test func stopsAtTwoDashes() {
    #expect(CommandLine("a -- b").tokens.map(\.name) == ["a"])
    #expect(CommandLine("").tokens.isEmpty)
    #expect(CommandLine("a=\"never closed b").tokens.map(\.value) == ["never closed b"])
  }

  @Test func joinsTreeAndBootLoader() throws {
    let maker = TreeMaker([0x20_0000...0xfff_ffff], bootargs: "console=ttyS0")
    var input = try maker.input()
    input.bootLoaderCommandLine = "earlycon"
    let line = input.commandLine
    #expect(line.text == "console=ttyS0 earlycon")
    #expect(line.source(at: 0) == .tree("/chosen/bootargs"))
    #expect(line.source(at: 15) == .flag("--append"))
    // What the tree has already is not added.
    input.bootLoaderCommandLine = "console=ttyS0"
    #expect(input.commandLine.text == "console=ttyS0")
    input.commandLineOverride = "quiet"
    #expect(input.commandLine.text == "quiet console=ttyS0")
  }

  @Test(
    arguments: [
      (["CMDLINE": "quiet", "CMDLINE_FORCE": "y"], "quiet"),
      (["CMDLINE": "quiet", "CMDLINE_EXTEND": "y"], "console=ttyS0 quiet loader"),
      (["CMDLINE": "quiet", "CMDLINE_BOOTLOADER": "y"], "console=ttyS0 loader"),
    ] as [([String: String], String)])
  func obeysTheConfiguration(_ config: [String: String], _ wanted: String) throws {
    let maker = TreeMaker([0x20_0000...0xfff_ffff], bootargs: "console=ttyS0")
    var sources = KernelSources(preset: try ProfilePreset.named("6.13"))
    sources.config = { config[$0] }
    var input = BootInput(tree: maker.tree, profile: KernelProfile(resolving: sources, tree: maker.tree))
    input.bootLoaderCommandLine = "loader"
    #expect(input.commandLine.text == wanted)
  }
}
