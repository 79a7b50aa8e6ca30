import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # load-address-unaligned
///
/// ## What it does
/// Finds a kernel image that begins at an address at which no kernel can be loaded: no multiple of 64 KiB on
/// LoongArch, of 2 MiB on arm64 and riscv64.
///
/// ## Why is this bad?
/// The image's page tables and sections count on it. The kernel hangs before it prints anything.
///
/// ## Example
/// `--load-address 0xc0201000`
///
/// ## Use instead
/// `--load-address 0xc0200000`
///
/// ## How sure
/// Certain where the address was given, by a flag or by symbols.
struct LoadAddressUnaligned: LintRule {
  static let name = "load-address-unaligned"

  func check(_ input: LintInput) -> [Finding] {
    let profile = input.boot.profile
    let base = profile.kernelImage.value.base
    let alignment: UInt64 = profile.architecture.value == .loongarch64 ? 0x1_0000 : 0x20_0000
    guard base & (alignment - 1) != 0 else { return [] }
    let node = input.tree.memoryNodes.first ?? input.tree.root
    let below = base & ~(alignment - 1)
    return [
      Finding(
        Self.name, .error, input, node,
        "the kernel cannot be loaded at \(AddressText.hex(base)), which is no multiple of "
          + AddressText.size(alignment),
        cause:
          "its image is laid out for such addresses, and it stops before it has a console",
        help: "load it at \(AddressText.hex(below)) or \(AddressText.hex(below &+ alignment))")
    ]
  }
}
