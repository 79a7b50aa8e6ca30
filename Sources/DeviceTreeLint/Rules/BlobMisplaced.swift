import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # blob-misplaced
///
/// ## What it does
/// Finds a place of the device tree blob (`--dtb-address`) where it cannot stay or Linux does not take it: within
/// the kernel's image, outside of RAM, and on arm64 at an address that is no multiple of 8 or larger than 2 MiB.
///
/// ## Why is this bad?
/// The kernel clears its bss and overwrites a blob that lies in its image before reading it. Outside of RAM
/// nothing protects it. Linux then has no tree, and no console to say so.
///
/// ## Example
/// `--dtb-address 0x1f00000` with a kernel from 0x200000 to 0x2200000.
///
/// ## Use instead
/// `--dtb-address 0x2200000`, behind the image.
///
/// ## How sure
/// Certain where the image's place is known; else a warning that says what it was taken to be. A built-in blob is
/// part of the image and is not looked at.
struct BlobMisplaced: LintRule {
  static let name = "blob-misplaced"

  func check(_ input: LintInput) -> [Finding] {
    let profile = input.boot.profile
    guard profile.isBuiltInDTB.value != true, let address = profile.dtbAddress.value,
      case .flag = profile.dtbAddress.source
    else { return [] }
    let blob = MemoryRange(base: address, size: max(1, input.boot.blobSize))
    let image = profile.kernelImage
    let node = input.tree.root
    let subject = "the blob, \(AddressText.range(blob)),"
    if blob.overlaps(image.value) {
      return [
        Finding(
          Self.name, image.source.isAssumed ? .warning : .error, input, node,
          "\(subject) lies in the kernel's image",
          cause:
            "the image is \(AddressText.range(image.value)) (\(image.source.text)), and the kernel clears its bss "
            + "before it reads the tree",
          help:
            "load it behind the image, at \(AddressText.hex((image.value.end &+ 0xffff) & ~0xffff)) or above",
          basis: image.source.isAssumed
            ? .assumed(
              "the kernel image is taken to be \(image.value.factText)",
              settledBy: OpenFact.flag(for: image.name))
            : .fact)
      ]
    }
    if profile.architecture.value == .arm64, address % 8 != 0 || blob.size > 2 << 20 {
      return [
        Finding(
          Self.name, .error, input, node,
          address % 8 != 0 ? "\(subject) is not aligned to 8 bytes" : "\(subject) is larger than 2 MiB",
          cause:
            "arm64 maps at most 2 MiB for it, from a multiple of 8 on (fixmap_remap_fdt), and does not boot "
            + "otherwise",
          help: "load it elsewhere, or make it smaller")
      ]
    }
    let ram = AddressMap(memoryOf: input.prediction)
    guard !ram.ranges.isEmpty, ram.bytes(in: blob) < blob.size else { return [] }
    return [
      Finding(
        Self.name, .warning, input, node, "\(subject) is not in RAM of this tree",
        cause: "Linux reserves it there, which protects nothing; RAM is "
          + listing(ram.ranges.map { AddressText.range($0) }),
        help: "compare --dtb-address with /memory")
    ]
  }
}
