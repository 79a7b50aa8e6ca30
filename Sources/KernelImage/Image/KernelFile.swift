import Decompression

/// A file that a kernel boots from, whatever it is packed in.
public struct KernelFile: Sendable {
  /// What is left when everything is unpacked.
  public enum Content: Sendable {
    /// `vmlinux`, with or without symbols.
    case elf(ELFImage)
    /// An image for a boot loader.
    case flat(FlatImage)
  }

  /// What the image was packed in, outermost first: "gzip", "EFI zboot (zstd)".
  public let packings: [String]
  /// What was in it.
  public let content: Content

  /// The most that is unpacked, in bytes: a kernel's ELF file with all its debugging information has less.
  static let limit = 1 << 30
  /// No kernel packs better than this; what claims to is made to fill memory.
  static let ratio = 32

  /// Unpacks a file and reads its headers.
  ///
  /// What is unpacked is at most 32 times as large as the file, and a megabyte.
  /// Complexity: O(bytes unpacked).
  /// - Throws: `KernelFileError`.
  public init(_ bytes: [UInt8]) throws(KernelFileError) {
    if bytes.isEmpty { throw .empty }
    var bytes = bytes
    var packings: [String] = []
    while let inner = try Self.unpacked(bytes, &packings) {
      if packings.count > 4 { throw .packedTooOften }
      bytes = inner
    }
    self.packings = packings
    if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) {
      do throws(ELFError) { content = .elf(try ELFImage(bytes)) } catch { throw .elf(error) }
    } else if let image = FlatImage(bytes) {
      content = .flat(image)
    } else {
      throw Self.reason(bytes)
    }
  }

  /// The content of what `bytes` are packed in; nil if they are not packed.
  private static func unpacked(_ bytes: [UInt8], _ packings: inout [String]) throws(KernelFileError)
    -> [UInt8]?
  {
    var payload = bytes[...]
    var form: String
    if bytes.starts(with: [0x1f, 0x8b, 0x08]) {
      form = "gzip"
      packings.append(form)
    } else if let zboot = try EFIZboot(bytes) {
      form = zboot.form
      payload = bytes[zboot.payload]
      packings.append("EFI zboot (\(form))")
    } else {
      return nil
    }
    let most = min(limit, bytes.count * ratio + (1 << 20))
    do throws(DecompressionError) {
      switch form {
      case "gzip": return try Decompression.gzip(payload, limit: most)
      case "zstd", "zstd22": return try Decompression.zstd(payload, limit: most)
      default: break
      }
    } catch {
      throw .unpacking(form, error)
    }
    throw .packed(
      "EFI zboot (\(form))",
      unpackedBy: "build with CONFIG_KERNEL_GZIP or CONFIG_KERNEL_ZSTD, or name vmlinux")
  }

  /// What a file is that is none of the known forms.
  private static func reason(_ bytes: [UInt8]) -> KernelFileError {
    let reader = ELFReader(bytes: bytes, is64Bit: true, isLittleEndian: true)
    if bytes.count > 0x206, reader.number(at: 0x202, width: 4) == 0x5372_6448 {  // "HdrS"
      return .otherMachine("a bzImage, which is an image for x86")
    }
    let packed: [(magic: [UInt8], form: String, program: String)] = [
      ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz", "xz -dc FILE > Image"),
      ([0x42, 0x5a, 0x68], "bzip2", "bzip2 -dc FILE > Image"),
      ([0x02, 0x21, 0x4c, 0x18], "lz4", "lz4 -dc FILE Image"),
      ([0x04, 0x22, 0x4d, 0x18], "lz4", "lz4 -dc FILE Image"),
      ([0x89, 0x4c, 0x5a, 0x4f], "lzop", "lzop -dc FILE > Image"),
      ([0x5d, 0x00, 0x00], "lzma", "xz --format=lzma -dc FILE > Image"),
      ([0x28, 0xb5, 0x2f, 0xfd], "zstd", "zstd -dc FILE > Image"),
      ([0x27, 0x05, 0x19, 0x56], "a U-Boot image", "dumpimage -T kernel -p 0 -o Image FILE"),
      (
        [0xd0, 0x0d, 0xfe, 0xed], "a U-Boot FIT image or a device tree",
        "dumpimage -T flat_dt -p 0 -o Image FILE"
      ),
    ]
    for (magic, form, program) in packed where bytes.starts(with: magic) {
      return .packed(form, unpackedBy: program)
    }
    return switch FlatImage.machine(reader) {
    case 0x8664, 0x14c: .otherMachine("an image for x86")
    case 0x1c0, 0x1c2: .otherMachine("an image for 32-bit Arm")
    case 0x6232: .otherMachine("an image for 32-bit LoongArch")
    default: .unknown
    }
  }
}
