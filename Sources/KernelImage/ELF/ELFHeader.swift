/// The file header, with the numbers that overflow into section 0 already looked up there.
///
/// Layout: System V gABI, "ELF Header"; the overflow rules (`PN_XNUM`, `SHN_XINDEX`) from the same chapter.
struct ELFHeader {
  let reader: ELFReader
  let type: UInt16
  let machine: ELFMachine
  let entryPoint: UInt64
  let programHeaders: ELFTable
  let sectionHeaders: ELFTable
  /// The number of the section that holds the sections' names; 0 if there is none.
  let nameSection: UInt64
  /// The byte offset of `e_shstrndx`.
  let nameSectionField: Int

  init(_ bytes: [UInt8]) throws(ELFError) {
    let reader = try Self.reader(for: bytes)
    let wide = reader.is64Bit
    guard bytes.count >= (wide ? 64 : 52) else {
      throw ELFError(.outsideFile(.header), at: bytes.count)
    }
    var fields = ELFFields(reader, at: 16)
    self.reader = reader
    type = fields.half()
    machine = ELFMachine(rawValue: fields.half())
    _ = fields.word()  // e_version, which e_ident has already said
    entryPoint = fields.native()
    let programField = fields.position
    let programOffset = fields.native()
    let sectionField = fields.position
    let sectionOffset = fields.native()
    _ = fields.word()  // e_flags
    _ = fields.half()  // e_ehsize
    let programStride = fields.half()
    var programCount = UInt64(fields.half())
    let sectionStride = fields.half()
    var sectionCount = UInt64(fields.half())
    nameSectionField = fields.position
    var nameSection = UInt64(fields.half())

    // Counts that do not fit into 16 bits stand in section 0.
    if sectionOffset != 0 {
      let first = try ELFTable(
        .sectionHeaders, of: reader, at: sectionOffset, count: 1, stride: UInt64(sectionStride),
        minimum: wide ? 64 : 40, field: sectionField)
      let zero = ELFSection(reader, at: first.start)
      if sectionCount == 0 { sectionCount = zero.size }
      if nameSection == 0xffff { nameSection = UInt64(zero.link) }
      if programCount == 0xffff { programCount = UInt64(zero.info) }
    } else {
      sectionCount = 0
      nameSection = 0
    }
    self.nameSection = nameSection
    programHeaders = try ELFTable(
      .programHeaders, of: reader, at: programOffset, count: programOffset == 0 ? 0 : programCount,
      stride: UInt64(programStride), minimum: wide ? 56 : 32, field: programField)
    sectionHeaders = try ELFTable(
      .sectionHeaders, of: reader, at: sectionOffset, count: sectionCount, stride: UInt64(sectionStride),
      minimum: wide ? 64 : 40, field: sectionField)
  }

  /// Reads the identification: magic, class, byte order, version.
  private static func reader(for bytes: [UInt8]) throws(ELFError) -> ELFReader {
    let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]
    guard bytes.starts(with: magic) else { throw ELFError(.notELF, at: 0) }
    guard bytes.count >= 16 else { throw ELFError(.outsideFile(.header), at: bytes.count) }
    guard bytes[4] == 1 || bytes[4] == 2 else { throw ELFError(.unknownClass(bytes[4]), at: 4) }
    guard bytes[5] == 1 || bytes[5] == 2 else { throw ELFError(.unknownByteOrder(bytes[5]), at: 5) }
    guard bytes[6] == 1 else { throw ELFError(.unknownVersion(bytes[6]), at: 6) }
    return ELFReader(bytes: bytes, is64Bit: bytes[4] == 2, isLittleEndian: bytes[5] == 1)
  }
}
