extension ELFSegment {
  /// Reads the program header at byte `offset`, which the caller has proven to lie in the file.
  init(_ reader: ELFReader, at offset: Int) {
    var fields = ELFFields(reader, at: offset)
    headerOffset = offset
    kind = Kind(rawValue: fields.word())
    // The flags moved forward in the 64 bit layout, to keep the wide fields aligned.
    var flags = reader.is64Bit ? fields.word() : 0
    fileOffset = fields.native()
    virtualAddress = fields.native()
    physicalAddress = fields.native()
    fileSize = fields.native()
    memorySize = fields.native()
    if !reader.is64Bit { flags = fields.word() }
    self.flags = flags
  }
}

extension ELFSection {
  /// Reads the section header at byte `offset`, which the caller has proven to lie in the file.
  init(_ reader: ELFReader, at offset: Int) {
    var fields = ELFFields(reader, at: offset)
    headerOffset = offset
    nameOffset = fields.word()
    kind = Kind(rawValue: fields.word())
    flags = fields.native()
    address = fields.native()
    fileOffset = fields.native()
    size = fields.native()
    link = fields.word()
    info = fields.word()
    _ = fields.native()  // sh_addralign
    entrySize = fields.native()
  }

  /// The byte offset of the field that places the section in the file.
  func placeField(_ reader: ELFReader) -> Int { headerOffset + (reader.is64Bit ? 24 : 16) }
  /// The byte offset of the field that names the section belonging to it.
  func linkField(_ reader: ELFReader) -> Int { headerOffset + (reader.is64Bit ? 40 : 24) }
}

extension ELFImage {
  /// Reads the program headers and checks that what is to be loaded lies in the file and in the address
  /// space.
  static func segments(of header: ELFHeader) throws(ELFError) -> [ELFSegment] {
    let reader = header.reader
    var segments: [ELFSegment] = []
    segments.reserveCapacity(header.programHeaders.count)
    for index in 0..<header.programHeaders.count {
      let segment = ELFSegment(reader, at: header.programHeaders.offset(of: index))
      if segment.kind == .load { try check(segment, in: reader) }
      segments.append(segment)
    }
    return segments
  }

  private static func check(_ segment: ELFSegment, in reader: ELFReader) throws(ELFError) {
    let offset = segment.headerOffset
    guard segment.fileSize <= segment.memorySize else {
      throw ELFError(.segmentLargerThanMemory, at: offset + (reader.is64Bit ? 32 : 16))
    }
    guard reader.range(at: segment.fileOffset, count: segment.fileSize) != nil else {
      throw ELFError(.outsideFile(.segment), at: offset + (reader.is64Bit ? 8 : 4))
    }
    let limit = reader.is64Bit ? UInt64.max : UInt64(UInt32.max)
    // A segment may end with the last byte of the address space, but not beyond it.
    guard segment.memorySize == 0 || segment.virtualAddress <= limit - (segment.memorySize - 1) else {
      throw ELFError(.addressOverflow, at: offset + (reader.is64Bit ? 16 : 8))
    }
  }

  /// Reads the section headers; their contents are checked where they are read.
  static func sections(of header: ELFHeader) throws(ELFError) -> [ELFSection] {
    var sections: [ELFSection] = []
    sections.reserveCapacity(header.sectionHeaders.count)
    for index in 0..<header.sectionHeaders.count {
      sections.append(ELFSection(header.reader, at: header.sectionHeaders.offset(of: index)))
    }
    return sections
  }

  static func sectionNames(
    of header: ELFHeader, in sections: [ELFSection]
  ) throws(ELFError) -> Range<Int> {
    guard header.nameSection != 0 else { return 0..<0 }
    return try names(
      inSection: header.nameSection, of: sections, header.reader, field: header.nameSectionField)
  }

  /// The bytes of the string table in section `number`; `field` is where that number stands.
  private static func names(
    inSection number: UInt64, of sections: [ELFSection], _ reader: ELFReader, field: Int
  ) throws(ELFError) -> Range<Int> {
    guard number < UInt64(sections.count) else { throw ELFError(.noSuchSection(number), at: field) }
    let section = sections[Int(number)]
    guard section.kind != .noBits else { return 0..<0 }
    guard let range = reader.range(at: section.fileOffset, count: section.size) else {
      throw ELFError(.outsideFile(.names), at: section.placeField(reader))
    }
    return range
  }

  /// Finds and checks the full symbol table, or the dynamic one where that was stripped.
  static func symbolTable(
    in sections: [ELFSection], of reader: ELFReader
  ) throws(ELFError) -> (ELFTable, names: Range<Int>) {
    guard
      let section = sections.first(where: { $0.kind == .symbolTable })
        ?? sections.first(where: { $0.kind == .dynamicSymbols })
    else { return (.empty, 0..<0) }
    let minimum = reader.is64Bit ? 24 : 16
    let stride = section.entrySize == 0 ? UInt64(minimum) : section.entrySize
    let table = try ELFTable(
      .symbols, of: reader, at: section.fileOffset, count: section.size / stride, stride: stride,
      minimum: minimum, field: section.placeField(reader))
    let names = try names(
      inSection: UInt64(section.link), of: sections, reader, field: section.linkField(reader))
    return (table, names)
  }
}
