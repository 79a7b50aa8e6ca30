import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # kernel-outside-ram
///
/// ## What it does
/// Finds trees whose memory does not hold the kernel's image.
///
/// ## Why is this bad?
/// Either the tree is another zone's, or the kernel is linked or loaded elsewhere than its symbols say; then every
/// verdict that depends on its place is about the wrong place. LoongArch's Linux says "Kernel sections are not in the
/// memory maps", and crashes a little later if it has NUMA.
///
/// ## Example
/// A guest's tree, with the System.map of a kernel that is linked at 0x200000:
/// ```dts
/// memory@c0200000 { device_type = "memory"; reg = <0x0 0xc0200000 0x0 0xee00000>; };
/// ```
///
/// ## Use instead
/// `--load-address 0xc0200000`, or the symbols of the kernel that is linked there.
///
/// ## How sure
/// Certain where symbols or a flag say where the image lies.
struct KernelOutsideRAM: LintRule {
  static let name = "kernel-outside-ram"

  func check(_ input: LintInput) -> [Finding] {
    let image = input.boot.profile.kernelImage
    let banks = AddressMap(memoryOf: input.prediction)
    // Of a guessed image only the start can be known, from --load-address.
    let known = image.source.isAssumed ? MemoryRange(base: image.value.base, size: 1) : image.value
    guard let node = input.tree.memoryNodes.first, !banks.ranges.isEmpty,
      banks.bytes(in: known) < known.size
    else { return [] }
    let below = banks.ranges.first { $0.base > image.value.base }
    return [
      Finding(
        Self.name, .warning, input, node, at: input.placeOfValue("reg", in: node),
        image.source.isAssumed
          ? "the kernel's image begins at \(AddressText.hex(known.base)), which is no RAM of this tree"
          : "the kernel's image \(AddressText.range(known)) is not all RAM of this tree",
        cause: "it lies there by \(image.source.text)",
        help: "if it is loaded elsewhere, say where"
          + (below.map { " (--load-address \(AddressText.hex($0.base)))" } ?? " (--load-address)")
          + "; else link it into this memory")
    ]
  }
}
