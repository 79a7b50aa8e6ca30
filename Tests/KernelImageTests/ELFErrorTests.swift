import Foundation
import KernelImage
import TestSupport
import Testing

@Suite struct ELFErrorTests {
  /// A change of the built kernel at an offset, and the error with the offset that it must give.
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var offset: Int
    var value: UInt64
    var width: Int
    var reason: ELFError.Reason
    var at: Int
    var testDescription: String { name }
  }

  static let faults: [Fault] = [
    Fault(name: "magic", offset: 1, value: 0x46, width: 1, reason: .notELF, at: 0),
    Fault(name: "class", offset: 4, value: 3, width: 1, reason: .unknownClass(3), at: 4),
    Fault(name: "order", offset: 5, value: 0, width: 1, reason: .unknownByteOrder(0), at: 5),
    Fault(name: "version", offset: 6, value: 9, width: 1, reason: .unknownVersion(9), at: 6),
    Fault(
      name: "program offset", offset: 32, value: 1 << 40, width: 8, reason: .outsideFile(.programHeaders),
      at: 32),
    Fault(
      name: "program offset that wraps", offset: 32, value: .max, width: 8,
      reason: .outsideFile(.programHeaders), at: 32),
    Fault(
      name: "section offset", offset: 40, value: .max - 3, width: 8, reason: .outsideFile(.sectionHeaders),
      at: 40),
    Fault(
      name: "program entry size", offset: 54, value: 55, width: 2,
      reason: .entryTooSmall(.programHeaders, size: 55), at: 32),
    Fault(
      name: "section entry size", offset: 58, value: 0, width: 2,
      reason: .entryTooSmall(.sectionHeaders, size: 0), at: 40),
    Fault(name: "names", offset: 62, value: 17, width: 2, reason: .noSuchSection(17), at: 62),
    Fault(
      name: "segment offset", offset: 64 + 8, value: .max, width: 8, reason: .outsideFile(.segment), at: 72),
    Fault(
      name: "segment size", offset: 64 + 40, value: 8, width: 8, reason: .segmentLargerThanMemory, at: 96),
    Fault(
      name: "address", offset: 64 + 16, value: .max - 5, width: 8, reason: .addressOverflow, at: 80),
  ]

  @Test(arguments: faults)
  func saysWhatIsWrongAndWhere(_ fault: Fault) throws {
    let builder = ELFBuilder.kernel
    var bytes = builder.bytes()
    bytes.replaceSubrange(
      fault.offset..<fault.offset + fault.width, with: builder.number(fault.value, fault.width))
    let error = try #require(throws: ELFError.self) { try ELFImage(bytes) }
    #expect(error.reason == fault.reason)
    #expect(error.offset == fault.at)
    #expect(error.description.hasSuffix("(at byte \(fault.at))"))
  }

  @Test func refusesFilesThatAreCutOff() throws {
    let bytes = ELFBuilder.kernel.bytes()
    #expect(throws: ELFError.self) { try ELFImage([]) }
    // The section headers stand last, so every shorter file lacks something that was promised.
    for count in 0..<bytes.count {
      #expect(throws: ELFError.self, "cut to \(count) bytes") { try ELFImage(Array(bytes.prefix(count))) }
    }
  }

  @Test func namesTheSymbolTableThatIsCutOff() throws {
    let builder = ELFBuilder.kernel
    var bytes = builder.bytes()
    // Section 2 is the symbol table; its size field stands 32 bytes into its header.
    let header = bytes.count - 3 * 64
    bytes.replaceSubrange(header + 32..<header + 40, with: builder.number(1 << 32, 8))
    let error = try #require(throws: ELFError.self) { try ELFImage(bytes) }
    #expect(error.reason == .outsideFile(.symbols))
    #expect(error.offset == header + 24)
  }

  /// Reads everything there is to read, so that a mutation that got past the checks would trap here.
  static func readAll(_ image: ELFImage) -> Int {
    var work = image.segments.count
    for section in image.sections { work += image.name(of: section).utf8.count }
    for index in 0..<min(image.symbolCount, 64) {
      guard let symbol = image.symbol(at: index) else { continue }
      work += image.name(of: symbol).utf8.count
      work += image.fileRange(ofAddress: symbol.value, count: symbol.size)?.count ?? 0
    }
    work += Int(truncatingIfNeeded: image.linkAddress ?? 0) & 1
    work += Int(truncatingIfNeeded: image.physicalLoadAddress ?? 0) & 1
    work += image.symbol(named: "__dtb_start") == nil ? 0 : 1
    for segment in image.segments where segment.kind == .load {
      let range = image.fileRange(ofAddress: segment.virtualAddress, count: segment.fileSize)
      if let range { work += image.bytes[range].count }
    }
    return work
  }

  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func survivesMutations(_ is64Bit: Bool, _ isLittleEndian: Bool) throws {
    let seed: UInt64 = 0x6469_6d6f_0000_0001 &+ (is64Bit ? 2 : 0) &+ (isLittleEndian ? 1 : 0)
    var generator = SeededGenerator(seed: seed)
    var builder = ELFBuilder.kernel
    builder.is64Bit = is64Bit
    builder.isLittleEndian = isLittleEndian
    if !is64Bit {
      builder.segments = builder.segments.map { segment in
        var segment = segment
        segment.virtualAddress &= 0xffff_ffff
        return segment
      }
    }
    let original = builder.bytes()
    _ = try ELFImage(original)
    var accepted = 0
    for _ in 0..<2_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let width = [1, 2, 4, 8].randomElement(using: &generator) ?? 1
        // Half of the changes hit the headers, where the structure is.
        let limit = Bool.random(using: &generator) ? 64 + 3 * 56 : bytes.count
        let offset = Int.random(in: 0..<(min(limit, bytes.count) - width), using: &generator)
        let values: [UInt64] = [
          0, 1, .max, .max - 7, 1 << 31, 1 << 63, UInt64(bytes.count), generator.next(),
        ]
        let value = values.randomElement(using: &generator) ?? 0
        bytes.replaceSubrange(offset..<offset + width, with: builder.number(value, width))
      }
      if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<40, using: &generator)) }
      do {
        let image = try ELFImage(bytes)
        accepted += 1
        #expect(Self.readAll(image) >= 0)
      } catch {
        #expect(error.offset >= 0 && error.offset <= bytes.count, "seed \(seed)")
      }
    }
    // Both outcomes must occur, or the mutations test nothing.
    #expect(accepted > 20 && accepted < 1_980, "seed \(seed): \(accepted) accepted")
  }
}
