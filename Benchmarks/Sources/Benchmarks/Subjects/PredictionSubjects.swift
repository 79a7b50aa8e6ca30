import DeviceTree
import LinuxBoot

/// Predictions for trees with many regions, with more and fewer facts known.
enum PredictionSubjects {
  static let regionCount = 1000

  static var all: [Subject] {
    let known = "1000 regions, all facts known"
    return [
      subject(known, knowsAll: true, noMap: true),
      subject("1000 regions, preset alone", knowsAll: false, noMap: true, against: known),
      subject("1000 mapped regions, preset alone", knowsAll: false, noMap: false, against: known),
      subject(
        "1000 regions over the image, preset alone", base: 0x20_0000, knowsAll: false, noMap: true,
        against: known),
      subject("1000 pools, preset alone", knowsAll: false, noMap: false, isPool: true, against: known),
      subject(
        "60 dynamic regions, preset alone", knowsAll: false, noMap: true, isDynamic: true, against: known),
    ]
  }

  private static func subject(
    _ name: String, base: UInt64 = 0x9000_0000, knowsAll: Bool, noMap: Bool, isPool: Bool = false,
    isDynamic: Bool = false, against baseline: String? = nil
  ) -> Subject {
    let count = isDynamic ? 60 : regionCount
    let tree = tree(count, from: base, noMap: noMap, isPool: isPool, isDynamic: isDynamic)
    guard let preset = try? ProfilePreset.named("6.13") else {
      return Subject(name, count: 0, of: "regions") { 0 }
    }
    var profile = KernelProfile(resolving: KernelSources(preset: preset), tree: tree)
    if knowsAll {
      profile.paging.alternatives = []
      profile.kernelImage.alternatives = []
    }
    let input = BootInput(tree: tree, profile: profile)
    let runs = input.prediction().runs
    return Subject(
      "\(name) (\(runs) run\(runs == 1 ? "" : "s"))", count: count, of: "regions",
      against: baseline.map { "\($0) (1 run)" }
    ) {
      input.prediction().regions.count
    }
  }

  /// Two banks and regions of 64 KiB side by side, which memblock merges.
  private static func tree(_ count: Int, from base: UInt64, noMap: Bool, isPool: Bool, isDynamic: Bool)
    -> DeviceTree
  {
    var tree = DeviceTree()
    tree.set("#address-cells", to: .cells([2]), of: tree.root)
    tree.set("#size-cells", to: .cells([2]), of: tree.root)
    let chosen = tree.addNode("chosen", to: tree.root)
    tree.set("bootargs", to: .string("earlycon=uart8250,mmio,0x1fe001e0 console=ttyS0,115200"), of: chosen)
    let memory = tree.addNode("memory@200000", to: tree.root)
    tree.set("device_type", to: .string("memory"), of: memory)
    tree.set("reg", to: .cells([0, 0x20_0000, 0, 0xfe0_0000, 0, 0x9000_0000, 0, 0x6000_0000]), of: memory)
    let parent = tree.addNode("reserved-memory", to: tree.root)
    tree.set("#address-cells", to: .cells([2]), of: parent)
    tree.set("#size-cells", to: .cells([2]), of: parent)
    tree.set("ranges", to: .empty, of: parent)
    for index in 0..<count {
      let start = base + UInt64(index) * 0x1_0000
      let node = tree.addNode(
        isDynamic ? "dynamic\(index)" : "region@\(String(start, radix: 16))", to: parent)
      var value = PropertyValue()
      if !isDynamic { value.append(number: start, cells: 2) }
      value.append(number: 0x1_0000, cells: 2)
      tree.set(isDynamic ? "size" : "reg", to: value, of: node)
      if noMap { tree.set("no-map", to: .empty, of: node) }
      if isPool { tree.set("compatible", to: .string("shared-dma-pool"), of: node) }
    }
    return tree
  }
}
