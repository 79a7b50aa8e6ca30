import DeviceTree
import Foundation
import LinuxBoot
import TestSupport
import Testing

/// One folder of fixtures/boot: a LoongArch kernel with its tree built in.
struct RecordedBoot: CustomTestStringConvertible, Sendable {
  /// What verdict.json says.
  struct Verdict: Decodable {
    struct Failed: Decodable {
      var node: String
      var base: UInt64
    }
    struct Initialised: Decodable {
      var node: String
      var start: UInt64
      var end: UInt64
    }
    var booted: Bool
    var panic: String?
    var failed: [Failed]
    var initialised: [Initialised]
    var overlapMessages: [String]
    var lookupAfterBoot: [String: String]
    var other: [String]

    enum CodingKeys: String, CodingKey {
      case booted, panic, failed, initialised, other
      case overlapMessages = "overlap_messages"
      case lookupAfterBoot = "lookup_after_boot"
    }
  }

  var name: String
  var verdict: Verdict

  var testDescription: String { name }
  var kernel: String { String(name.prefix(upTo: name.range(of: "--")?.lowerBound ?? name.endIndex)) }
  var version: String { String(kernel.prefix { $0 != "-" }) }

  /// All cases, by name.
  static let all: [RecordedBoot] = {
    let folders = try? FileManager.default.contentsOfDirectory(atPath: Fixtures.url("boot").path())
    return (folders ?? []).sorted().compactMap { name in
      guard name.contains("--"), !name.hasPrefix("arm64-"), !name.hasPrefix("riscv64-"),
        let data = try? Fixtures.bytes("boot/\(name)/verdict.json"),
        let verdict = try? JSONDecoder().decode(Verdict.self, from: Data(data))
      else { return nil }
      return RecordedBoot(name: name, verdict: verdict)
    }
  }()

  static let booted = all.filter(\.verdict.booted)
  static let panicked = all.filter { !$0.verdict.booted }

  func text(_ file: String) throws -> String { try Fixtures.text("boot/\(name)/\(file)") }

  func input() throws -> BootInput {
    let blob = try Fixtures.bytes("boot/\(name)/in.dtb")
    let tree = try DeviceTree(blob: blob)
    return BootInput(
      tree: tree, profile: try Self.profile(of: kernel, version: version, tree: tree),
      blobSize: UInt64(blob.count))
  }

  /// The facts of a recorded kernel, with some options of its .config changed.
  static func profile(
    of kernel: String, version: String, tree: DeviceTree, changing options: [String: String] = [:]
  ) throws -> KernelProfile {
    var sources = KernelSources(preset: try ProfilePreset.named(version))
    let config = parseConfig(try Fixtures.text("boot/kernel-\(kernel)/config"))
      .merging(options) { $1 }
    sources.config = { config[$0] }
    sources.systemMapSymbols = parseSymbols(try Fixtures.text("boot/kernel-\(kernel)/System.map"))
    return KernelProfile(resolving: sources, tree: tree)
  }

  static func parseConfig(_ text: String) -> [String: String] {
    var values: [String: String] = [:]
    for line in text.split(separator: "\n") {
      if line.hasPrefix("CONFIG_"), let equals = line.firstIndex(of: "=") {
        let value = line[line.index(after: equals)...].trimmingCharacters(in: ["\""])
        values[String(line[..<equals].dropFirst(7))] = value
      } else if line.hasPrefix("# CONFIG_"), line.hasSuffix(" is not set") {
        values[String(line.dropFirst(9).dropLast(11))] = "n"
      }
    }
    return values
  }

  static func parseSymbols(_ text: String) -> [String: UInt64] {
    var symbols: [String: UInt64] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 3, let address = UInt64(words[0], radix: 16) { symbols[String(words[2])] = address }
    }
    return symbols
  }

  /// The memblock operations of the log up to the scan: "reserve 0x…-0x…", the last address inclusive.
  func loggedOperations() throws -> [String] {
    var operations: [String] = []
    for line in try text("serial.log").split(whereSeparator: \.isNewline) {
      for (word, operation) in [
        ("memblock_add: [", "add"), ("memblock_remove: [", "remove"), ("memblock_reserve: [", "reserve"),
        ("memblock_phys_free: [", "free"), ("memblock_free: [", "free"),
      ] {
        guard let start = line.range(of: word)?.upperBound, let end = line[start...].firstIndex(of: "]")
        else {
          continue
        }
        let ends = line[start..<end].split(separator: "-").compactMap { UInt64($0.dropFirst(2), radix: 16) }
        if ends.count == 2 {
          operations.append("\(operation) 0x\(String(ends[0], radix: 16))-0x\(String(ends[1], radix: 16))")
        }
      }
    }
    return operations
  }

  /// All lines of iomem.txt for memory, with their indentation; devices are left out.
  func allMemoryLines() throws -> [String] {
    let names = ["System RAM", "Reserved", "Kernel code", "Kernel data", "Kernel bss", "Crash kernel"]
    return try text("iomem.txt").split(separator: "\n").map(String.init).filter { line in
      names.contains { line.hasSuffix(" : " + $0) }
    }
  }

  /// The lines of iomem.txt for memory and, at the left margin, no-map pieces.
  func memoryLines() throws -> [String] {
    try text("iomem.txt").split(separator: "\n").map(String.init).filter {
      !$0.hasPrefix(" ") && ($0.hasSuffix(": System RAM") || $0.hasSuffix(": Reserved"))
    }
  }
}

extension Prediction {
  /// The events as `loggedOperations` has them.
  var operations: [String] {
    events.compactMap { event in
      let name: String
      switch event.operation {
      case .add: name = "add"
      case .remove: name = "remove"
      case .reserve, .allocate: name = "reserve"
      case .free: name = "free"
      case .markNoMap, .clearNoMap: return nil
      }
      return
        "\(name) 0x\(String(event.range.base, radix: 16))-"
        + "0x\(String(event.range.base &+ event.range.size &- 1, radix: 16))"
    }
  }

  /// The lines at the left margin.
  var memoryLines: [String] { allMemoryLines.filter { !$0.hasPrefix(" ") } }

  /// All lines, written as /proc/iomem writes them.
  var allMemoryLines: [String] {
    iomem.map { line in
      func digits(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 8 - text.count)) + text
      }
      let indent = String(repeating: "  ", count: line.depth)
      return indent + "\(digits(line.start))-\(digits(line.end)) : \(line.name)"
    }
  }
}
