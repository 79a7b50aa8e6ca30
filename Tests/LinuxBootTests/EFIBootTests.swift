import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// Boots with UEFI: what its memory map does to memblock, and what becomes of regions.
@Suite struct EFIBootTests {
  /// RAM as the map has it: free up to 0x7000_0000, with data of the firmware at both ends of the upper half.
  static func efi() -> EFIInformation {
    var efi = EFIInformation()
    func add(_ type: EFIMemoryType, _ base: UInt64, _ end: UInt64, _ bits: EFIMemoryAttributes = .writeBack) {
      efi.memoryMap.append(
        EFIMemoryDescriptor(type, base: base, pageCount: (end - base) >> 12, attributes: bits))
    }
    add(.conventional, 0x4000_0000, 0x6000_0000)
    add(.runtimeServicesData, 0x6000_0000, 0x6010_0000, [.writeBack, .runtime])
    add(.acpiReclaim, 0x6010_0000, 0x6020_0000)
    add(.bootServicesData, 0x6020_0000, 0x6ff0_0000)
    add(.reserved, 0x6ff0_0000, 0x7000_0000)
    add(.mappedIO, 0x8000_0000, 0x8000_1000, [.uncached, .runtime])
    return efi
  }

  func input(
    _ architecture: Architecture, _ maker: TreeMaker, efi: EFIInformation? = efi(), preset: String = "6.13"
  ) throws -> BootInput {
    var sources = KernelSources(preset: try ProfilePreset.named(preset, for: architecture))
    let image = architecture == .loongarch64 ? 0x20_0000 : 0x4020_0000 as UInt64
    sources.flags.kernelImage = MemoryRange(base: image, size: 0x100_0000)
    sources.flags.dtbAddress = 0x5000_0000
    sources.flags.paging = .small
    var input = BootInput(tree: maker.tree, profile: KernelProfile(resolving: sources, tree: maker.tree))
    input.efi = efi
    return input
  }

  func memory(_ prediction: Prediction) -> [String] {
    prediction.memblock.memory.regions.map {
      AddressText.range($0.range) + ($0.flags.contains(.noMap) ? " no-map" : "")
    }
  }

