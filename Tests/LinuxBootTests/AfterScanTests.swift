import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// What Linux allocates between the scan and `memblock_free_all`, step by step.
@Suite struct AfterScanTests {
  func maker(_ more: String = "") -> TreeMaker {
    TreeMaker(
      [0x20_0000...0xeff_ffff, 0x9000_0000...0x9fff_ffff, 0xe000_0000...0xefff_ffff],
      bootargs: "earlycon=uart8250,mmio,0x1fe001e0,115200" + more)
  }

  func operations(_ name: String) throws -> [String] {
    let boot = try #require(RecordedBoot.all.first { $0.name == name })
    var prediction = try boot.input().prediction()
    prediction.events = prediction.eventsAfterScan
    return prediction.operations
  }

  /// The order and the addresses that a log with `memblock=debug` shows, 4 KiB pages.
  @Test func smallPages() throws {
    let wanted = [
      "reserve 0xefffcb40-0xefffcfe4", "reserve 0xefffcb00-0xefffcb2f", "reserve 0xefffb080-0xefffcafb",
      "reserve 0xefff7080-0xefffb07f", "reserve 0xefff6080-0xefff707f", "reserve 0xefff5f40-0xefff607f",
      "reserve 0xed800000-0xef7fffff", "reserve 0xefff4000-0xefff4fff", "reserve 0xefff3000-0xefff3fff",
      "free 0xef600000-0xef7fffff", "reserve 0x7b0000-0x47affff", "reserve 0x47b0000-0x486ffff",
      "reserve 0x4870000-0x487000f", "reserve 0x4870040-0x487013f", "reserve 0x4870140-0x48701d8",
      "reserve 0x4870200-0x4870298", "reserve 0x4871000-0x4871fff", "reserve 0x4872000-0x4879fff",
      "reserve 0x48702c0-0x48702c7", "reserve 0x4870300-0x4870307", "reserve 0x4870340-0x4870343",
      "reserve 0x4870380-0x4870387", "reserve 0x48703c0-0x48704cf", "reserve 0x4870500-0x487057f",
      "reserve 0x4870580-0x487097f", "reserve 0x4870980-0x4870d87", "reserve 0x4870dc0-0x4870ebf",
      "free 0x4871000-0x4871fff", "reserve 0x487a000-0x4979fff", "reserve 0x497a000-0x49f9fff",
    ]
    #expect(try operations("6.13.7--b-seed-extra-ram") == wanted)
  }

  /// The same for 16 KiB pages with three levels: one page table, and most of the map's buffer comes back.
  @Test func mediumPages() throws {
    let wanted = [
      "reserve 0xefef7b40-0xefef7fd0", "reserve 0xefef7b00-0xefef7b2f", "reserve 0xefef6088-0xefef7afb",
      "reserve 0xefef5080-0xefef607f", "reserve 0xefef1080-0xefef507f", "reserve 0xefef0fc0-0xefef1067",
      "reserve 0xe8000000-0xedffffff", "reserve 0xefeec000-0xefeeffff", "free 0xea000000-0xedffffff",
      "reserve 0x7c0000-0x47bffff", "reserve 0x47c0000-0x487ffff", "reserve 0x4880000-0x488000f",
    ]
    #expect(try Array(operations("6.13.7-16k--l7-top-below-32k").prefix(wanted.count)) == wanted)
  }

  @Test(arguments: [(70, nil), (120, "pcpu_alloc_alloc_info"), (127, "copy_device_tree"), (128, "scan")])
  func manyMappedRegions(_ count: Int, _ step: String?) throws {
    var maker = maker()
    for index in 0..<UInt64(count) { maker.region(0x9100_0000 + index << 17, 0x1_0000, noMap: false) }
    let prediction = try maker.prediction()
    guard let step else {
      #expect(prediction.outcome == .boots)
      return
    }
    #expect(prediction.outcome == .panics("memblock: cannot resize reserved array"))
    // What was done last before the step that fails.
    let last = prediction.eventsAfterScan.last?.by
    switch step {
    case "pcpu_alloc_alloc_info": #expect(last == "setup_command_line")
    default: #expect(last == nil)
    }
    #expect(prediction.iomem.isEmpty)
    let isComplete = prediction.isIOMemComplete
    #expect(!isComplete)
  }

  @Test(arguments: [(61, nil), (62, "alloc_large_system_hash"), (63, "")] as [(Int, String?)])
  func manyNoMapRegions(_ count: Int, _ last: String?) throws {
    var maker = maker()
    for index in 0..<UInt64(count) { maker.region(0x9100_0000 + index << 17, 0x1_0000) }
    let prediction = try maker.prediction()
    guard let last else {
      #expect(prediction.outcome == .boots)
      return
    }
    #expect(prediction.outcome == .panics("memblock: cannot resize memory array"))
    #expect(prediction.eventsAfterScan.last?.by ?? "" == last)
  }

  /// The lowest whole page blocks behind the bounce buffer, unless a region is the default area.
  @Test(arguments: [(nil, 0x500_0000), ("linux,cma-default", nil)] as [(String?, UInt64?)])
  func defaultCMAArea(_ property: String?, _ base: UInt64?) throws {
    var maker = maker()
    let node = maker.region(0x9400_0000, 0x80_0000, noMap: false)
    maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
    maker.tree.set("reusable", to: .empty, of: node)
    if let property { maker.tree.set(property, to: .empty, of: node) }
    let profile = try RecordedBoot.profile(
      of: "6.13.7", version: "6.13.7", tree: maker.tree, changing: ["CMA_SIZE_MBYTES": "10"])
    let prediction = BootInput(tree: maker.tree, profile: profile).prediction()
    let area = prediction.eventsAfterScan.first { $0.by == "dma_contiguous_reserve" }
    #expect(area?.range == base.map { MemoryRange(base: $0, size: 0x100_0000) })
    let isComplete = prediction.isIOMemComplete
    #expect(isComplete)
    let line = "  05000000-05ffffff : Reserved"
    #expect(prediction.allMemoryLines.contains(line) == (base != nil))
  }

  func treeSize(_ maker: TreeMaker, _ kernel: String = "6.13.7") throws -> UInt64 {
    try #require(
      maker.prediction(kernel).eventsAfterScan.first { $0.by == "__unflatten_device_tree" }
    ).range.size
  }

  @Test func propertiesCountNotTheirValues() throws {
    var maker = maker()
    let (before, before11) = (try treeSize(maker), try treeSize(maker, "6.11.6"))
    maker.tree.set("long", to: .string(String(repeating: "x", count: 999)), of: maker.chosen)
    #expect(try treeSize(maker) == before + 120)
    #expect(try treeSize(maker, "6.11.6") == before11 + 104)
    // A node with a name of its own does not get one made.
    maker.tree.set("name", to: .string("anything"), of: maker.chosen)
    #expect(try treeSize(maker) == before + 120 - 8)
  }

  @Test func onlyNumberedAliasesThatLeadSomewhere() throws {
    var maker = maker()
    let aliases = maker.tree.addNode("aliases", to: maker.tree.root)
    maker.tree.set("serial12", to: .string("/chosen"), of: aliases)
    maker.tree.set("serial", to: .string("/chosen"), of: aliases)
    maker.tree.set("mmc0", to: .string("/none"), of: aliases)
    maker.tree.set("i2c3", to: .string("serial"), of: aliases)
    let sizes = try maker.prediction().eventsAfterScan.filter { $0.by == "of_alias_scan" }.map(\.range.size)
    // The record, the name without its digits, and a NUL.
    let wanted: [UInt64] = [47, 44]
    #expect(sizes == wanted)
  }
}
