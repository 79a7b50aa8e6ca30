import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # region-outside-ram
///
/// ## What it does
/// Finds regions of which no byte, or only a part, is RAM that the tree or the command line lists.
///
/// ## Why is this bad?
/// Linux accepts them, and they do nothing: there is no RAM to keep its hands off. For a `no-map` window of a
/// device, or memory that Linux must not see at all, that is the intent. Otherwise a digit is wrong, and the
/// memory that was meant is handed out.
///
/// ## Example
/// ```dts
/// memory@90000000 { device_type = "memory"; reg = <0x0 0x90000000 0x0 0x10000000>; };
/// reserved-memory { /* … */ pool@a0000000 { reg = <0x0 0xa0000000 0x0 0x100000>; }; };
/// ```
///
/// ## Use instead
/// ```dts
/// pool@9a000000 { reg = <0x0 0x9a000000 0x0 0x100000>; };
/// ```
///
/// ## How sure
/// The addresses are certain, the intent is not: a note for `no-map` regions wholly outside, a warning
/// otherwise. Nothing is said of trees without memory nodes, which firmware fills in.
struct RegionOutsideRAM: LintRule {
  static let name = "region-outside-ram"

  func check(_ input: LintInput) -> [Finding] {
    let ram = AddressMap(memoryOf: input.prediction)
    guard !ram.ranges.isEmpty else { return [] }
    return input.prediction.regions.compactMap { region in
      guard !region.isDynamic, region.verdict == .reserved || region.verdict == .notSaved,
        let range = region.range, !range.isEmpty, !ram.contains(range)
      else { return nil }
      let inside = ram.bytes(in: range)
      return inside == 0
        ? outside(region, range, ram, input) : partlyOutside(region, range, inside, input)
    }
  }

  private func outside(
    _ region: RegionVerdict, _ range: MemoryRange, _ ram: AddressMap, _ input: LintInput
  ) -> Finding {
    let nearest = ram.nearest(to: range).map { "; the nearest RAM is \(AddressText.range($0))" } ?? ""
    return Finding(
      Self.name, region.isNoMap ? .note : .warning, input, region.node,
      at: input.place(ofEntry: region.entry, in: region.node),
      region.isNoMap
        ? "no byte of this no-map region is RAM of this tree"
        : "no byte of this region is RAM: it reserves nothing",
      cause: region.isNoMap
        ? "Linux accepts it and has nothing to do: it does not use memory that the tree does not "
          + "list\(nearest)"
        : "Linux notes the reservation and has no such memory\(nearest)",
      help: region.isNoMap
        ? "if it is a device's or a shared window, all is well; else compare its address with /memory"
        : "compare its address with /memory")
  }

  private func partlyOutside(
    _ region: RegionVerdict, _ range: MemoryRange, _ inside: UInt64, _ input: LintInput
  ) -> Finding {
    Finding(
      Self.name, .warning, input, region.node, at: input.place(ofEntry: region.entry, in: region.node),
      "only \(AddressText.size(inside)) of this region's \(AddressText.size(range.size)) are RAM",
      cause: "the part outside of /memory reserves nothing",
      help: "compare its address and size with /memory")
  }
}
