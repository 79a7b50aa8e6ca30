import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// What arm64 and riscv64 do in their own way, each seen on booted kernels.
@Suite struct ArchitectureTests {
  @Test func nothingIsTakenAtTheEndOfRAM() throws {
    for architecture in [Architecture.arm64, .riscv64] {
      var maker = TreeMaker.board(architecture, bootargs: "earlycon=uart8250,mmio,0x10000000")
      let end: UInt64 = architecture == .riscv64 ? 0xc000_0000 : 0x8000_0000
      maker.region(end - 0x1000, 0x1000)
      for version in PresetTests.versions {
        #expect(try maker.prediction(version, on: architecture).regions[0].verdict == .reserved)
      }
    }
  }

  /// The array of memory of arm64 has 1,024 slots; a full one made Linux refuse the node, and panics since 6.5.
  @Test(arguments: [(511, nil), (512, "memblock: cannot resize memory array")] as [(Int, String?)])
  func scatteredNoMapNodesOfARM64(_ count: Int, _ panic: String?) throws {
    var maker = TreeMaker.board(.arm64)
    maker.scatter(count, from: 0x5000_0000, noMap: true)
    #expect(try maker.prediction("7.2", on: .arm64).outcome == (panic.map { .panics($0) } ?? .boots))
    let old = try maker.prediction("6.1", on: .arm64, config: "6.1.176")
    #expect(old.outcome == .boots)
    #expect(old.regions(.refused).count == max(0, count - 511))
  }

  @Test(arguments: [(382, 0), (383, 1), (390, 8)]) func mappedNodesOfARM64(_ count: Int, _ refused: Int)
    throws
  {
    var maker = TreeMaker.board(.arm64)
    maker.scatter(count, from: 0x5000_0000, noMap: false)
    let old = try maker.prediction("6.1", on: .arm64, config: "6.1.176")
    #expect(old.regions(.refused).count == refused)
    #expect(old.failedOperations.count == refused)
    #expect(try maker.prediction("7.2", on: .arm64).outcome == .boots)
  }

  @Test(arguments: [(630, nil), (640, "memblock: cannot resize reserved array")] as [(Int, String?)])
  func manyMappedNodesOfARM64(_ count: Int, _ panic: String?) throws {
    var maker = TreeMaker.board(.arm64)
    maker.scatter(count, from: 0x5000_0000, noMap: false)
    #expect(try maker.prediction("7.2", on: .arm64).outcome == (panic.map { .panics($0) } ?? .boots))
  }

