import Decompression

/// A kernel that unpacks itself under UEFI (`vmlinuz.efi`): a small program and the packed image behind it.
///
/// Source: drivers/firmware/efi/libstub/zboot-header.S, Linux 6.13.
struct EFIZboot {
  /// The packed image, as indices into the file.
  let payload: Range<Int>
  /// How it is packed: "gzip", "zstd".
  let form: String

  /// Reads the header; nil where it is none.
  /// - Throws: `KernelFileError.payloadOutsideFile`.
  init?(_ bytes: [UInt8]) throws(KernelFileError) {
    let reader = ELFReader(bytes: bytes, is64Bit: true, isLittleEndian: true)
    guard bytes.count >= 64, bytes.starts(with: [0x4d, 0x5a]), reader.number(at: 4, width: 4) == 0x676d_697a
    else {
      return nil
    }
    let offset = reader.number(at: 8, width: 4)
    let size = reader.number(at: 12, width: 4)
    guard let range = reader.range(at: offset, count: size), size > 0 else {
      throw .payloadOutsideFile(offset: offset, size: size)
    }
    payload = range
    form = String(decoding: bytes[24..<56].prefix { $0 != 0 }, as: UTF8.self)
  }
}
