import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// What Linux prints of UEFI, read back.
@Suite struct EFILogTests {
  func read(_ text: String) throws(EFIMapError) -> EFIInformation {
    try EFIInformation(log: Array(text.utf8))
  }

  /// Lines of a boot of kvmtool's arm64 machine with efi=debug.
  static let arm64 = """
    [    0.000000] Linux version 6.18.0
    [    0.000000] efi: Getting EFI parameters from FDT:
    [    0.000000] efi:   System Table: 0x00000000a0000018
    [    0.000000] efi:   MemMap Address: 0x000000009de70018
    [    0.000000] efi:   MemMap Size: 0x00000480
    [    0.000000] efi:   MemMap Desc. Size: 0x00000030
    [    0.000000] efi: EFI v2.7 by EDK II
    [    0.000000] efi: ACPI 2.0=0x9e615000 MEMATTR=0x9ba73018 ESRT=0x9b772a18 SMBIOS 3.0=0x9e4e9000 INITRD=0x8e687e98 \
    RNG=0x9e5d0018 MEMRESERVE=0x8e687018\u{20}
    [    0.000000] random: crng init done
    [    0.000000] efi: Processing EFI memory map:
    [    0.000000] efi:   0x000080000000-0x0000957bffff [Conventional|   |  |  |  |  |  |  |  |  |  |   |WB|  |  |  ]
    [    0.000000] efi:   0x0000957c0000-0x00009809ffff [Loader Code |   |  |  |  |  |  |  |  |  |  |   |WB|  |  |  ]
    [    0.000000] efi:   0x00009dfe8000-0x00009e00afff [Boot Data   |   |  |  |  |  |  |  |  |  |  |   |WB|  |  |  ]
    [    0.000000] esrt: Reserving ESRT space from 0x000000009b772a18 to 0x000000009b772a50.
    """