  /// 128 slots each; between 60 and 63 nodes Linux dies later, of what it does to map itself.
  @Test(arguments: [(59, false, false), (60, true, false), (63, true, false), (64, false, true)])
  func scatteredNoMapNodesOfRISCV64(_ count: Int, _ warns: Bool, _ panics: Bool) throws {
    var maker = TreeMaker.board(.riscv64)
    maker.region(0x8000_0000, 0x6_0000, name: "mmode_resv@80000000")
    maker.scatter(count, from: 0x9000_0000, noMap: true)
    let prediction = try maker.prediction("6.12.107", on: .riscv64, config: "6.12.107")
    #expect(
      prediction.outcome == (panics ? .panics("memblock: cannot resize memory array") : .boots))
    #expect(prediction.messages.contains { $0.text.contains("memory slots are taken") } == warns)
  }

  /// arm64 leaves the first 64 KiB of the image free on kernels that begin at `_stext`.
  @Test(arguments: PresetTests.versions) func firstPageOfTheImage(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    maker.region(0x4020_0000, 0x1000)
    let isFree = ["6.1", "6.9", "6.11", "6.13"].contains(version)
    #expect(try maker.prediction(version, on: .arm64).regions[0].verdict == (isFree ? .reserved : .refused))
  }

  /// riscv64 keeps what lies between its image and the next 2 MiB line.
  @Test func behindTheImageOfRISCV64() throws {
    var maker = TreeMaker.board(.riscv64)
    maker.region(0x823f_f000, 0x1000)
    maker.region(0x8240_0000, 0x1000)
    #expect(try maker.prediction("7.2", on: .riscv64).regions.map(\.verdict) == [.refused, .reserved])
  }

  /// The blob of riscv64 is reserved only behind the scan.
  @Test func blobOfRISCV64() throws {
    var maker = TreeMaker.board(.riscv64)
    maker.region(0xbfe0_0000, 0x1000)
    let still = try maker.prediction("7.2", on: .riscv64)
    #expect(still.regions[0].verdict == .reserved)
    #expect(!still.messages.contains { $0.text.contains("placed on the device tree blob") })
    var other = TreeMaker.board(.riscv64)
    other.dynamic("buffer", 0x200_0000)
    let prediction = try other.prediction("7.2", on: .riscv64)
    #expect(prediction.regions[0].base == 0xbe00_0000)
    #expect(prediction.regions[0].cause.hasSuffix("the device tree blob lies in it"))
    #expect(
      prediction.messages.contains {
        $0.text.contains("/reserved-memory/buffer is placed on the device tree blob")
      })
  }

  /// A no-map piece inside a page makes /proc/iomem of riscv64 lose its RAM.
  @Test func pieceOfAPageOfRISCV64() throws {
    var maker = TreeMaker.board(.riscv64)
    maker.region(0x9000_0100, 0x100)
    #expect(!(try maker.prediction("7.2", on: .riscv64).iomem.contains { $0.name == "System RAM" }))
  }

  @Test func crashKernelOverNoMap() throws {
    for (version, message) in [
      ("6.1", "cannot allocate crashkernel (size:0x4000000)"),
      ("7.2", "crashkernel reservation failed - memory is in use."),
    ] {
      var maker = TreeMaker.board(.arm64, bootargs: "crashkernel=64M@0x60000000")
      maker.region(0x6100_0000, 0x10_0000)
      let prediction = try maker.prediction(version, on: .arm64)
      #expect(prediction.regions[0].verdict == .reserved)
      #expect(prediction.messages.contains { $0.text == message })
    }
  }

  /// A misaligned pool over the initrd takes the initrd's reservation with it.
  @Test func undoingFreesTheInitrd() throws {
    var maker = TreeMaker.board(.arm64)
    let node = maker.region(0x5fff_f000, 0x100_0000, noMap: false, name: "pool@5ffff000")
    maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
    maker.tree.set("reusable", to: .empty, of: node)
    let prediction = try maker.prediction("6.1", on: .arm64, config: "6.1.176")
    #expect(prediction.regions[0].verdict == .undone)
    #expect(!prediction.memblock.reserved.overlaps(MemoryRange(base: 0x6000_0000, size: 0x2000)))
  }

  @Test func disabledInitrd() throws {
    var maker = TreeMaker.board(.riscv64, bootargs: "mem=256M")
    let panic = Prediction.Outcome.panics("VFS: Unable to mount root fs on unknown-block(0,0)")
    #expect(try maker.prediction("7.2", on: .riscv64).outcome == panic)
    maker.tree.set("bootargs", to: .string("mem=256M root=/dev/vda1"), of: maker.chosen)
    #expect(try maker.prediction("7.2", on: .riscv64).outcome == .boots)
  }

  /// `mem=` of arm64 drops reservations too, the blob's as well, and leaves the kernel's RAM.
  @Test func memoryLimitOfARM64() throws {
    var maker = TreeMaker.board(.arm64, bootargs: "mem=32M")
    maker.region(0x4820_0000, 0x1000)
    let prediction = try maker.prediction("7.2", on: .arm64)
    #expect(
      prediction.memblock.memory.regions.map(\.range) == [
        MemoryRange(base: 0x4000_0000, end: 0x422a_1000), MemoryRange(base: 0x6000_0000, size: 0x2000),
      ])
    #expect(prediction.regions[0].verdict == .reserved)
  }

  /// Where 52 bits of virtual address are configured, a processor without them gets 48, and 47 with 16 KiB pages.
  @Test(arguments: [("ARM64_4K_PAGES", 1 << 47), ("ARM64_16K_PAGES", 1 << 46)] as [(String, UInt64)])
  func linearMapOf52Bits(_ pages: String, _ size: UInt64) throws {
    let tree = TreeMaker.board(.arm64).tree
    var sources = KernelSources(preset: try ProfilePreset.named("7.2", for: .arm64))
    let config = ["ARM64": "y", pages: "y", "ARM64_VA_BITS": "52", "PGTABLE_LEVELS": "5"]
    sources.config = { config[$0] }
    let input = BootInput(tree: tree, profile: KernelProfile(resolving: sources, tree: tree))
    let removed = input.prediction().events.filter { $0.operation == .remove }.map(\.range.base)
    #expect(removed == [1 << 48, 0x4000_0000 + size])
  }

  /// Linux says "Memory limited to 0MB", and cuts nothing.
  @Test(arguments: ["mem=0", "mem=nonsense", "mem=1K"]) func memoryLimitOfNothing(_ parameter: String) throws
  {
    let whole = try TreeMaker.board(.arm64).prediction("7.2", on: .arm64)
    let limited = try TreeMaker.board(.arm64, bootargs: parameter).prediction("7.2", on: .arm64)
    #expect(limited.messages.contains { $0.text == "Memory limited to 0MB" })
    #expect(limited.memblock.memory.regions == whole.memblock.memory.regions)
  }

  /// arm64 maps the blob through its fixmap: at most 2 MiB, aligned to 8 bytes.
  @Test func blobOfARM64() throws {
    var maker = TreeMaker.board(.arm64)
    maker.region(0x5000_0000, 0x1000)
    func outcome(_ address: UInt64, _ size: UInt64) throws -> Prediction.Outcome {
      var input = try maker.input("7.2", on: .arm64)
      input.profile.dtbAddress.value = address
      input.blobSize = size
      return input.prediction().outcome
    }
    #expect(try outcome(0x4820_0008, 0x20_0000) == .boots)
    for (address, size) in [(0x4820_0004, 0x1000), (0x4820_0000, 0x20_0001)] as [(UInt64, UInt64)] {
      guard case .panics(let message) = try outcome(address, size) else {
        Issue.record("\(address) \(size) boots")
        continue
      }
      #expect(message.hasPrefix("Error: invalid device tree blob at physical address"))
    }
  }

  /// LoongArch reads no tree before 6.3.
  @Test func loongArchWithoutTree() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff])
    maker.region(0x800_0000, 0x10_0000)
    let profile = try KernelProfile.preset(named: "6.1", for: .loongarch64, tree: maker.tree)
    let prediction = BootInput(tree: maker.tree, profile: profile).prediction()
    #expect(prediction.outcome == .boots)
    #expect(prediction.regions.map(\.verdict) == [.ignored])
    #expect(prediction.memblock.memory.regions.isEmpty)
  }

  /// The image lies where a flag says: symbols of these architectures are no physical addresses.
  @Test func placesTheImageByFlag() throws {
    var sources = KernelSources(preset: try ProfilePreset.named("7.2", for: .riscv64))
    sources.systemMapSymbols = RecordedBoot.parseSymbols(
      try Fixtures.text("boot/kernel-riscv64-7.2.13/System.map"))
    let tree = TreeMaker.board(.riscv64).tree
    let assumed = KernelProfile(resolving: sources, tree: tree).kernelImage
    #expect(assumed.value == MemoryRange(base: 0x8020_0000, end: 0x825a_0000))
    #expect(assumed.source.isAssumed)
    sources.flags.loadAddress = 0x8400_0000
    let placed = KernelProfile(resolving: sources, tree: tree).kernelImage
    #expect(placed.value == MemoryRange(base: 0x8400_0000, end: 0x863a_0000))
    #expect(!placed.source.isAssumed)
  }
}
