import DeviceTree
import LinuxBoot
import Testing

/// What parameters do before the scan, on one bank that ends at 0x10000000.
@Suite struct EarlyParameterTests {
  static let serial: UInt64 = 0x1fe0_01e0

  func maker(_ bootargs: String, compatible: String = "ns16550a", ranges: Bool = true) -> TreeMaker {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0x9000_0000...0x9fff_ffff], bootargs: bootargs)
    let bus = maker.tree.addNode("platform", to: maker.tree.root)
    maker.tree.set("#address-cells", to: .cells([2]), of: bus)
    maker.tree.set("#size-cells", to: .cells([2]), of: bus)
    if ranges { maker.tree.set("ranges", to: .empty, of: bus) }
    let uart = maker.tree.addNode("serial@1fe001e0", to: bus)
    maker.tree.set("compatible", to: .string(compatible), of: uart)
    maker.tree.set("reg", to: .cells([0, 0x1fe0_01e0, 0, 0x10]), of: uart)
    let aliases = maker.tree.addNode("aliases", to: maker.tree.root)
    maker.tree.set("serial0", to: .string("/platform/serial@1fe001e0"), of: aliases)
    return maker
  }

  func earlyconPages(_ prediction: Prediction) -> [UInt64] {
    prediction.events.filter { $0.by == "populate_kernel_pte" }.map(\.range.base)
  }

  @Test(arguments: [
    ("earlycon=uart8250,mmio,0x1fe001e0", 3), ("earlycon=uart,mmio32,0x1fe001e0,115200", 3),
    ("earlycon=ns16550a,0x1fe001e0", 3), ("console=uart8250,mmio,0x1fe001e0", 3),
    ("console=uart8250,mmio,0x1fe001e0 earlycon=uart8250,mmio,0x1fe001e0", 3),
    ("earlycon=uart8250,io,0x3f8", 0), ("earlycon=uart8250", 0), ("earlycon=uart8250,mmio,0", 0),
    ("earlycon=nosuch,mmio,0x1fe001e0", 0), ("earlycon=efifb", 0), ("console=ttyS0,115200", 0),
    ("\"earlycon=uart8250,mmio,0x1fe001e0\"", 3), ("quiet -- earlycon=uart8250,mmio,0x1fe001e0", 0),
  ])
  func formsOfEarlycon(_ bootargs: String, _ pages: Int) throws {
    #expect(earlyconPages(try maker(bootargs).prediction()).count == pages)
  }

  @Test(arguments: [
    ("serial0:115200n8", 3), ("/platform/serial@1fe001e0", 3), ("/platform/serial", 3), ("serial1", 0),
    ("/no", 0),
  ])
  func plainEarlyconFollowsStandardOutput(_ path: String, _ pages: Int) throws {
    var maker = maker("earlycon")
    maker.tree.set("stdout-path", to: .string(path), of: maker.chosen)
    let prediction = try maker.prediction()
    #expect(earlyconPages(prediction).count == pages)
    #expect(
      prediction.messages.contains { $0.text == "OF: fdt: earlycon: stdout-path \(path) not found" }
        == (pages == 0))
  }

  @Test func plainEarlyconNeedsStandardOutputAndADriver() throws {
    let none = try maker("earlycon").prediction()
    #expect(earlyconPages(none).isEmpty)
    #expect(none.messages.contains { $0.text == "Malformed early option 'earlycon'" })
    for (maker, pages) in [
      (maker("earlycon", ranges: false), 0), (maker("earlycon", compatible: "arm,pl011"), 0), (maker(""), 0),
    ] {
      var maker = maker
      maker.tree.set("linux,stdout-path", to: .string("serial0"), of: maker.chosen)
      #expect(earlyconPages(try maker.prediction()).count == pages)
    }
  }

  @Test func deferredEarlyconComesAfterCrashKernel() throws {
    var maker = maker("earlycon crashkernel=64M")
    maker.tree.set("stdout-path", to: .string("serial0"), of: maker.chosen)
    let at = try maker.prediction("6.13.7").events.map(\.by).filter {
      $0 == "populate_kernel_pte" || $0.contains("crash")
    }
    let later = try maker.prediction("6.13.7-spcr").events.map(\.by).filter {
      $0 == "populate_kernel_pte" || $0.contains("crash")
    }
    #expect(
      at == [
        "populate_kernel_pte", "populate_kernel_pte", "populate_kernel_pte", "reserve_crashkernel_generic",
      ])
    #expect(later == [at[3], at[0], at[0], at[0]])
  }

  @Test func memOptionsActInOrder() throws {
    let first = try maker("mem=64M@2M mem=16M@0x90000000 earlycon=uart8250,mmio,0x1fe001e0").prediction()
    #expect(first.memblock.memory.regions.map(\.range.base) == [0x20_0000, 0x9000_0000])
    #expect(earlyconPages(first) == [0x90ff_f000, 0x90ff_e000, 0x90ff_d000])
    let last = try maker("earlycon=uart8250,mmio,0x1fe001e0 mem=64M@2M").prediction()
    #expect(earlyconPages(last) == [0x9fff_f000, 0x9fff_e000, 0x9fff_d000])
    #expect(last.outcome == .boots)
  }

  @Test func memWithoutAnAddressLeavesNothing() throws {
    let prediction = try maker("mem=64M").prediction()
    #expect(prediction.memblock.memory.regions.isEmpty)
    #expect(prediction.messages.contains { $0.text == "Invalid format!" })
    guard case .panics(let message) = prediction.outcome else { return #expect(Bool(false), "boots") }
    #expect(message.hasPrefix("early_init_dt_alloc_memory_arch: Failed to allocate"))
  }

  @Test(
    arguments: [
      ("crashkernel=64M", [0x9c00_0000]), ("crashkernel=64M@0x91000000", [0x9100_0000]),
      ("crashkernel=64M@0x400000", []), ("crashkernel=0-256M:32M,256M-:16M", [0x9f00_0000]),
      ("crashkernel=1G-:64M", []), ("crashkernel=16M crashkernel=32M", [0x9e00_0000]),
      ("crashkernel=64M,high", [0x9c00_0000]), ("crashkernel=64M,low", []), ("crashkernel=4G", []),
      ("crashkernel=64", [0x9fe0_0000]), ("crashkernel=64Mx", []), ("crashkernel=", []),
    ] as [(String, [UInt64])])
  func formsOfCrashKernel(_ bootargs: String, _ bases: [UInt64]) throws {
    let events = try maker(bootargs).prediction().events.filter { $0.by == "reserve_crashkernel_generic" }
    #expect(events.map(\.range.base) == bases)
  }

  @Test func aHighCrashKernelTakesALowPartToo() throws {
    let maker = TreeMaker(
      [0x20_0000...0xefff_ffff, 0x1_0000_0000...0x1_ffff_ffff], bootargs: "crashkernel=1G,high")
    let events = try maker.prediction().events.filter { $0.by.hasPrefix("reserve_crashkernel") }
    #expect(events.map(\.by) == ["reserve_crashkernel_generic", "reserve_crashkernel_low"])
    #expect(
      events.map(\.range) == [
        MemoryRange(base: 0x1_c000_0000, size: 1 << 30), MemoryRange(base: 0xe800_0000, size: 128 << 20),
      ])
  }

  @Test func initrdIsRoundedOrRefused() throws {
    var maker = maker("")
    maker.tree.set("linux,initrd-start", to: .cells([0x9100_0123]), of: maker.chosen)
    maker.tree.set("linux,initrd-end", to: .cells([0x9100_1001]), of: maker.chosen)
    maker.region(0x9100_1000, 0x1000)
    maker.region(0x9100_2000, 0x1000)
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.verdict) == [.refused, .reserved])
    let event = try #require(prediction.events.first { $0.by == "reserve_initrd_mem" })
    #expect(event.range == MemoryRange(base: 0x9100_0000, size: 0x2000))

    var input = try maker.input()
    input.initrd = MemoryRange(base: 0xa000_0000, size: 0x1000)
    #expect(
      input.prediction().messages.contains {
        $0.text == "INITRD: 0xa0000000+0x00001000 is not a memory region - disabling initrd"
      })
    input.initrd = MemoryRange(base: 0x30_0000, size: 0x1000)
    #expect(
      input.prediction().messages.contains {
        $0.text.hasSuffix("overlaps in-use memory region - disabling initrd")
      })
  }

  @Test func coreHeaderIsReservedBeforeTheScan() throws {
    var maker = maker("")
    maker.tree.set("linux,elfcorehdr", to: .cells([0, 0x9200_0000, 0, 0x1000]), of: maker.chosen)
    maker.region(0x9200_0000, 0x10_0000)
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.verdict) == [.refused])
    #expect(prediction.regions.first?.collisions.map { prediction.events[$0].by } == ["arch_reserve_vmcore"])
    #expect(prediction.messages.contains { $0.text == "OF: fdt: elfcorehdr is overlapped" })
  }
}
