/// A kernel as a boot loader copies it into memory: no symbols, but a header of 64 bytes.
public struct FlatImage: Sendable {
  /// Whose header it has.
  public enum Kind: Hashable, Sendable {
    /// `Image` of arm64: Documentation/arch/arm64/booting.rst.
    case arm64
    /// `Image` of riscv64: Documentation/arch/riscv/boot-image-header.rst.
    case riscv64
    /// `vmlinux.efi` of LoongArch: `_head` in arch/loongarch/kernel/head.S.
    case loongArch64
  }

  /// The whole file.
  public let bytes: [UInt8]
  /// Whose header it has.
  public let kind: Kind
  /// How many bytes it takes in memory from its first byte on, zeroed memory included; nil if it says none.
  public let memorySize: UInt64?
  /// Where its first byte belongs: behind a multiple of 2 MiB (arm64, riscv64), or in physical memory (LoongArch).
  public let loadOffset: UInt64
  /// The page size in bytes, which only arm64 states.
  public let pageSize: UInt64?

  /// Reads the header; nil where there is none of these.
  ///
  /// Complexity: O(1).
  init?(_ bytes: [UInt8]) {
    let reader = ELFReader(bytes: bytes, is64Bit: true, isLittleEndian: true)
    guard bytes.count >= 64 else { return nil }
    let size = reader.number(at: 16, width: 8)
    switch reader.number(at: 56, width: 4) {
    case 0x644d_5241:  // "ARM\x64"
      kind = .arm64
      loadOffset = reader.number(at: 8, width: 8)
      let pages: [UInt64?] = [nil, 0x1000, 0x4000, 0x10000]
      pageSize = pages[Int(reader.number(at: 24, width: 8) >> 1 & 3)]
    case 0x0543_5352:  // "RSC\x05"
      kind = .riscv64
      loadOffset = reader.number(at: 8, width: 8)
      pageSize = nil
    case 0x8182_23cd where Self.machine(reader) == 0x6264:  // LINUX_PE_MAGIC, IMAGE_FILE_MACHINE_LOONGARCH64
      kind = .loongArch64
      loadOffset = reader.number(at: 24, width: 8) & ELFImage.loongArchPhysicalMask
      pageSize = nil
    default: return nil
    }
    memorySize = size == 0 || size > 1 << 40 ? nil : size
    self.bytes = bytes
  }

  /// The machine of the PE header that `bytes` begin with; nil if they have none.
  static func machine(_ reader: ELFReader) -> UInt64? {
    guard reader.bytes.count >= 64, reader.bytes.starts(with: [0x4d, 0x5a]) else { return nil }
    let header = reader.number(at: 60, width: 4)
    guard let range = reader.range(at: header, count: 6),
      reader.number(at: range.lowerBound, width: 4) == 0x4550  // "PE\0\0"
    else { return nil }
    return reader.number(at: range.lowerBound + 4, width: 2)
  }
}