  @Test(arguments: [Architecture.arm64, .riscv64]) func theMapReplacesTheTree(_ architecture: Architecture)
    throws
  {
    let maker = TreeMaker([0x4000_0000...0x4fff_ffff, 0x9000_0000...0x9fff_ffff])
    let prediction = try input(architecture, maker).prediction()
    #expect(
      memory(prediction) == [
        "0x40000000-0x5fffffff", "0x60000000-0x600fffff no-map", "0x60100000-0x6fefffff",
        "0x6ff00000-0x6fffffff no-map",
      ])
    #expect(prediction.memblock.reserved.overlaps(MemoryRange(base: 0x6010_0000, size: 1)))
    #expect(!prediction.memblock.reserved.overlaps(MemoryRange(base: 0x6020_0000, size: 1)))
    let first = try #require(prediction.events.firstIndex { $0.by == "reserve_regions" })
    #expect(prediction.events[first].operation == .remove)
  }

  /// LoongArch adds the map to the tree's memory, reserves what stays the firmware's, and never marks it no-map.
  @Test func theMapAddsToTheTree() throws {
    let maker = TreeMaker([0x20_0000...0xfff_ffff])
    let prediction = try input(.loongarch64, maker).prediction()
    #expect(
      memory(prediction) == [
        "0x200000-0xfffffff", "0x40000000-0x5fffffff", "0x60100000-0x6fefffff",
      ])
    for base in [0x6000_0000, 0x6010_0000, 0x6ff0_0000, 0x8000_0000] as [UInt64] {
      #expect(prediction.memblock.reserved.overlaps(MemoryRange(base: base, size: 0x1000)))
    }
    let kinds = prediction.events.filter { $0.by == "memblock_init" }.map(\.operation)
    #expect(kinds == [.add, .reserve, .add, .reserve, .add, .reserve, .reserve, .reserve, .reserve])
  }

  @Test(arguments: Architecture.allCases) func regionsOverFirmwareMemory(_ architecture: Architecture) throws
  {
    var maker = TreeMaker([0x20_0000...0xfff_ffff])
    maker.region(0x6010_0000, 0x1000, name: "acpi")
    maker.region(0x6100_0000, 0x1000, name: "free")
    maker.region(0x6010_8000, 0x1000, noMap: false, name: "mapped")
    let prediction = try input(architecture, maker).prediction()
    #expect(prediction.regions.map(\.verdict) == [.refused, .reserved, .reserved])
    #expect(prediction.regions[0].cause.contains("ACPI Reclaim memory"))
    let event = prediction.events[prediction.regions[0].collisions[0]]
    #expect(event.taker(in: maker.tree) == .firmware)
  }

  /// Tables where they lie, in the order of `efi_init`.
  @Test func reservedTables() throws {
    var efi = Self.efi()
    efi.reservations = [
      .init(.systemResources, MemoryRange(base: 0x6020_1000, size: 0x38)),
      .init(.tpmLog, MemoryRange(base: 0x5fff_0000, size: 0x1234)),
      .init(.memoryReservations, MemoryRange(base: 0x5ffe_0018, size: 16)),
      .init(.memoryAttributes, MemoryRange(base: 0x5ffd_0000, size: 0x100)),
      .init(.memoryMap, MemoryRange(base: 0x5ffc_0018, size: 0x1000)),
    ]
    efi.frameBuffer = MemoryRange(base: 0x6800_0000, size: 0x10_0000)
    let maker = TreeMaker([0x20_0000...0xfff_ffff])
    func reserved(_ architecture: Architecture, _ preset: String) throws -> [String] {
      let names: Set = [
        "efi_mem_reserve", "efi_tpm_eventlog_init", "efi_config_parse_tables", "efi_memattr_init", "efi_init",
        "init_screen_info",
      ]
      return try input(architecture, maker, efi: efi, preset: preset).prediction().events
        .filter { names.contains($0.by) }
        .map { "\($0.by) \($0.operation.rawValue) \(AddressText.range($0.range))" }
    }
    #expect(
      try reserved(.arm64, "6.13") == [
        "efi_memattr_init reserve 0x5ffd0000-0x5ffd00ff",
        "efi_tpm_eventlog_init reserve 0x5fff0000-0x5fff1233",
        "efi_config_parse_tables reserve 0x5ffe0018-0x5ffe0027",
        "efi_mem_reserve reserve 0x60201000-0x60201037", "efi_init reserve 0x5ffc0000-0x5ffc1fff",
        "init_screen_info markNoMap 0x68000000-0x680fffff",
      ])
    let loongArch = [
      "efi_tpm_eventlog_init reserve 0x5fff0000-0x5fff1233",
      "efi_config_parse_tables reserve 0x5ffe0018-0x5ffe0027",
      "init_screen_info reserve 0x68000000-0x680fffff", "efi_mem_reserve reserve 0x60201000-0x60201037",
    ]
    #expect(try reserved(.loongarch64, "6.13") == loongArch)
    #expect(
      try reserved(.loongarch64, "7.2")
        == loongArch[..<3] + ["efi_init reserve 0x5ffc0018-0x5ffc1017"] + loongArch[3...])
  }

  /// The early console's page tables fall into the map's memory, below what the firmware keeps.
  @Test func earlyconUsesTheMapsMemory() throws {
    let maker = TreeMaker([0x20_0000...0xfff_ffff], bootargs: "earlycon=uart8250,mmio,0x1fe001e0")
    let prediction = try input(.loongarch64, maker).prediction()
    let pages = prediction.events.filter { $0.by == "populate_kernel_pte" }
    #expect(pages.map(\.range.base) == [0x6fef_f000, 0x6fef_e000, 0x6fef_d000])
    let asked = try #require(pages.first?.asked)
    #expect(asked.size == 0x1000 && asked.alignment == 0x1000 && !asked.isBottomUp)
  }

  /// With ACPI tables LoongArch passes over the tree; the others read it.
  @Test(arguments: Architecture.allCases) func acpiComesFirst(_ architecture: Architecture) throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff], bootargs: "earlycon=uart8250,mmio,0x1fe001e0")
    maker.region(0x6100_0000, 0x1000)
    var input = try input(architecture, maker)
    input.hasACPI = true
    let prediction = input.prediction()
    guard architecture == .loongarch64 else {
      #expect(prediction.regions.map(\.verdict) == [.reserved])
      return
    }
    #expect(prediction.regions.map(\.verdict) == [.ignored])
    #expect(prediction.regions[0].cause.contains("does not read the tree at all"))
    #expect(!prediction.events.contains { $0.by == "early_init_dt_scan_memory" })
    #expect(!prediction.events.contains { $0.by == "populate_kernel_pte" }, "bootargs are the tree's")
    #expect(prediction.memblock.startOfMemory == 0x4000_0000)
    input.bootLoaderCommandLine = "earlycon=uart8250,mmio,0x1fe001e0"
    #expect(input.prediction().events.contains { $0.by == "populate_kernel_pte" })
    input.efi = nil
    #expect(input.prediction().outcome == .boots)
    #expect(input.prediction().messages.contains { $0.text.contains("--efi-memory-map") })
  }

  /// A recorded boot of Linux 7.2.13 under EDK II on QEMU's LoongArch board, with ACPI tables: memblock as it prints
  /// it, apart from what it allocates after the scan.
  @Test func aRecordedBoot() throws {
    let text = try Fixtures.text("efi/loongarch64-7.2.13-edk2.log")
    let maker = TreeMaker([0x9000_0000...0x9fff_ffff])
    var sources = KernelSources(preset: try ProfilePreset.named("7.2.13"))
    let config = [
      "PAGE_SIZE_16KB": "y", "PGTABLE_LEVELS": "3", "FIX_EARLYCON_MEM": "y", "SMP": "y", "NR_CPUS": "64",
      "SERIAL_8250_CONSOLE": "y",
    ]
    sources.config = { config[$0] }
    sources.flags.kernelImage = MemoryRange(base: 0x20_0000, size: 0x1a0_0000)
    var input = BootInput(tree: maker.tree, profile: KernelProfile(resolving: sources, tree: maker.tree))
    input.efi = try EFIInformation(log: Array(text.utf8))
    input.bootLoaderCommandLine = "earlycon=uart,mmio,0x1fe001e0"
    let prediction = input.prediction()
    #expect(prediction.outcome == .boots)
    /// "[0x…-0x…]" of the lines that memblock prints of one of its arrays.
    func printed(_ array: String, _ isWanted: (Substring) -> Bool) -> [String] {
      text.split(separator: "\n").filter { $0.contains(" \(array)[0x") && isWanted($0) }.compactMap { line in
        let ends = line.split(separator: "[").last?.prefix { $0 != "]" }.split(separator: "-") ?? []
        let numbers = ends.compactMap { UInt64($0.dropFirst(2), radix: 16) }
        return numbers.count == 2
          ? AddressText.range(MemoryRange(base: numbers[0], end: numbers[1] + 1)) : nil
      }
    }
    let memory = printed("memory") { _ in true }
    #expect(memory.count == 9)
    #expect(prediction.memblock.memory.regions.map { AddressText.range($0.range) } == memory)
    let reserved = printed("reserved") { !$0.hasSuffix("flags: 0x20") }
    #expect(reserved.count == 12)
    #expect(
      prediction.memblock.reserved.regions.filter { $0.flags.isEmpty }.map { AddressText.range($0.range) }
        == reserved)
    let pages = prediction.events.filter { $0.by == "populate_kernel_pte" }.map(\.range.base)
    #expect(pages == [0xafff_c000, 0xafff_8000])
  }

  /// QEMU's LoongArch board hands over a system table without a map: RAM is the tree's alone.
  @Test func aSystemTableWithoutAMap() throws {
    let maker = TreeMaker([0...0xfff_ffff, 0x8000_0000...0xafff_ffff])
    let bare = try input(.loongarch64, maker, efi: nil, preset: "7.2").prediction()
    let prediction = try input(.loongarch64, maker, efi: EFIInformation(), preset: "7.2").prediction()
    #expect(prediction.events == bare.events)
  }

  @Test func aTreeThatComesFromUEFI() throws {
    var maker = TreeMaker([0x4000_0000...0x4fff_ffff])
    maker.tree.set("linux,uefi-system-table", to: .cells([0, 0x5000_0000]), of: maker.chosen)
    let prediction = try input(.arm64, maker, efi: nil).prediction()
    #expect(prediction.messages.contains { $0.text.contains("--efi-memory-map") })
  }
}
