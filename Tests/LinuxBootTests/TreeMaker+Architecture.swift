import DeviceTree
import LinuxBoot
import TestSupport
import Testing

extension TreeMaker {
  /// A tree with 1 GiB of RAM where QEMU's board of the architecture has it, and an initrd.
  static func board(_ architecture: Architecture, bootargs: String? = nil) -> TreeMaker {
    let start: UInt64 = architecture == .riscv64 ? 0x8000_0000 : 0x4000_0000
    var maker = TreeMaker([start...start + 0x3fff_ffff], bootargs: bootargs)
    maker.tree.set("linux,initrd-start", to: number(start + 0x2000_0000), of: maker.chosen)
    maker.tree.set("linux,initrd-end", to: number(start + 0x2000_2000), of: maker.chosen)
    return maker
  }

  /// The input for a version, with the configuration of a recorded kernel of the architecture.
  func input(_ version: String, on architecture: Architecture, config kernel: String? = nil) throws
    -> BootInput
  {
    var sources = KernelSources(preset: try ProfilePreset.named(version, for: architecture))
    let config = RecordedBoot.parseConfig(
      try Fixtures.text("boot/kernel-\(architecture.rawValue)-\(kernel ?? "7.2.13")/config"))
    sources.config = { config[$0] }
    let start: UInt64 = architecture == .riscv64 ? 0x8020_0000 : 0x4020_0000
    sources.flags.kernelImage = MemoryRange(base: start, size: 0x20a_1000)
    sources.flags.dtbAddress = architecture == .riscv64 ? 0xbfe0_0000 : 0x4820_0000
    return BootInput(tree: tree, profile: KernelProfile(resolving: sources, tree: tree))
  }

  func prediction(_ version: String, on architecture: Architecture, config: String? = nil) throws
    -> Prediction
  {
    try input(version, on: architecture, config: config).prediction()
  }

  /// Adds regions of 64 KiB, 128 KiB apart.
  mutating func scatter(_ count: Int, from base: UInt64, noMap: Bool) {
    for index in 0..<UInt64(count) { region(base + index * 0x2_0000, 0x1_0000, noMap: noMap) }
  }
}
