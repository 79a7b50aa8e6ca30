import DeviceTree
import LinuxBoot
import Testing

/// What an unmodified LoongArch kernel 7.2.13 of a distribution did on QEMU's board: 16 KiB pages, three levels, the
/// tree from firmware at 1 MiB, RAM up to 0xb0000000.
@Suite struct LoongArchDistributionTests {
  static let earlycon = "earlycon=uart,mmio,0x1fe001e0"

  func maker(_ bootargs: String = earlycon) -> TreeMaker {
    TreeMaker([0...0xfff_ffff, 0x8000_0000...0xafff_ffff], bootargs: bootargs)
  }

  func prediction(_ maker: TreeMaker) throws -> Prediction {
    var sources = KernelSources(preset: try ProfilePreset.named("7.2.13"))
    let config = [
      "PAGE_SIZE_16KB": "y", "PGTABLE_LEVELS": "3", "FIX_EARLYCON_MEM": "y", "SMP": "y", "NR_CPUS": "256",
      "CMA": "y", "DMA_CMA": "y", "HUGETLB_PAGE": "y", "DMA_DECLARE_COHERENT": "y",
      "SERIAL_8250_CONSOLE": "y",
      "ARCH_FORCE_MAX_ORDER": "11",
    ]
    sources.config = { config[$0] }
    sources.flags.kernelImage = MemoryRange(base: 0x20_0000, size: 0x1a0_0000)
    sources.flags.dtbAddress = 0x10_0000
    return BootInput(
      tree: maker.tree, profile: KernelProfile(resolving: sources, tree: maker.tree), blobSize: 0x10_0000
    ).prediction()
  }

  @Test func earlyconTakesTwoPages() throws {
    var maker = maker()
    maker.region(0xaf80_0000, 0x80_0000, name: "tail@af800000")
    let prediction = try prediction(maker)
    #expect(
      prediction.events.filter { $0.operation == .allocate }.map(\.range) == [
        MemoryRange(base: 0xafff_c000, size: 0x4000), MemoryRange(base: 0xafff_8000, size: 0x4000),
      ])
    #expect(prediction.regions[0].verdict == .refused)
    #expect(
      prediction.messages.contains {
        $0.text.hasSuffix("(8192 KiB) nomap non-reusable tail@af800000")
      })
  }

  @Test func withoutEarlyconTheTailIsFree() throws {
    var maker = maker("console=ttyS0")
    maker.region(0xaf80_0000, 0x80_0000)
    #expect(try prediction(maker).regions[0].verdict == .reserved)
  }

  @Test func dynamicRegionOnAReservation() throws {
    var maker = maker("console=ttyS0")
    maker.dynamic("dyn", 0x10_0000)
    maker.tree.reservations = [MemoryReservation(address: 0xaff0_0000, size: 0x10_0000)]
    #expect(try prediction(maker).regions[0].base == 0xaff0_0000)
  }

  @Test func theImageRefuses() throws {
    var maker = maker()
    maker.region(0x20_0000, 0x10_0000)
    maker.region(0xc000_0000, 0x10_0000)
    #expect(try prediction(maker).regions.map(\.verdict) == [.refused, .reserved])
  }

  @Test func otherCellsAreSaidTwice() throws {
    var maker = maker()
    maker.region(0x9000_0000, 0x10_0000)
    maker.tree.set("#size-cells", to: .cells([1]), of: maker.reservedMemory())
    let said = try prediction(maker).messages.filter {
      $0.text.hasSuffix("unsupported node format, ignoring")
    }
    #expect(said.count == 2)
  }

  /// A pool off alignment at the end of RAM: giving it back frees the early console's page tables.
  @Test func undoingFreesPageTables() throws {
    var maker = maker()
    let node = maker.region(0xaffe_0000, 0x2_0000, noMap: false, name: "pool@affe0000")
    maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
    maker.tree.set("reusable", to: .empty, of: node)
    let prediction = try prediction(maker)
    #expect(prediction.regions[0].verdict == .undone)
    let freed = prediction.eventsAfterScan.first { $0.operation == .free }
    #expect(freed?.range == MemoryRange(base: 0xaffe_0000, size: 0x2_0000))
    #expect(prediction.messages.contains { $0.text.contains("populate_kernel_pte") })
  }

  @Test func sizeWithoutAddressLimits() throws {
    let prediction = try prediction(maker("mem=512M"))
    #expect(prediction.memblock.endOfMemory == 0x9000_0000)
    #expect(prediction.messages.contains { $0.text == "User-defined physical RAM map overwrite" })
    #expect(prediction.outcome == .boots)
    let limiting = prediction.events.filter { $0.operation == .remove || $0.operation == .free }
    #expect(limiting.map(\.by) == ["memblock_enforce_memory_limit", "memblock_enforce_memory_limit"])
  }

  @Test func addressBehindALimitAddsRAM() throws {
    let prediction = try prediction(maker("mem=512M mem=256M@0x88000000"))
    #expect(
      prediction.memblock.memory.regions.map(\.range) == [
        MemoryRange(base: 0, size: 0x1000_0000), MemoryRange(base: 0x8000_0000, size: 0x1800_0000),
      ])
  }
}
