/// One program header: a stretch of the file and where it belongs in memory.
public struct ELFSegment: Hashable, Sendable {
  /// What a segment is for: `p_type`.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    /// The number as the program header has it.
    public var rawValue: UInt32

    /// Takes any number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Bytes to load into memory, `PT_LOAD`.
    public static let load = Kind(rawValue: 1)
    /// What a dynamic linker reads, `PT_DYNAMIC`.
    public static let dynamic = Kind(rawValue: 2)
    /// Remarks such as the build identifier, `PT_NOTE`.
    public static let note = Kind(rawValue: 4)
  }

  /// What it is for.
  public var kind: Kind
  /// `PF_X` (1), `PF_W` (2), `PF_R` (4).
  public var flags: UInt32
  /// The byte offset of its first byte in the file.
  public var fileOffset: UInt64
  /// Where the program sees it: `p_vaddr`.
  public var virtualAddress: UInt64
  /// Where a loader is asked to put it: `p_paddr`; linkers repeat the virtual address unless told otherwise.
  public var physicalAddress: UInt64
  /// Its bytes in the file; never beyond the end of the file for a loadable segment.
  public var fileSize: UInt64
  /// Its bytes in memory; what the file does not have is zero.
  public var memorySize: UInt64
  /// The byte offset of its program header in the file.
  public var headerOffset: Int
}
