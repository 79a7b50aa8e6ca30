import Foundation
import KernelImage
import TestSupport
import Testing

@Suite struct ELFImageTests {
  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func readsEveryClassAndByteOrder(_ is64Bit: Bool, _ isLittleEndian: Bool) throws {
    var builder = ELFBuilder(
      is64Bit: is64Bit, isLittleEndian: isLittleEndian, machine: 243, entry: 0x1234_5678)
    builder.segments = [
      .init(
        virtualAddress: 0x8000_1000, physicalAddress: 0x20_0000, contents: [1, 2, 3, 4], memorySize: 0x100)
    ]
    builder.symbols = [.init(name: "main", value: 0x8000_1002, section: 1)]
    let image = try ELFImage(builder.bytes())
    #expect(image.is64Bit == is64Bit)
    #expect(image.isLittleEndian == isLittleEndian)
    #expect(image.machine == .riscV)
    #expect(image.type == 2)
    #expect(image.entryPoint == 0x1234_5678)
    let segment = try #require(image.segments.first)
    #expect(image.segments.count == 1)
    #expect(segment.kind == .load)
    #expect(segment.flags == 5)
    #expect(segment.virtualAddress == 0x8000_1000)
    #expect(segment.physicalAddress == 0x20_0000)
    #expect(segment.fileSize == 4)
    #expect(segment.memorySize == 0x100)
    #expect(image.sections.map { image.name(of: $0) } == ["", ".text", ".symtab", ".strtab", ".shstrtab"])
    #expect(image.section(named: ".strtab")?.kind == .stringTable)
    let symbol = try #require(image.symbol(named: "main"))
    #expect(symbol.value == 0x8000_1002)
    #expect(symbol.size == 16)
    #expect(symbol.binding == .global)
    #expect(symbol.sectionIndex == 1)
    #expect(image.name(of: symbol) == "main")
    // A machine that is not LoongArch does not tell where it will run.
    #expect(image.physicalLoadAddress == nil)
  }

  @Test func readsALoongArchKernel() throws {
    let image = try ELFImage(ELFBuilder.kernel.bytes())
    #expect(image.machine == .loongArch)
    #expect(image.entryPoint == 0x9000_0000_004f_e000)
    #expect(image.linkAddress == 0x9000_0000_0020_0000)
    #expect(image.physicalLoadAddress == 0x20_0000)
    #expect(image.physicalEntryPoint == 0x4f_e000)
    #expect(image.physicalAddress(of: 0x9000_0001_f000_0000) == 0x1_f000_0000)
    #expect(image.physicalAddress(of: 0x8000_0000_c020_0000) == 0xc020_0000)
  }

  @Test func prefersGlobalSymbolsAndSkipsUndefinedOnes() throws {
    let image = try ELFImage(ELFBuilder.kernel.bytes())
    #expect(image.address(of: "_text") == 0x9000_0000_0020_0000)
    #expect(image.symbol(named: "hidden")?.binding == .local)
    #expect(image.symbol(named: "spare")?.binding == .weak)
    #expect(image.symbol(named: "elsewhere") == nil)
    #expect(image.symbol(named: "setup.c") == nil)
    #expect(image.symbol(named: "_tex") == nil)
    #expect(image.symbol(named: "_text_poke_") == nil)
    #expect(image.symbol(named: "") == nil)
    #expect(image.symbolCount == 9)
    #expect(image.symbol(at: 9) == nil)
    #expect(image.symbol(at: -1) == nil)
  }

  @Test func findsTheBytesOfAnAddress() throws {
    let image = try ELFImage(ELFBuilder.kernel.bytes())
    let start = try #require(image.address(of: "__dtb_start"))
    let range = try #require(image.fileRange(ofAddress: start, count: 48))
    #expect(image.bytes[range].allSatisfy { $0 == 0xd0 })
    #expect(range.count == 48)
    // One byte more is memory that the file does not have.
    #expect(image.fileRange(ofAddress: start, count: 49) == nil)
    #expect(image.fileRange(ofAddress: start, count: .max) == nil)
    #expect(image.fileRange(ofAddress: 0x9000_0000_001f_ffff, count: 1) == nil)
    let text = try #require(image.fileRange(ofAddress: 0x9000_0000_0020_0003, count: 2))
    #expect(Array(image.bytes[text]) == [3, 4])
  }

  @Test func readsCountsFromSectionZero() throws {
    var builder = ELFBuilder.kernel
    builder.usesSectionZero = true
    let image = try ELFImage(builder.bytes())
    #expect(image.segments.count == 3)
    #expect(image.sections.count == 5)
    #expect(image.section(named: ".symtab") != nil)
    #expect(image.address(of: "__dtb_start") == 0x9000_0000_0054_0010)
  }

  @Test func readsFromASpan() throws {
    let bytes = ELFBuilder.kernel.bytes()
    let image = try ELFImage(copying: bytes.span)
    #expect(image.bytes == bytes)
    #expect(image.entryPoint == 0x9000_0000_004f_e000)
  }
}
