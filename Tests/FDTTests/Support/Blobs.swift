import FDT
import Foundation
import TestSupport

/// Blobs to test with.
enum Blobs {
  /// A small tree that uses every part of the format.
  static var sample: [UInt8] {
    var writer = FlattenedTreeWriter(bootCPU: 3)
    writer.reserve(address: 0x1000, size: 0x2000)
    writer.reserve(address: 0x9000_0000, size: 0x10)
    writer.property("#address-cells", [0, 0, 0, 2])
    writer.property("compatible", Array("acme,board\0".utf8))
    writer.node("soc") { soc in
      soc.property("ranges", [])
      soc.node("serial@1fe001e0") { $0.property("reg", [0, 0, 0, 0, 0x1f, 0xe0, 1, 0xe0]) }
    }
    writer.node("memory@0") { $0.property("device_type", Array("memory\0".utf8)) }
    return written(writer)
  }

  /// A tree with what look-ups ask for: phandles of both names, aliases, names that differ by their unit
  /// address only.
  static var lookups: [UInt8] {
    var writer = FlattenedTreeWriter()
    writer.property("compatible", Array("acme,board\0acme,family\0".utf8))
    writer.node("aliases") { aliases in
      aliases.property("serial0", Array("/soc/serial@10\0".utf8))
      aliases.property("broken", Array("soc/serial".utf8))
    }
    writer.node("soc") { soc in
      for (number, address) in ["10", "20", "30"].enumerated() {
        soc.node("serial@" + address) { serial in
          serial.property(number == 1 ? "linux,phandle" : "phandle", [0, 0, 0, UInt8(number + 1)])
          serial.property("compatible", Array("ns16550a\0acme,uart\0".utf8))
          serial.property("reg", [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, UInt8(number)])
        }
      }
      soc.node("serial") { _ in }
      soc.node("gpio@10") { gpio in
        gpio.node("pin") { $0.property("phandle", [0, 0, 0, 9]) }
        gpio.node("pin@1") { _ in }
      }
    }
    return written(writer)
  }

  private static func written(_ writer: FlattenedTreeWriter) -> [UInt8] {
    do throws(FDTWriteError) {
      return try writer.finished()
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// `blob` as dtc writes it in another version.
  static func version(_ version: Int, of blob: [UInt8]) throws -> [UInt8] {
    try Tool.run("dtc", ["-q", "-I", "dtb", "-O", "dtb", "-V", "\(version)", "-"], input: blob).output
  }

  /// Every blob of the fixtures that can be read here and below `limit` bytes: of boots, logs, outputs, and those that
  /// fuzzing starts from.
  static func everyFixture(below limit: Int = .max) throws -> [(name: String, blob: [UInt8])] {
    try ["boot", "logs", "outputs", "fuzz/fdt"].flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: Fixtures.url(folder).path).sorted()
        .filter { $0.hasSuffix(".dtb") }
        .map { try ("\(folder)/\($0)", Fixtures.bytes("\(folder)/\($0)")) }
        .filter { (_, blob) in
          blob.count < limit && (try? FlattenedTree(validating: blob.span).nodeCount) != nil
        }
    }
  }
}

/// Something that a test needs is not there; `#require` cannot say it of views, which do not escape.
struct Missing: Error {}
