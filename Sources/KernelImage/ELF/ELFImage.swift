/// An ELF file whose tables were checked once, so that reading it afterwards cannot fail.
///
/// The bytes are kept, not copied: an image costs its tables besides them. Names are read only when asked
/// for, so that a file whose names overlap cannot make it large.
public struct ELFImage: Sendable {
  /// The whole file.
  public var bytes: [UInt8] { reader.bytes }
  /// Whether addresses have 64 bits rather than 32.
  public var is64Bit: Bool { reader.is64Bit }
  /// Whether the file's numbers are little endian.
  public var isLittleEndian: Bool { reader.isLittleEndian }
  /// The processor that it is for.
  public let machine: ELFMachine
  /// `e_type`: 1 relocatable, 2 executable, 3 shared or position independent, 4 core.
  public let type: UInt16
  /// The address at which the program starts: `e_entry`.
  public let entryPoint: UInt64
  /// The program headers in the file's order.
  public let segments: [ELFSegment]
  /// The section headers in the file's order; the first is the empty section 0.
  public let sections: [ELFSection]

  let reader: ELFReader
  /// The names of the sections, as indices into the file.
  let sectionNames: Range<Int>
  /// The table that `symbol(named:)` searches: the full one, else the dynamic one, else empty.
  let symbols: ELFTable
  /// The names of `symbols`, as indices into the file.
  let symbolNames: Range<Int>

  /// The number of entries in the symbol table.
  public var symbolCount: Int { symbols.count }

  /// Checks the header, the program headers, the section headers and the symbol table of an ELF file.
  ///
  /// Complexity: O(segments + sections).
  /// - Throws: `ELFError` with the byte offset of the field that is wrong.
  public init(_ bytes: [UInt8]) throws(ELFError) {
    let header = try ELFHeader(bytes)
    self.reader = header.reader
    self.machine = header.machine
    self.type = header.type
    self.entryPoint = header.entryPoint
    self.segments = try Self.segments(of: header)
    self.sections = try Self.sections(of: header)
    self.sectionNames = try Self.sectionNames(of: header, in: sections)
    (self.symbols, self.symbolNames) = try Self.symbolTable(in: sections, of: header.reader)
  }

  /// Copies the bytes of `span` and checks them as `init(_:)` does.
  ///
  /// Complexity: O(bytes).
  /// - Throws: `ELFError` with the byte offset of the field that is wrong.
  public init(copying span: Span<UInt8>) throws(ELFError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(span.count)
    for index in span.indices { bytes.append(span[index]) }
    try self.init(bytes)
  }
}