  @Test func aLogOfARM64() throws {
    let efi = try read(Self.arm64)
    #expect(efi.memoryMap.map(\.type) == [.conventional, .loaderCode, .bootServicesData])
    #expect(efi.memoryMap[0].range == MemoryRange(base: 0x8000_0000, end: 0x957c_0000))
    #expect(efi.memoryMap.allSatisfy { $0.attributes == .writeBack })
    #expect(efi.hasACPI)
    #expect(
      efi.reservations == [
        .init(.memoryReservations, MemoryRange(base: 0x8e68_7018, size: 16)),
        .init(.systemResources, MemoryRange(base: 0x9b77_2a18, end: 0x9b77_2a50)),
        .init(.memoryMap, MemoryRange(base: 0x9de7_0018, size: 0x480)),
      ])
    #expect(efi.tablesOfUnknownSize.map(\.table) == [.memoryAttributes])
    #expect(efi.tablesOfUnknownSize.first?.address == 0x9ba7_3018)
  }

  /// The numbered form, with the last address and, before 4.14, with the one behind it.
  @Test(arguments: [
    "efi: mem00: [Conventional Memory|   |  |  |  |   |WB|WT|WC|UC] range=[0x0000000000000000-0x000000000fffffff] (256MB)",
    "[    0.000000] efi: mem00: [Conventional|   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[0x0-0xfffffff] (256MB)",
    "Apr 28 07:55:19 host kernel: [    0.000000] efi: mem37: [Conventional Memory|   |  |  |  |   |WB|WT|WC|UC] range=[0x0000000000000000-0x0000000010000000) (256MB)",
    "mem7: [Conventional|RUN|MR|WB|WT|WC|UC] range=[0x0-0xfffffff] (256MB)\r",
  ]) func theNumberedForm(_ line: String) throws {
    let efi = try read("something else\n" + line + "\nand more: mem7\n")
    #expect(efi.memoryMap.map(\.type) == [.conventional])
    #expect(efi.memoryMap[0].range == MemoryRange(base: 0, size: 0x1000_0000))
    #expect(
      efi.memoryMap[0].attributes.isSuperset(of: [.writeBack, .writeThrough, .writeCombining, .uncached]))
    #expect(efi.memoryMap[0].attributes.contains(.runtime) == line.contains("RUN"))
  }

  @Test func numbersForWhatHasNoName() throws {
    let efi = try read("efi: mem0: [type=2147483649|attr=0x8000000000000008] range=[0x1000-0x1fff] (0MB)")
    #expect(efi.memoryMap[0].type == EFIMemoryType(rawValue: 0x8000_0001))
    #expect(efi.memoryMap[0].attributes == [.runtime, .writeBack])
  }

  /// What begins like a line of the map and is none: the place is told.
  @Test(arguments: [
    ("efi: mem00: [Konventional|WB] range=[0x0-0xfff] (0MB)", 14, "unknown type"),
    ("efi: mem00: [Conventional|XX] range=[0x0-0xfff] (0MB)", 27, "unknown attribute 'XX'"),
    ("efi: mem00: [Conventional] range=[0x0-0xfff] (0MB)", 27, "attributes"),
    ("efi: mem00: [Conventional|WB range=[0x0-0xfff (0MB)", 27, "unknown attribute"),
    ("efi: mem00: [Conventional|WB] range=[0x0-fff] (0MB)", 42, "a number with 0x"),
    ("efi: mem00: [Conventional|WB] range=[0x0-0xfff] (0MB) x", 55, "nothing was expected"),
    ("efi: mem00: [Conventional|WB] range=[0x0-0x7ff] (0MB)", 0, "whole pages"),
    ("efi: mem00: [Conventional|WB] range=[0x2000-0xfff] (0MB)", 0, "before the start"),
    ("efi: mem00: [Conventional|WB] range=[0x10000000000000000-0xfff] (0MB)", 40, "64 bits"),
    ("efi:   0x000080000000-0x0000957bffff Conventional", 37, "' [' was expected"),
  ]) func aBrokenLine(_ line: String, _ column: Int, _ message: String) throws {
    let good = "efi: mem00: [Conventional|WB] range=[0x0-0xfff] (0MB)\n"
    let error = #expect(throws: EFIMapError.self) { try read(good + line) }
    #expect(error?.line == 2)
    #expect(error?.column == column)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func theMapOfNUMA() throws {
    let efi = try read(
      """
      [    0.000000] Node0: mem_type:4, mem_start:0x0, mem_size:0x1000 Bytes
      [    0.000000]        start_pfn:0x0, end_pfn:0x0, num_physpages:0x0
      [    0.000000] Resvd: mem_type:11, mem_start:0x100d0000, mem_size:0x1000 Bytes
      [    0.000000] Resvd: mem_type:11, mem_start:0x100d0000, mem_size:0x1000 Bytes
      """)
    #expect(efi.memoryMap.map(\.type) == [.bootServicesData, .mappedIO])
    #expect(efi.memoryMap[1].range == MemoryRange(base: 0x100d_0000, size: 0x1000))
    let error = #expect(throws: EFIMapError.self) { try read("Node0: mem_type:4, mem_start:0x0, size:1") }
    #expect(error?.column == 33)
  }

  @Test func aLogWithoutAMap() {
    let error = #expect(throws: EFIMapError.self) {
      try read("[    0.000000] efi: EFI v0.12 by x\n[    0.000000] efi: INITRD=0x20200 FDTPTR=0x100000 \n")
    }
    #expect(error?.line == 0)
    #expect(error?.message.contains("efi=debug") == true)
  }

  /// Whatever the bytes: an answer or an error, and every entry has whole pages.
  @Test(arguments: [0xef1_0001, 0xef1_0002] as [UInt64]) func anyLogIsAnswered(_ seed: UInt64) throws {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let good = Array(Self.arm64.utf8)
    for _ in 0..<300 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes.suffix(20), at: place)
        }
      }
      guard let efi = try? EFIInformation(log: bytes) else { continue }
      for entry in efi.memoryMap { #expect(entry.base & 0xfff == 0) }
    }
  }
}
