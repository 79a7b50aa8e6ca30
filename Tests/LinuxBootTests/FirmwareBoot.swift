import DeviceTree
import Foundation
import LinuxBoot
import TestSupport
import Testing

/// One folder of fixtures/boot: an unmodified arm64 or riscv64 kernel with a tree from firmware.
struct FirmwareBoot: CustomTestStringConvertible, Sendable {
  /// What verdict.json says.
  struct Verdict: Decodable, Sendable {
    struct Failed: Decodable {
      var node: String
      var base: UInt64
    }
    struct Initialised: Decodable {
      var node: String
      var start: UInt64
      var end: UInt64
      var map: String
      var reusable: String
    }
    struct Event: Decodable {
      var op: String
      var start: UInt64?
      var last: UInt64?
      var bytes: UInt64?
      var flags: String?
      var caller: String?
    }
    var arch: String
    var version: String
    var booted: Bool
    var panic: String?
    var failed: [Failed]
    var initialised: [Initialised]
    var overlapMessages: [String]
    var other: [String]
    var events: [Event]

    enum CodingKeys: String, CodingKey {
      case arch, version, booted, panic, failed, initialised, other
      case overlapMessages = "overlap_messages"
      case events = "memblock_events_before_and_in_scan"
    }
  }

  var name: String
  var verdict: Verdict
  var testDescription: String { name }

  /// All cases, by name.
  static let all: [FirmwareBoot] = {
    let folders = try? FileManager.default.contentsOfDirectory(atPath: Fixtures.url("boot").path())
    return (folders ?? []).sorted().compactMap { name in
      guard name.contains("--"), name.hasPrefix("arm64-") || name.hasPrefix("riscv64-"),
        let data = try? Fixtures.bytes("boot/\(name)/verdict.json"),
        let verdict = try? JSONDecoder().decode(Verdict.self, from: Data(data))
      else { return nil }
      return FirmwareBoot(name: name, verdict: verdict)
    }
  }()

  /// The input that the flags in `extra-args` and the kernel's own files make.
  func input() throws -> BootInput {
    let blob = try Fixtures.bytes("boot/\(name)/in.dtb")
    let tree = try DeviceTree(blob: blob)
    let architecture = try #require(Architecture(rawValue: verdict.arch))
    var sources = KernelSources(preset: try ProfilePreset.named(verdict.version, for: architecture))
    let kernel = "boot/kernel-\(verdict.arch)-\(verdict.version)"
    let config = RecordedBoot.parseConfig(try Fixtures.text("\(kernel)/config"))
    sources.config = { config[$0] }
    sources.systemMapSymbols = RecordedBoot.parseSymbols(try Fixtures.text("\(kernel)/System.map"))
    let words = try Fixtures.text("boot/\(name)/extra-args").split(whereSeparator: \.isWhitespace)
    for (option, value) in zip(words, words.dropFirst()) {
      let numbers = value.split(separator: ":").compactMap { UInt64($0.dropFirst(2), radix: 16) }
      switch option {
      case "--arch": sources.flags.architecture = Architecture(rawValue: String(value))
      case "--kernel-image" where numbers.count == 2:
        sources.flags.kernelImage = MemoryRange(base: numbers[0], end: numbers[1])
      case "--dtb-address": sources.flags.dtbAddress = numbers.first
      default: break
      }
    }
    sources.flags.isFirmwareDTB = words.contains("--firmware-dtb")
    return BootInput(
      tree: tree, profile: KernelProfile(resolving: sources, tree: tree), blobSize: UInt64(blob.count))
  }

  /// The logged operations on memblock: arm64 and riscv64 log from the parameter `memblock=debug` on.
  ///
  /// The last address of a range is as the kernel prints it, `base + size - 1` whatever overflows.
  var loggedOperations: [String] {
    verdict.events.compactMap { event in
      guard let start = event.start, let last = event.last else { return nil }
      let name = event.op == "phys_free" ? "free" : event.op
      let isOwn = event.flags == "20" ? " by the kernel" : ""
      return "\(name) 0x\(String(start, radix: 16))-0x\(String(last, radix: 16))\(isOwn)"
    }
  }

  /// The lines of iomem.txt for memory and no-map pieces; nil if it was not recorded.
  var memoryLines: [String]? {
    guard let text = try? Fixtures.text("boot/\(name)/iomem.txt") else { return nil }
    return text.split(separator: "\n").map(String.init)
  }
}

extension Prediction {
  /// The events that such a kernel logs: those of parameters and of the functions behind them, the cut that
  /// `mem=` makes left out, which Linux does without a line in the log.
  func loggedOperations(marksAllocations: Bool) -> [String] {
    let unlogged: Set<String> = [
      "early_init_dt_scan_memory", "setup_machine_fdt", "memblock_mem_limit_remove_map",
      "memblock_enforce_memory_limit",
    ]
    let late = eventsAfterScan.prefix { $0.by == "setup_bootmem" }
    return (events + late).compactMap { event in
      guard !unlogged.contains(event.by) else { return nil }
      let isOwn = marksAllocations && event.operation == .allocate ? " by the kernel" : ""
      let name: String
      switch event.operation {
      case .add, .remove, .reserve, .free: name = event.operation.rawValue
      case .allocate: name = "reserve"
      case .markNoMap, .clearNoMap: return nil
      }
      let last = event.range.base &+ event.range.size &- 1
      return "\(name) 0x\(String(event.range.base, radix: 16))-0x\(String(last, radix: 16))\(isOwn)"
    }
  }
}
