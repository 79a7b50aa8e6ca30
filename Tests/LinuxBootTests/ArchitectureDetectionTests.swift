import DeviceTree
import LinuxBoot
import TestSupport
import Testing

@Suite struct ArchitectureDetectionTests {
  @Test(
    arguments: [
      ("loongson,la464", .loongarch64), ("loongarch", .loongarch64), ("riscv", .riscv64),
      ("arm,cortex-a57", .arm64), ("arm,armv8", .arm64), ("arm,neoverse-n1", .arm64), ("dec,vax", nil),
      ("qcom,kryo385", .arm64), ("apple,icestorm", .arm64), ("cavium,thunder2", .arm64),
      ("arm,cortex-a53", .arm64),
      ("nvidia,tegra194-carmel", .arm64), ("brcm,brahma-b53", .arm64), ("arm,cortex-a7", nil),
      ("arm,cortex-a15", nil),
      ("loongson,gs464", nil),
    ] as [(String, Architecture?)])
  func processorsTell(_ compatible: String, _ architecture: Architecture?) {
    var maker = TreeMaker([0x4000_0000...0x7fff_ffff])
    let cpus = maker.tree.addNode("cpus", to: maker.tree.root)
    let cpu = maker.tree.addNode("cpu@0", to: cpus)
    maker.tree.set("compatible", to: .string(compatible), of: cpu)
    let told = Architecture.told(by: maker.tree)
    #expect(told?.architecture == architecture)
    #expect(told == nil || told?.source == .tree("/cpus/cpu@0/compatible"))
  }

  @Test(
    arguments: [
      ("arm,cortex-a5", "32-bit Arm"), ("arm,arm926ej-s", "32-bit Arm"), ("qcom,krait", "32-bit Arm"),
      ("mips,mips24Kc", "MIPS"), ("loongson,gs464", "MIPS"), ("snps,archs38", "ARC"), ("loongson,la464", nil),
      ("arm,cortex-a55", nil),
    ] as [(String, String?)])
  func othersAreNamed(_ compatible: String, _ name: String?) {
    var maker = TreeMaker([0x4000_0000...0x7fff_ffff])
    let cpus = maker.tree.addNode("cpus", to: maker.tree.root)
    maker.tree.set("compatible", to: .string(compatible), of: maker.tree.addNode("cpu@0", to: cpus))
    #expect(Architecture.unmodelled(in: maker.tree)?.name == name)
  }

  @Test func timersTellWhereNoProcessorDoes() {
    var maker = TreeMaker([0x4000_0000...0x7fff_ffff])
    let timer = maker.tree.addNode("timer", to: maker.tree.root)
    maker.tree.set("compatible", to: .string("arm,armv8-timer"), of: timer)
    #expect(Architecture.told(by: maker.tree)?.architecture == .arm64)
    maker.tree.set("compatible", to: .string("arm,armv7-timer"), of: timer)
    #expect(Architecture.unmodelled(in: maker.tree)?.name == "32-bit Arm")
  }

  @Test func recordedTreesTell() throws {
    for boot in FirmwareBoot.all {
      let tree = try DeviceTree(blob: try Fixtures.bytes("boot/\(boot.name)/in.dtb"))
      #expect(Architecture.told(by: tree)?.architecture.rawValue == boot.verdict.arch)
    }
    for boot in RecordedBoot.all {
      let told = Architecture.told(by: try boot.input().tree)
      #expect(told == nil || told?.architecture == .loongarch64)
    }
  }

  /// A flag comes first, then the configuration, then the tree.
  @Test func theFirstThatKnowsIsNamed() throws {
    let tree = try DeviceTree(blob: try Fixtures.bytes("boot/arm64-7.2.13--m1-mem/in.dtb"))
    var sources = KernelSources(preset: try ProfilePreset.named("7.2", for: .arm64))
    func source() -> FactSource { KernelProfile(resolving: sources, tree: tree).architecture.source }
    #expect(source() == .tree("/cpus/cpu@0/compatible"))
    sources.config = { $0 == "ARM64" ? "y" : nil }
    #expect(source() == .config("CONFIG_ARM64"))
    #expect(sources.architecture == .arm64)
    sources.flags.architecture = .arm64
    #expect(source() == .flag("--arch"))
    sources.flags.architecture = .riscv64
    #expect(sources.architecture == .riscv64)
  }
}
