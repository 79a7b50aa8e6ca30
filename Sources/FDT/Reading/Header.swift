/// The fields of a blob's header, with what older versions lack made good.
///
/// A program that loads a blob piece by piece makes it of the first `byteCount` bytes, and so knows how much is to come.
public struct Header: Sendable, Equatable {
  /// Bytes of the whole blob.
  public internal(set) var totalSize: Int
  /// Byte offset of the structure block.
  public internal(set) var structureOffset: Int
  /// Bytes of the structure block; below version 17 all up to the end of the blob.
  public internal(set) var structureSize: Int
  /// Byte offset of the strings block.
  public internal(set) var stringsOffset: Int
  /// Bytes of the strings block; in version 2 all up to the end of the blob.
  public internal(set) var stringsSize: Int
  /// Byte offset of the memory reservations.
  public internal(set) var reservationsOffset: Int
  /// The format version: 2, 3, 16, 17 or a later one that says that readers of 17 can read it.
  public internal(set) var version: UInt32
  /// The oldest version whose readers can read the blob.
  public internal(set) var lastCompatibleVersion: UInt32
  /// The physical id of the boot cpu.
  public internal(set) var bootCPU: UInt32

  /// How many bytes from the start of a blob are enough for the header of every version.
  ///
  /// No blob is shorter: version 2 takes 32 bytes for its header, and 16 for the end of its reservations.
  public static var byteCount: Int { size17 }

  static let size2 = 32
  static let size16 = 36
  static let size17 = 40
  static let magic: UInt32 = 0xd00d_feed

  /// Reads and checks the header at the start of `bytes`, of which the first `byteCount` are enough.
  ///
  /// Throws an `FDTError` if these are too few, no header, or of a version that is not read, or if a block does not lie
  /// within `totalSize`. That the whole blob is there, and what is in its blocks, is checked by
  /// `FlattenedTree.init(validating:)`. As libfdt's `fdt_check_header`, which also asks for nothing but the header.
  ///
  /// Complexity: O(1).
  public init(validating bytes: borrowing Span<UInt8>) throws(FDTError) {
    // A word of 2 GiB and more is clamped where Int has 32 bits, and is beyond every `totalSize` then too.
    func word(at offset: Int) -> Int { Int(clamping: bytes.bigEndian32(at: offset)) }
    guard bytes.count >= 4 else { throw .truncated(needed: Self.size17, available: bytes.count) }
    let magic = bytes.bigEndian32(at: 0)
    guard magic == Self.magic else { throw .badMagic(found: magic) }
    guard bytes.count >= Self.size16 else { throw .truncated(needed: Self.size17, available: bytes.count) }
    version = bytes.bigEndian32(at: 20)
    lastCompatibleVersion = bytes.bigEndian32(at: 24)
    guard version == 2 || version == 3 || version >= 16, lastCompatibleVersion <= 17,
      lastCompatibleVersion <= version
    else { throw .unsupportedVersion(version: version, lastCompatible: lastCompatibleVersion) }
    let headerSize = version >= 17 ? Self.size17 : version >= 3 ? Self.size16 : Self.size2
    totalSize = word(at: 4)
    // libfdt keeps sizes in an int, so it takes no blob of 2 GiB or more.
    guard totalSize >= Self.size16, totalSize >= headerSize, bytes[4] < 0x80 else {
      throw .badOffset(field: .totalSize, offset: 4)
    }
    guard bytes.count >= headerSize else { throw .truncated(needed: headerSize, available: bytes.count) }
    structureOffset = word(at: 8)
    stringsOffset = word(at: 12)
    reservationsOffset = word(at: 16)
    bootCPU = bytes.bigEndian32(at: 28)
    // Version 2 has no such field, but libfdt takes the word that stands there for it, and so do Linux and
    // U-Boot: a blob in which it would not fit is refused here as there.
    let statedStringsSize = word(at: 32)
    guard reservationsOffset >= headerSize, reservationsOffset <= totalSize else {
      throw .badOffset(field: .reservationsOffset, offset: 16)
    }
    guard reservationsOffset % 8 == 0 else { throw .misaligned(field: .reservationsOffset, offset: 16) }
    guard structureOffset >= headerSize, structureOffset <= totalSize else {
      throw .badOffset(field: .structureOffset, offset: 8)
    }
    guard structureOffset % 4 == 0 else { throw .misaligned(field: .structureOffset, offset: 8) }
    structureSize =
      version >= 17 ? word(at: 36) : totalSize - structureOffset
    guard structureSize <= totalSize - structureOffset else {
      throw .badOffset(field: .structureSize, offset: 36)
    }
    guard stringsOffset >= headerSize, stringsOffset <= totalSize else {
      throw .badOffset(field: .stringsOffset, offset: 12)
    }
    guard statedStringsSize <= totalSize - stringsOffset else {
      throw .badOffset(field: .stringsSize, offset: 32)
    }
    stringsSize = version >= 3 ? statedStringsSize : totalSize - stringsOffset
  }

  /// The header's words behind the magic number, as version 17 has them.
  var words: [9 of UInt32] {
    func word(_ value: Int) -> UInt32 { UInt32(truncatingIfNeeded: value) }
    return [
      word(totalSize), word(structureOffset), word(stringsOffset), word(reservationsOffset), version,
      lastCompatibleVersion, bootCPU, word(stringsSize), word(structureSize),
    ]
  }
}
