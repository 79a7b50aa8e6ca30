/// The processor that an ELF file is for: the header's `e_machine`.
public struct ELFMachine: RawRepresentable, Hashable, Sendable {
  /// The number as the header has it.
  public var rawValue: UInt16

  /// Takes any number; machines without a name here are still distinguishable.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Intel 80386, `EM_386`.
  public static let i386 = ELFMachine(rawValue: 3)
  /// MIPS, `EM_MIPS`.
  public static let mips = ELFMachine(rawValue: 8)
  /// PowerPC with 64 bits, `EM_PPC64`.
  public static let powerPC64 = ELFMachine(rawValue: 21)
  /// Arm with 32 bits, `EM_ARM`.
  public static let arm = ELFMachine(rawValue: 40)
  /// x86 with 64 bits, `EM_X86_64`.
  public static let x86_64 = ELFMachine(rawValue: 62)
  /// Arm with 64 bits, `EM_AARCH64`.
  public static let arm64 = ELFMachine(rawValue: 183)
  /// RISC-V, `EM_RISCV`.
  public static let riscV = ELFMachine(rawValue: 243)
  /// LoongArch, `EM_LOONGARCH`.
  public static let loongArch = ELFMachine(rawValue: 258)
}
