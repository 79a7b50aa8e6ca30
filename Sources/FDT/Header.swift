/// The fields of a blob's header, with block sizes made good for versions that lack them.
public struct Header: Sendable, Equatable {
  /// Bytes of the whole blob.
  public let totalSize: Int
  /// Byte offset of the structure block.
  public let structureOffset: Int
  /// Bytes of the structure block; in version 16 all up to the end of the blob.
  public let structureSize: Int
  /// Byte offset of the strings block.
  public let stringsOffset: Int
  /// Bytes of the strings block.
  public let stringsSize: Int
  /// Byte offset of the memory reservations.
  public let reservationsOffset: Int
  /// The format version, 16 or 17.
  public let version: UInt32
  /// The oldest version whose readers can read the blob.
  public let lastCompatibleVersion: UInt32
  /// The physical id of the boot cpu.
  public let bootCPU: UInt32

  static let size16 = 36
  static let size17 = 40
  static let magic: UInt32 = 0xd00d_feed

  /// Reads and checks the header at the start of `bytes`.
  init(of bytes: Span<UInt8>) throws(FDTError) {
    guard bytes.count >= 4 else { throw .truncated(needed: Self.size16, available: bytes.count) }
    let magic = bytes.bigEndian32(at: 0)
    guard magic == Self.magic else { throw .badMagic(found: magic) }
    guard bytes.count >= Self.size16 else { throw .truncated(needed: Self.size16, available: bytes.count) }
    version = bytes.bigEndian32(at: 20)
    lastCompatibleVersion = bytes.bigEndian32(at: 24)
    guard version >= 16, lastCompatibleVersion <= 17, lastCompatibleVersion <= version else {
      throw .unsupportedVersion(version: version, lastCompatible: lastCompatibleVersion)
    }
    let headerSize = version >= 17 ? Self.size17 : Self.size16
    totalSize = Int(bytes.bigEndian32(at: 4))
    // libfdt keeps sizes in an int, so it takes no blob of 2 GiB or more.
    guard totalSize >= headerSize, totalSize <= Int(Int32.max) else {
      throw .badOffset(field: .totalSize, offset: 4)
    }
    guard bytes.count >= totalSize else { throw .truncated(needed: totalSize, available: bytes.count) }
    structureOffset = Int(bytes.bigEndian32(at: 8))
    stringsOffset = Int(bytes.bigEndian32(at: 12))
    reservationsOffset = Int(bytes.bigEndian32(at: 16))
    bootCPU = bytes.bigEndian32(at: 28)
    stringsSize = Int(bytes.bigEndian32(at: 32))
    guard reservationsOffset >= headerSize, reservationsOffset <= totalSize else {
      throw .badOffset(field: .reservationsOffset, offset: 16)
    }
    guard reservationsOffset % 8 == 0 else { throw .misaligned(field: .reservationsOffset, offset: 16) }
    guard structureOffset >= headerSize, structureOffset <= totalSize else {
      throw .badOffset(field: .structureOffset, offset: 8)
    }
    guard structureOffset % 4 == 0 else { throw .misaligned(field: .structureOffset, offset: 8) }
    structureSize =
      version >= 17 ? Int(bytes.bigEndian32(at: 36)) : totalSize - structureOffset
    guard structureSize <= totalSize - structureOffset else {
      throw .badOffset(field: .structureSize, offset: 36)
    }
    guard stringsOffset >= headerSize, stringsOffset <= totalSize else {
      throw .badOffset(field: .stringsOffset, offset: 12)
    }
    guard stringsSize <= totalSize - stringsOffset else {
      throw .badOffset(field: .stringsSize, offset: 32)
    }
  }
}
