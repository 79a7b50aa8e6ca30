import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # dynamic-region-on-blob
///
/// ## What it does
/// Finds regions with `size` that Linux for riscv64 places on the device tree blob itself, or where firmware
/// usually puts the blob: in the last 4 MiB of RAM, or in those below 3 GiB.
///
/// ## Why is this bad?
/// On riscv64 Linux reserves the blob only after it has placed these regions, and it places them from the end of
/// RAM down. What is written to the region then shows in /proc/device-tree; of a `reusable` pool even programs get
/// the pages. Linux prints nothing.
///
/// ## Example
/// ```dts
/// memory@80000000 { device_type = "memory"; reg = <0x0 0x80000000 0x0 0x40000000>; };
/// reserved-memory { /* … */ pool { compatible = "shared-dma-pool"; reusable; size = <0x0 0x1000000>; }; };
/// ```
///
/// ## Use instead
/// ```dts
/// pool {
///     compatible = "shared-dma-pool"; reusable; size = <0x0 0x1000000>;
///     alloc-ranges = <0x0 0x80000000 0x0 0x3fc00000>;
/// };
/// ```
///
/// ## How sure
/// Certain with `--dtb-address`. Without it, a warning that says what was assumed: QEMU and OpenSBI put the blob
/// there, other firmware may not.
struct DynamicRegionOnBlob: LintRule {
  static let name = "dynamic-region-on-blob"

  func check(_ input: LintInput) -> [Finding] {
    let profile = input.boot.profile
    guard profile.architecture.value == .riscv64, profile.isBuiltInDTB.value != true,
      input.prediction.outcome == .boots
    else { return [] }
    let blob = profile.dtbAddress.value.map { MemoryRange(base: $0, size: input.boot.blobSize) }
    let places = blob.map { [$0] } ?? Self.usualPlaces(input)
    return input.prediction.regions.compactMap { region in
      guard region.isDynamic, Self.isPlaced(region), let range = region.range,
        let place = places.first(where: { $0.overlaps(range) })
      else { return nil }
      return finding(region, range, place, isKnown: blob != nil, input)
    }
  }

  /// Whether the region keeps its place, at least with some kernels.
  private static func isPlaced(_ region: RegionVerdict) -> Bool {
    region.verdict == .reserved || region.verdict == .depends
  }

  /// The ends of RAM at which firmware puts the blob: below the 3 GiB line and below the end.
  private static func usualPlaces(_ input: LintInput) -> [MemoryRange] {
    let ram = AddressMap(memoryOf: input.prediction)
    let size: UInt64 = 4 << 20
    var ends: [UInt64] = ram.ranges.last.map { [$0.end] } ?? []
    let line: UInt64 = 0xc000_0000
    if ram.ranges.contains(where: { $0.contains(line) }) { ends.append(line) }
    return ends.filter { $0 > size }.map { MemoryRange(base: $0 - size, size: size) }
  }

  private func finding(
    _ region: RegionVerdict, _ range: MemoryRange, _ blob: MemoryRange, isKnown: Bool, _ input: LintInput
  ) -> Finding {
    var finding = Finding(
      Self.name, isKnown ? .error : .warning, input, region.node,
      at: input.place(of: "size", in: region.node),
      isKnown
        ? "Linux places this region on the device tree blob"
        : "Linux places this region where firmware usually puts the device tree blob",
      cause: "it gets \(AddressText.range(range)), and the blob \(isKnown ? "lies at" : "may lie in") "
        + "\(AddressText.range(blob)), which Linux reserves only afterwards (setup_bootmem); then what is written "
        + "to the region shows in /proc/device-tree",
      help: "give it alloc-ranges that leave the blob out, or an address with reg",
      basis: isKnown
        ? .fact : .assumed("the blob is taken to lie near the end of RAM", settledBy: "--dtb-address"))
    finding.search = { search in [Self.mend(region, blob, input, &search)].compactMap { $0 } }
    return finding
  }

  /// Limits the region to the RAM below the blob.
  private static func mend(
    _ region: RegionVerdict, _ blob: MemoryRange, _ input: LintInput, _ search: inout MendSearch
  ) -> Mend? {
    let ram = AddressMap(memoryOf: input.prediction)
    guard let bank = ram.ranges.last(where: { $0.base < blob.base }) else { return nil }
    let allowed = MemoryRange(base: bank.base, end: min(bank.end, blob.base) & ~0x1f_ffff)
    guard allowed.size >= region.size, input.tree.rootFormat.holds(allowed) else { return nil }
    let path = region.path
    let mend = Mend(
      "let Linux place it below the blob: alloc-ranges = \(input.tree.rootFormat.text(allowed));",
      [.setRanges([allowed], of: "alloc-ranges", in: region.node)])
    return search.accept(mend) { prediction in
      prediction.regions.contains { region in
        region.path == path && isPlaced(region) && !(region.range?.overlaps(blob) ?? true)
      }
    }
  }
}
