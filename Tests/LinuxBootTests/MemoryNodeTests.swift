import DeviceTree
import LinuxBoot
import Testing

/// Which RAM Linux takes from the tree (`early_init_dt_scan_memory`).
@Suite struct MemoryNodeTests {
  /// The banks of a tree whose memory nodes are made by `make`, with the facts of a 4 KiB kernel.
  func banks(_ make: (inout DeviceTree) -> Void) throws -> [MemoryRange] {
    var maker = TreeMaker([0x20_0000...0xfff_ffff])
    make(&maker.tree)
    let events = try maker.prediction().events.filter { $0.operation == .add }
    return events.dropFirst().map(\.range)
  }

  func node(_ tree: inout DeviceTree, _ reg: [UInt32], type: String? = "memory") -> DeviceTree.NodeID {
    let node = tree.addNode("memory@\(reg.first ?? 0)\(reg.count)", to: tree.root)
    if let type { tree.set("device_type", to: .string(type), of: node) }
    tree.set("reg", to: .cells(reg), of: node)
    return node
  }

  @Test func onlyMemoryNodesThatAreOn() throws {
    let found = try banks { tree in
      _ = node(&tree, [0, 0x9000_0000, 0, 0x1000], type: nil)
      _ = node(&tree, [1, 0x9000_0000, 0, 0x1000], type: "ram")
      let off = node(&tree, [2, 0x9000_0000, 0, 0x1000])
      tree.set("status", to: .string("disabled"), of: off)
      let bus = tree.addNode("bus", to: tree.root)
      let below = tree.addNode("memory@3", to: bus)
      tree.set("device_type", to: .string("memory"), of: below)
      tree.set("reg", to: .cells([3, 0, 0, 0x1000]), of: below)
      _ = node(&tree, [4, 0x9000_0000, 0, 0x1000])
    }
    #expect(found == [MemoryRange(base: 0x4_9000_0000, size: 0x1000)])
  }

  @Test func usableMemoryComesFirst() throws {
    let found = try banks { tree in
      let node = node(&tree, [0, 0x9000_0000, 0, 0x10000])
      tree.set("linux,usable-memory", to: .cells([0, 0x9000_8000, 0, 0x1000]), of: node)
    }
    #expect(found == [MemoryRange(base: 0x9000_8000, size: 0x1000)])
  }

  @Test func banksAreCutToPages() throws {
    let found = try banks { tree in
      _ = node(
        &tree,
        [
          0, 0x9000_0800, 0, 0x2000, 0, 0x9100_0000, 0, 0x1fff, 0, 0x9200_0800, 0, 0x7ff, 0, 0x9300_0000, 0,
          0, 0, 0x9400_0000,
          0, 0x1000, 0, 0x9500_0000,
        ])
    }
    #expect(
      found == [
        MemoryRange(base: 0x9000_1000, size: 0x1000), MemoryRange(base: 0x9100_0000, size: 0x1000),
        MemoryRange(base: 0x9400_0000, size: 0x1000),
      ])
  }

  @Test func aCrashKernelIsLimited() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0x9000_0000...0x9fff_ffff])
    maker.tree.set(
      "linux,usable-memory-range", to: .cells([0, 0x800_0000, 0, 0x100_0000, 0, 0x9000_0000, 0, 0x10_0000]),
      of: maker.chosen)
    let regions = try maker.prediction().memblock.memory.regions
    #expect(
      regions.map(\.range) == [
        MemoryRange(base: 0x800_0000, size: 0x100_0000), MemoryRange(base: 0x9000_0000, size: 0x10_0000),
      ])
  }

  /// Without cells the root has one of each (`OF_ROOT_NODE_ADDR_CELLS_DEFAULT`).
  @Test func theRootsCellsDefaultToOne() throws {
    var tree = DeviceTree()
    let memory = tree.addNode("memory", to: tree.root)
    tree.set("device_type", to: .string("memory"), of: memory)
    tree.set("reg", to: .cells([0x20_0000, 0xfe0_0000]), of: memory)
    let prediction = BootInput(tree: tree, profile: try KernelProfile.preset(named: "6.13", tree: tree))
      .prediction()
    #expect(
      prediction.memblock.memory.regions.map(\.range) == [MemoryRange(base: 0x20_0000, size: 0xfe0_0000)])
  }

  /// A kernel outside RAM is added to it after the scan, which shows in /proc/iomem.
  @Test func memoryUnderTheKernelIsAdded() throws {
    let maker = TreeMaker([0x9000_0000...0x9fff_ffff])
    let prediction = try maker.prediction()
    #expect(prediction.memoryLines == ["00200000-007affff : System RAM", "90000000-9fffffff : System RAM"])
    #expect(prediction.memblock.memory.regions.count == 1)
    let added = prediction.eventsAfterScan.filter { $0.operation == .add }
    #expect(added.map(\.by) == ["check_kernel_sections_mem"])
  }

  /// What is added then has no node of NUMA, and Linux dies of it, as seen with 7.2.13 of a distribution; a little of the
  /// image is enough.
  @Test(
    arguments: [
      (0x9000_0000, "y", true, true), (0x70_0000, "y", true, true), (0x20_0000, "y", true, false),
      (0x9000_0000, nil, true, false), (0x9000_0000, "y", false, false),
    ] as [(UInt64, String?, Bool, Bool)])
  func memoryUnderTheKernelHasNoNode(_ start: UInt64, _ numa: String?, _ hasConfig: Bool, _ dies: Bool) throws
  {
    let maker = TreeMaker([start...0x9fff_ffff])
    var sources = KernelSources(preset: try ProfilePreset.named("7.2", for: .loongarch64))
    if hasConfig { sources.config = { ["LOONGARCH": "y", "SMP": "y", "NUMA": numa][$0] ?? nil } }
    sources.flags.kernelImage = MemoryRange(base: 0x20_0000, end: 0x7b_0000)
    let profile = KernelProfile(resolving: sources, tree: maker.tree)
    let prediction = BootInput(tree: maker.tree, profile: profile).prediction()
    #expect(prediction.outcome == (dies ? .panics("Attempted to kill the idle task!") : .boots))
    let saysSo = prediction.messages.contains { $0.level == .remark && $0.text.contains("NUMA") }
    #expect(saysSo == (dies || !hasConfig))
  }

  /// The limit that 6.13 computes overflows for some ends of RAM: no allocation succeeds.
  @Test func theLimitCanOverflow() throws {
    let maker = TreeMaker(
      [0x20_0000...0xfff_ffff, 0xff_f000_0000...0xff_ffff_ffff], bootargs: "earlycon=uart8250,mmio,0x1fe001e0"
    )
    #expect(try maker.prediction().outcome == .panics("populate_kernel_pte: Failed to allocate memory"))
  }
}
