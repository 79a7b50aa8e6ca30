import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # initrd-lost
///
/// ## What it does
/// Finds an initrd, named by `--initrd`, `initrd=` or /chosen, that is not in RAM or lies where something else is,
/// and regions without `no-map` over the initrd.
///
/// ## Why is this bad?
/// Linux prints `disabling initrd` and boots without it, which mostly ends in "unable to mount root". A mapped
/// region over the initrd is accepted in silence: its owner and the initrd share the memory.
///
/// ## Example
/// ```dts
/// chosen { linux,initrd-start = <0xa0000000>; linux,initrd-end = <0xa0800000>; };
/// memory@90000000 { device_type = "memory"; reg = <0x0 0x90000000 0x0 0x10000000>; };      /* up to 0xa0000000 */
/// ```
///
/// ## Use instead
/// ```dts
/// chosen { linux,initrd-start = <0x9f800000>; linux,initrd-end = <0xa0000000>; };
/// ```
///
/// ## How sure
/// Certain for the addresses given. A boot loader may put the initrd elsewhere than the tree says.
struct InitrdLost: LintRule {
  static let name = "initrd-lost"

  func check(_ input: LintInput) -> [Finding] {
    let node = input.tree.chosen ?? input.tree.root
    let lost = input.prediction.messages.filter {
      $0.level == .error && $0.text.hasSuffix("disabling initrd")
    }
    var findings = lost.map { message in
      let isOutside = message.text.contains("not a memory region")
      return Finding(
        Self.name, .error, input, node, at: input.place(of: "linux,initrd-start", in: node),
        isOutside
          ? "Linux will boot without the initrd: it is not in one bank of RAM"
          : "Linux will boot without the initrd: something else lies there",
        cause: "Linux prints \"\(message.text)\"" + Self.banks(input),
        help: "load the initrd where there is RAM and nothing else, and say so in /chosen or with --initrd")
    }
    guard
      let initrd = input.prediction.events.first(where: {
        $0.operation == .reserve && $0.taker(in: input.tree) == .initrd
      })?.range
    else { return findings }
    for region in input.prediction.regions
    where !region.isNoMap && !region.isDynamic && region.verdict == .reserved {
      guard let common = region.range?.intersection(initrd) else { continue }
      findings.append(shared(region, common, initrd, input))
    }
    return findings
  }

  private static func banks(_ input: LintInput) -> String {
    let banks = AddressMap(memoryOf: input.prediction).ranges.map { AddressText.range($0) }
    return banks.isEmpty ? "" : "; RAM is \(listing(banks))"
  }

  private func shared(
    _ region: RegionVerdict, _ common: MemoryRange, _ initrd: MemoryRange, _ input: LintInput
  ) -> Finding {
    var finding = Finding(
      Self.name, .warning, input, region.node, at: input.place(ofEntry: region.entry, in: region.node),
      "this region and the initrd share \(AddressText.size(common.size)), \(AddressText.range(common))",
      cause: "a region without no-map may lie over a reservation, and Linux says nothing; the initrd is "
        + AddressText.range(initrd),
      help: "move one of the two")
    finding.search = { search in [RegionMends(input, region)?.moved(&search)].compactMap { $0 } }
    return finding
  }
}
