public import Decompression

/// Why a file is no kernel that can be read.
public enum KernelFileError: Error, Hashable, Sendable {
  /// It is none of the forms that are known.
  case unknown
  /// It has no bytes.
  case empty
  /// It is a kernel for a machine that the program does not have.
  case otherMachine(String)
  /// It is packed in a form that is not read here.
  case packed(String, unpackedBy: String)
  /// It is packed more often than any kernel is.
  case packedTooOften
  /// What it is packed in cannot be unpacked.
  case unpacking(String, DecompressionError)
  /// A part that its header names reaches beyond the end of the file.
  case payloadOutsideFile(offset: UInt64, size: UInt64)
  /// It is an ELF file whose tables are wrong.
  case elf(ELFError)
  /// The configuration inside is damaged.
  case damagedConfig(offset: Int, DecompressionError)
}

extension KernelFileError: CustomStringConvertible {
  /// The reason in lower case, without a full stop.
  public var description: String {
    switch self {
    case .unknown:
      "neither an ELF file nor an image of a LoongArch, arm64 or riscv64 kernel"
    case .empty: "there is nothing in it"
    case .otherMachine(let what): what
    case .packed(let form, unpackedBy: _): "it is packed as \(form), which is not unpacked here"
    case .packedTooOften: "it is packed in itself more than four times"
    case .unpacking(let form, let error): "the \(form) in it cannot be unpacked: \(error)"
    case .payloadOutsideFile(let offset, let size):
      "its header places \(size) bytes at byte \(offset), beyond the end of the file: it is cut off"
    case .elf(let error): "\(error)"
    case .damagedConfig(let offset, let error):
      "the configuration at byte \(offset) cannot be unpacked: \(error)"
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .packed(_, unpackedBy: let program): "unpack it first: \(program)"
    case .damagedConfig:
      "name the kernel's .config with --config; without the file, --profile says the version"
    case .otherMachine: "the boot model has loongarch64, arm64 and riscv64"
    case .unknown, .empty, .packedTooOften, .unpacking, .payloadOutsideFile, .elf:
      "name the vmlinux at the top of the build folder, or the Image, vmlinux.efi or vmlinuz.efi in arch/*/boot"
    }
  }
}
