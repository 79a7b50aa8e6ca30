import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// Any tree gets a prediction: nothing in one may trap the model.
@Suite struct RobustnessTests {
  @Test(arguments: [0xb007_0001, 0xb007_0002] as [UInt64]) func anyTreeIsAnswered(_ seed: UInt64) throws {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      var maker = TreeMaker([0x20_0000...0xfff_ffff, Self.bank(&random)], bootargs: Self.bootargs(&random))
      for index in 0..<Int.random(in: 0..<20, using: &random) { Self.addRegion(index, &maker, &random) }
      for _ in 0..<3 { Self.spoil(&maker, &random) }
      let preset = try #require(ProfilePreset.all.randomElement(using: &random))
      var profile = try KernelProfile.preset(
        named: preset.name, for: preset.architecture, tree: maker.tree)
      if Bool.random(using: &random) { profile.dtbAddress.value = Self.number(&random) }
      if Bool.random(using: &random) {
        profile.kernelImage.value = MemoryRange(base: Self.number(&random), size: Self.number(&random))
      }
      var input = BootInput(tree: maker.tree, profile: profile)
      if Bool.random(using: &random) {
        input.initrd = MemoryRange(base: Self.number(&random), size: Self.number(&random))
      }
      input.blobSize = Self.number(&random)
      if let firmware = FirmwarePreset.all.randomElement(using: &random), Bool.random(using: &random) {
        input = input.adding(firmware, at: Bool.random(using: &random) ? Self.number(&random) : nil)
      }
      let prediction = input.prediction()
      #expect(prediction.runs <= BootModel.maximumRuns)
      for line in prediction.iomem { #expect(line.start <= line.end) }
      for (a, b) in zip(prediction.memblock.memory.regions, prediction.memblock.memory.regions.dropFirst()) {
        #expect(a.end <= b.base)
      }
      for region in prediction.regions { #expect(!region.cause.isEmpty) }
      _ = MemoryMap(prediction)
    }
  }

  static func number(_ random: inout SeededGenerator) -> UInt64 {
    let shift = UInt64.random(in: 0..<64, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return 1 << shift
    case 1: return (1 << shift) &- 1
    case 2: return .max << shift
    default: return UInt64.random(in: 0..<0x1_0000_0000, using: &random)
    }
  }

  static func bank(_ random: inout SeededGenerator) -> ClosedRange<UInt64> {
    let (a, b) = (number(&random), number(&random))
    return min(a, b)...min(max(a, b), min(a, b) &+ (.max / 2 - min(a, b) / 2))
  }

  static func bootargs(_ random: inout SeededGenerator) -> String {
    let words = [
      "earlycon", "earlycon=uart8250,mmio,0x1fe001e0", "mem=\(number(&random))@\(number(&random))", "mem=64M",
      "crashkernel=\(number(&random))", "crashkernel=64M@\(number(&random))",
      "crashkernel=1M-:\(number(&random)),high",
      "initrd=\(number(&random)),\(number(&random))", "elfcorehdr=\(number(&random))", "\"",
      "mem=18446744073709551615E@1",
      "crashkernel=512M,high", "cma=16M",
    ]
    return (0..<3).compactMap { _ in words.randomElement(using: &random) }.joined(separator: " ")
  }

  static func addRegion(_ index: Int, _ maker: inout TreeMaker, _ random: inout SeededGenerator) {
    let node: DeviceTree.NodeID
    if Bool.random(using: &random) {
      node = maker.region(
        number(&random), number(&random), noMap: Bool.random(using: &random), name: "r\(index)")
    } else {
      node = maker.dynamic(
        "d\(index)", number(&random), align: number(&random),
        in: Bool.random(using: &random)
          ? [(number(&random), number(&random)), (number(&random), number(&random))] : nil)
    }
    for property in ["reusable", "no-map", "linux,cma-default"] where Bool.random(using: &random) {
      maker.tree.set(property, to: .empty, of: node)
    }
    if Bool.random(using: &random) {
      maker.tree.set("compatible", to: .strings(["shared-dma-pool", "restricted-dma-pool"]), of: node)
    }
  }

  /// Gives some property of some node a value of a random length.
  static func spoil(_ maker: inout TreeMaker, _ random: inout SeededGenerator) {
    guard let node = Array(maker.tree.allNodes).randomElement(using: &random) else { return }
    let names =
      Array(maker.tree.properties(of: node)).map { maker.tree.name(of: $0) } + [
        "linux,usable-memory-range", "#size-cells",
      ]
    guard let name = names.randomElement(using: &random) else { return }
    let bytes = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
      Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0
    }
    maker.tree.set(name, to: PropertyValue(bytes: bytes), of: node)
  }
}
