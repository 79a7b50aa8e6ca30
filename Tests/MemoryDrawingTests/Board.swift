import DTS
import DeviceTree
import FDT
import LinuxBoot
import MemoryDrawing
import TestSupport

/// Trees to be drawn.
enum Board {
  /// A board whose last region is refused: the early console's page tables lie in it.
  static func endOfRAM() throws -> Prediction {
    let files = try ["end-of-ram.dts", "board.dtsi"].map { ($0, try Fixtures.bytes("lint/\($0)")) }
    let loader = SourceLoader(files: Dictionary(uniqueKeysWithValues: files))
    let compiled = try DTSCompiler(loader: loader).compile(path: "end-of-ram.dts")
    return try prediction(compiled.tree)
  }

  static func prediction(fixture: String) throws -> Prediction {
    let blob = try Fixtures.bytes(fixture)
    return try prediction(DeviceTree(FlattenedTree(validating: blob.span)))
  }

  static func prediction(_ tree: DeviceTree) throws -> Prediction {
    let preset = try ProfilePreset.named("6.13")
    let profile = KernelProfile(resolving: KernelSources(preset: preset), tree: tree)
    return BootInput(tree: tree, profile: profile).prediction()
  }

  static func figure(_ prediction: Prediction, title: String = "board.dts") -> MemoryFigure {
    MemoryFigure(prediction, title: title)
  }

  /// A tree of 2+2 cells with RAM at 2 MiB and above 4 GiB, and these regions.
  static func tree(
    _ regions: [(name: String, base: UInt64, size: UInt64)], isNoMap: Bool = true
  ) -> DeviceTree {
    var tree = DeviceTree()
    func setCells(of node: DeviceTree.NodeID) {
      tree.set("#address-cells", to: .cells([2]), of: node)
      tree.set("#size-cells", to: .cells([2]), of: node)
    }
    func reg(_ ranges: [(UInt64, UInt64)]) -> PropertyValue {
      var value = PropertyValue()
      for (base, size) in ranges {
        value.append(number: base, cells: 2)
        value.append(number: size, cells: 2)
      }
      return value
    }
    setCells(of: tree.root)
    tree.set(
      "bootargs", to: .string("earlycon=uart8250,mmio,0x1fe001e0"), of: tree.addNode("chosen", to: tree.root))
    let memory = tree.addNode("memory@200000", to: tree.root)
    tree.set("device_type", to: .string("memory"), of: memory)
    tree.set("reg", to: reg([(0x20_0000, 0xee0_0000), (0x1_0000_0000, 0x4000_0000)]), of: memory)
    let reserved = tree.addNode("reserved-memory", to: tree.root)
    setCells(of: reserved)
    tree.set("ranges", to: .empty, of: reserved)
    for region in regions {
      // As bytes, since a blob may have names that no source can.
      let node = tree.addNode(named: Array(region.name.utf8)[...], to: reserved)
      tree.set("reg", to: reg([(region.base, region.size)]), of: node)
      if isNoMap { tree.set("no-map", to: .empty, of: node) }
    }
    return tree
  }

  /// Many small regions side by side: they take one slot of memblock's, so that Linux does not panic.
  static func manyRegions(_ count: Int) throws -> Prediction {
    let regions = (0..<count).map { index in
      let base = 0x1_0000_0000 + UInt64(index) * 0x1_0000
      return (AddressText.nodeName("zone\(index)", at: base), base, 0x1_0000 as UInt64)
    }
    return try prediction(tree(regions, isNoMap: false))
  }
}
