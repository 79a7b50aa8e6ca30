import DeviceTree
import Foundation
import LinuxBoot
import TestSupport

/// Recorded boots as the text of a console.
extension RecordedBoot {
  /// The recorded lines, the panic, and what `cat /proc/iomem` shows behind them.
  func console() throws -> String {
    var text = try self.text("serial.log")
    if let panic = verdict.panic { text += "[    0.000000] \(panic)\n" }
    if verdict.booted { text += "# cat /proc/iomem\n" + (try self.text("iomem.txt")) }
    return text
  }

  func log() throws -> BootLog { try BootLog.boots(in: Array(try console().utf8))[0] }
}

extension FirmwareBoot {
  /// The record does not keep the lines of these boots, so they are written again as the kernel of that version writes
  /// them: operations in order, then what it said of regions.
  func console() throws -> String {
    var lines = [
      "Linux version \(verdict.version) (builder) (\(verdict.arch == "arm64" ? "aarch64" : "riscv64")-gcc)"
    ]
    for event in verdict.events { lines += memblockLines(event) }
    let prefix = verdict.version.hasPrefix("6.1.") ? "OF: fdt: " : "OF: reserved mem: "
    for failed in verdict.failed {
      lines.append(
        "\(prefix)Reserved memory: failed to reserve memory for node '\(failed.node)': "
          + "base \(Self.digits(failed.base)), size 1 MiB")
    }
    for region in verdict.initialised {
      lines.append(
        "OF: reserved mem: \(Self.digits(region.start))..\(Self.digits(region.end)) "
          + "(\((region.end - region.start + 1) >> 10) KiB) \(region.map) \(region.reusable) \(region.node)")
    }
    for overlap in verdict.overlapMessages { lines += ["OF: reserved mem: OVERLAP DETECTED!", overlap] }
    lines += verdict.other.filter { !$0.hasPrefix("Kernel panic") }
    lines.append("Zone ranges:")
    var text = lines.map { "[    0.000000] \($0)\n" }.joined()
    if verdict.booted { text += "[    0.101000] Memory: 980000K/1048576K available (1K kernel code)\n" }
    if let panic = verdict.panic { text += "[    0.500000] \(panic)\n" }
    if let iomem = memoryLines { text += iomem.map { $0 + "\n" }.joined() }
    return text
  }

  func log() throws -> BootLog { try BootLog.boots(in: Array(try console().utf8))[0] }

  private func memblockLines(_ event: Verdict.Event) -> [String] {
    guard let start = event.start, let last = event.last else {
      return [
        "memblock_\(event.op): \(event.bytes ?? 0) bytes align=0x1000 from=\(Self.digits(0)) "
          + "max_addr=\(Self.digits(0)) early_init_dt_alloc_reserved_memory_arch+0x3c/0x110"
      ]
    }
    let span = "[\(Self.digits(start))-\(Self.digits(last))]"
    let caller = event.caller ?? "start_kernel+0x10/0x20"
    guard let flags = event.flags else { return ["memblock_\(event.op): \(span) \(caller)"] }
    return ["__memblock_\(event.op): \(span) nid=-1 flags=\(flags) \(caller)"]
  }

  static func digits(_ number: UInt64) -> String {
    let text = String(number, radix: 16)
    return "0x" + String(repeating: "0", count: max(0, 16 - text.count)) + text
  }
}

/// A prediction as the text of a console.
enum ConsoleText {
  /// The operations up to and in the scan, and /proc/iomem behind them.
  static func console(of prediction: Prediction) -> String {
    func digits(_ number: UInt64) -> String {
      let text = String(number, radix: 16)
      return "0x" + String(repeating: "0", count: 16 - text.count) + text
    }
    var text = "[    0.000000] Linux version 6.13.7 (loongarch64-linux-gnu-gcc)\n"
    for event in prediction.events {
      let kind: String
      switch event.operation {
      case .add: kind = "add"
      case .reserve, .allocate: kind = "reserve"
      case .remove: kind = "remove"
      default: continue
      }
      let span = "[\(digits(event.range.base))-\(digits(event.range.end - 1))]"
      text += "[    0.000000] memblock_\(kind): \(span) \(event.by)+0x1/0x2\n"
    }
    for message in prediction.messages where message.level != .remark {
      text += "[    0.000000] \(message.text)\n"
    }
    text += "[    0.000000] Zone ranges:\n"
    for line in prediction.iomem {
      let name = "\(digits(line.start).dropFirst(10))-\(digits(line.end).dropFirst(10)) : \(line.name)"
      text += String(repeating: "  ", count: line.depth) + name + "\n"
    }
    return text
  }
}
