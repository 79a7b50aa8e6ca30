/// Why a file is no ELF image that can be relied on, and at which byte.
public struct ELFError: Error, Hashable, Sendable {
  /// A table or a stretch of the file that the header names.
  public enum Part: String, Hashable, Sendable {
    /// The file header.
    case header
    /// The program header table.
    case programHeaders = "program header table"
    /// The section header table.
    case sectionHeaders = "section header table"
    /// The bytes of a loadable segment.
    case segment
    /// The symbol table.
    case symbols = "symbol table"
    /// The names of the symbols or of the sections.
    case names = "string table"
  }

  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The file does not start with the four magic bytes.
    case notELF
    /// The class byte is neither 1 (32 bits) nor 2 (64 bits).
    case unknownClass(UInt8)
    /// The data byte is neither 1 (little endian) nor 2 (big endian).
    case unknownByteOrder(UInt8)
    /// The version byte is not 1.
    case unknownVersion(UInt8)
    /// A part reaches beyond the end of the file.
    case outsideFile(Part)
    /// The entries of a table are smaller than their fields.
    case entryTooSmall(Part, size: UInt64)
    /// A section number points at no section.
    case noSuchSection(UInt64)
    /// A segment has more bytes in the file than in memory.
    case segmentLargerThanMemory
    /// A segment's addresses run over the end of the address space.
    case addressOverflow
  }

  /// What is wrong.
  public var reason: Reason
  /// The byte offset in the file of the field that is wrong.
  public var offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension ELFError: CustomStringConvertible {
  /// The reason and the place in one sentence, in lower case, without a full stop.
  public var description: String {
    let text =
      switch reason {
      case .notELF: "not an ELF file: the magic bytes 7f 45 4c 46 are missing"
      case .unknownClass(let byte): "ELF class \(byte) is neither 1 (32 bits) nor 2 (64 bits)"
      case .unknownByteOrder(let byte): "ELF data encoding \(byte) is neither 1 (little) nor 2 (big endian)"
      case .unknownVersion(let byte): "ELF version \(byte) is not 1"
      case .outsideFile(let part): "the \(part.rawValue) reaches beyond the end of the file"
      case .entryTooSmall(let part, let size): "an entry of the \(part.rawValue) has only \(size) bytes"
      case .noSuchSection(let number): "there is no section \(number)"
      case .segmentLargerThanMemory: "a segment has more bytes in the file than in memory"
      case .addressOverflow: "a segment runs over the end of the address space"
      }
    return "\(text) (at byte \(offset))"
  }
}
