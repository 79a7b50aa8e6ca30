/// The architectures that the model knows by name.
public enum Architecture: String, FactValue, CaseIterable {
  /// Loongson's 64-bit architecture.
  case loongarch64
  /// Arm's 64-bit architecture.
  case arm64
  /// 64-bit RISC-V.
  case riscv64

  /// The name as the kernel's tools write it.
  public var factText: String { rawValue }
}
