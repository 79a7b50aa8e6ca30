import DeviceTree

/// What kind of processors a tree has.
enum ProcessorFamily: Equatable {
  /// One that the boot model knows.
  case modelled(Architecture)
  /// Another, by its name.
  case other(String)

  /// The family of a tree's processors, and what tells it.
  static func told(by tree: DeviceTree) -> (family: ProcessorFamily, source: FactSource)? {
    if let cpus = tree.node(at: "/cpus") {
      for cpu in tree.children(of: cpus) {
        if let found = told(by: cpu, in: tree) { return found }
      }
    }
    for node in tree.children(of: tree.root) {
      for name in tree.strings("compatible", of: node) ?? [] {
        if let found = timer(name) { return (found, .tree(tree.path(of: node) + "/compatible")) }
      }
    }
    for name in tree.strings("compatible", of: tree.root) ?? [] {
      if let found = board(name) { return (found, .tree("/compatible")) }
    }
    return nil
  }

  private static func told(
    by cpu: DeviceTree.NodeID, in tree: DeviceTree
  ) -> (family: ProcessorFamily, source: FactSource)? {
    let path = tree.path(of: cpu)
    for name in tree.strings("compatible", of: cpu) ?? [] {
      if let found = processor(name) { return (found, .tree(path + "/compatible")) }
    }
    for property in ["riscv,isa", "riscv,isa-base"] where tree.property(property, of: cpu) != nil {
      return (.modelled(.riscv64), .tree("\(path)/\(property)"))
    }
    return tree.name(of: cpu).hasPrefix("PowerPC,") ? (.other("PowerPC"), .tree(path)) : nil
  }

  /// The beginnings of what the device trees of Linux 6.1 and 7.2 call their processors
  /// (Documentation/devicetree/bindings/arm/cpus.yaml, mips/cpus.yaml, riscv/cpus.yaml).
  private static let beginnings: [(ProcessorFamily, [StaticString])] = [
    (.modelled(.loongarch64), ["loongson,la", "loongarch"]),
    (.other("MIPS"), ["mips,", "mti,", "img,", "ingenic,", "brcm,bmips", "loongson,gs", "cavium,octeon"]),
    (
      .other("32-bit Arm"),
      [
        "arm,arm", "arm,cortex-a12", "arm,cortex-a15", "arm,cortex-a17", "arm,cortex-m", "arm,cortex-r",
        "arm,sc",
        "qcom,krait", "qcom,scorpion", "marvell,pj4", "marvell,sheeva", "marvell,feroceon", "marvell,mohawk",
        "brcm,brahma-b15", "faraday,", "intel,sa1",
      ]
    ),
    (
      .modelled(.arm64),
      [
        "arm,cortex-a", "arm,cortex-x", "arm,neoverse", "arm,rainier", "qcom,kryo", "qcom,oryon",
        "qcom,falkor",
        "arm,kryo", "apple,", "apm,", "ampere,", "brcm,brahma-b53", "brcm,vulcan", "cavium,thunder",
        "nvidia,tegra",
        "samsung,mongoose", "hisilicon,tsv",
      ]
    ),
    (.other("PowerPC"), ["fsl,e500", "fsl,e5500", "fsl,e6500", "ibm,", "powerpc,"]),
    (.other("ARC"), ["snps,arc"]), (.other("Nios II"), ["altr,nios2"]),
    (.other("SuperH"), ["jcore,", "renesas,sh"]),
    (.other("MicroBlaze"), ["xlnx,microblaze"]), (.other("Xtensa"), ["cdns,xtensa"]),
    (.other("OpenRISC"), ["opencores,or"]), (.other("x86"), ["intel,"]),
  ]

  private static func processor(_ name: String) -> ProcessorFamily? {
    switch name {
    case "riscv": return .modelled(.riscv64)
    // Where it begins names on, cortex-a5 is one of 32 bits and cortex-a53 one of 64.
    case "arm,cortex-a5", "arm,cortex-a7", "arm,cortex-a8", "arm,cortex-a9", "arm,cortex-a32":
      return .other("32-bit Arm")
    case "arm,armv8": return .modelled(.arm64)
    default:
      return beginnings.first { $0.1.contains { name.hasPrefix($0.description) } }?.0
    }
  }

  private static func timer(_ name: String) -> ProcessorFamily? {
    switch name {
    case "arm,armv8-timer": .modelled(.arm64)
    case "arm,armv7-timer": .other("32-bit Arm")
    default: nil
    }
  }

  private static func board(_ name: String) -> ProcessorFamily? {
    if name.hasPrefix("riscv-") { return .modelled(.riscv64) }
    return name.hasPrefix("loongson,") ? .modelled(.loongarch64) : nil
  }
}
