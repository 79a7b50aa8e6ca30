/// One section header.
public struct ELFSection: Hashable, Sendable {
  /// What a section holds: `sh_type`.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    /// The number as the section header has it.
    public var rawValue: UInt32

    /// Takes any number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Program bytes, `SHT_PROGBITS`.
    public static let programBits = Kind(rawValue: 1)
    /// The full symbol table, `SHT_SYMTAB`.
    public static let symbolTable = Kind(rawValue: 2)
    /// Names, `SHT_STRTAB`.
    public static let stringTable = Kind(rawValue: 3)
    /// Memory without bytes in the file, `SHT_NOBITS`.
    public static let noBits = Kind(rawValue: 8)
    /// The symbols that a dynamic linker needs, `SHT_DYNSYM`.
    public static let dynamicSymbols = Kind(rawValue: 11)
  }

  /// The byte offset of its name in the section name table.
  public var nameOffset: UInt32
  /// What it holds.
  public var kind: Kind
  /// `sh_flags`.
  public var flags: UInt64
  /// Where it lies in memory; 0 if it is not loaded.
  public var address: UInt64
  /// The byte offset of its first byte in the file.
  public var fileOffset: UInt64
  /// Its size in bytes, in memory and, unless it is `noBits`, in the file.
  public var size: UInt64
  /// The number of a section that belongs to it: a symbol table's names.
  public var link: UInt32
  /// `sh_info`, whose meaning depends on the kind.
  public var info: UInt32
  /// The size in bytes of one entry, for tables.
  public var entrySize: UInt64
  /// The byte offset of its section header in the file.
  public var headerOffset: Int
}
