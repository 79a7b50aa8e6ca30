import CLibFDT
import FDT
import Testing
import TestSupport

/// A small tree that uses every part of the format.
func sampleBlob() -> [UInt8] {
  var writer = FlattenedTreeWriter(bootCPU: 3)
  writer.reserve(address: 0x1000, size: 0x2000)
  writer.reserve(address: 0x9000_0000, size: 0x10)
  writer.node("") { root in
    root.property("#address-cells", [0, 0, 0, 2])
    root.property("compatible", Array("acme,board\0".utf8))
    root.node("soc") { soc in
      soc.property("ranges", [])
      soc.node("serial@1fe001e0") { $0.property("reg", [0, 0, 0, 0, 0x1f, 0xe0, 1, 0xe0]) }
    }
    root.node("memory@0") { $0.property("device_type", Array("memory\0".utf8)) }
  }
  return writer.finished()
}

@Suite struct FlattenedTreeTests {
  @Test func walksWhatTheWriterWrote() throws {
    let blob = sampleBlob()
    let tree = try FlattenedTree(validating: blob.span)
    #expect(tree.nodeCount == 4)
    #expect(tree.propertyCount == 5)
    #expect(tree.header.bootCPU == 3)
    #expect(tree.header.version == 17)
    #expect(tree.reservationCount == 2)
    #expect(tree.reservation(at: 1) == (0x9000_0000, 0x10))
    var seen: [String] = []
    var cursor = tree.makeCursor()
    while let item = cursor.next() {
      switch item {
      case .beginNode(let name): seen.append("{" + String(decoding: blob[name], as: UTF8.self))
      case .property(let name, let value):
        seen.append("\(String(decoding: blob[name], as: UTF8.self))=\(value.count)")
      case .endNode: seen.append("}")
      }
    }
    #expect(
      seen == [
        "{", "#address-cells=4", "compatible=11", "{soc", "ranges=0", "{serial@1fe001e0", "reg=8", "}", "}",
        "{memory@0", "device_type=7", "}", "}",
      ])
  }

  @Test func layoutIsThatOfDtc() throws {
    let blob = sampleBlob()
    let printed = try Tool.run("dtc", ["-q", "-I", "dtb", "-O", "dtb", "-b", "3", "-"], input: blob)
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(printed.output == blob)
  }

  /// Version 16 does not say how long its structure is; padding and spare reservations may follow.
  @Test(arguments: [["-V", "16"], ["-p", "100"], ["-S", "4096"], ["-R", "5"], ["-a", "64"]])
  func readsWhatDtcCanWrite(_ options: [String]) throws {
    let blob = sampleBlob()
    let other = try Tool.run("dtc", ["-q", "-I", "dtb", "-O", "dtb"] + options + ["-"], input: blob).output
    #expect(other != blob)
    #expect(try items(of: other) == items(of: blob))
    #expect(try FlattenedTree(validating: other.span).header.version == (options[0] == "-V" ? 16 : 17))
  }

  /// The walk as text, independent of where things lie.
  private func items(of blob: [UInt8]) throws(FDTError) -> [String] {
    let tree = try FlattenedTree(validating: blob.span)
    var items = (0..<tree.reservationCount).map { "\(tree.reservation(at: $0))" }
    var cursor = tree.makeCursor()
    while let item = cursor.next() {
      switch item {
      case .beginNode(let name): items.append("{" + String(decoding: blob[name], as: UTF8.self))
      case .property(let name, let value):
        items.append("\(String(decoding: blob[name], as: UTF8.self))=\(Array(blob[value]))")
      case .endNode: items.append("}")
      }
    }
    return items
  }

  @Test func bytesBehindTotalSizeAreIgnored() throws {
    let blob = sampleBlob() + [1, 2, 3]
    #expect(try FlattenedTree(validating: blob.span).bytes.count == blob.count - 3)
  }

  @Test func everyFaultSaysWhere() {
    func fault(_ edit: (inout [UInt8]) -> Void) -> FDTError? {
      var blob = sampleBlob()
      edit(&blob)
      do throws(FDTError) {
        _ = try FlattenedTree(validating: blob.span)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault { $0 = [] } == .truncated(needed: 36, available: 0))
    #expect(fault { $0[0] = 0 } == .badMagic(found: 0x000d_feed))
    #expect(fault { $0.removeLast() } == .truncated(needed: 301, available: 300))
    #expect(fault { $0[23] = 15 } == .unsupportedVersion(version: 15, lastCompatible: 16))
    #expect(fault { $0[11] = 0xff } == .misaligned(field: .structureOffset, offset: 8))
    #expect(fault { $0[8] = 1 } == .badOffset(field: .structureOffset, offset: 8))
    #expect(fault { $0[12] = 1 } == .badOffset(field: .stringsOffset, offset: 12))
    #expect(fault { $0[19] = 0x2c } == .misaligned(field: .reservationsOffset, offset: 16))
    let structure = 88
    #expect(fault { $0[structure + 3] = 2 } == .badNesting(offset: structure))
    #expect(fault { $0[structure + 3] = 3 } == .badNesting(offset: structure))
    #expect(fault { $0[structure + 3] = 8 } == .badToken(8, offset: structure))
    #expect(fault { $0[structure + 4] = 65 } == .rootHasName(offset: structure + 4))
    #expect(
      fault { $0[structure + 12] = 0x80 }
        == .badPropertyLength(length: 0x8000_0004, offset: structure + 8))
    #expect(
      fault { $0[structure + 16] = 0x80 }
        == .badPropertyName(nameOffset: 0x8000_0000, offset: structure + 8))
  }

  /// Whatever we accept libfdt must accept too, and nothing may trap.
  @Test func acceptsAtMostWhatLibfdtAccepts() {
    let seed: UInt64 = .random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let original = sampleBlob()
    var accepted = 0
    for round in 0..<20_000 {
      var blob = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0..<blob.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: blob[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: blob[index] = UInt8.random(in: 0...255, using: &random)
        case 2:
          blob[index & ~3 | 3 < blob.count ? index & ~3 | 3 : index] = UInt8.random(in: 0...9, using: &random)
        default: blob.removeLast(Int.random(in: 0..<min(8, blob.count), using: &random))
        }
        if blob.isEmpty { break }
      }
      guard !blob.isEmpty, let count = try? walk(blob) else { continue }
      accepted += 1
      let verdict = unsafe blob.withUnsafeBytes { bytes in
        unsafe bytes.baseAddress.map { unsafe fdt_check_full($0, bytes.count) } ?? -1
      }
      #expect(verdict == 0, "seed \(seed), round \(round): libfdt says \(verdict), we walked \(count) items")
    }
    #expect(accepted > 1000, "seed \(seed): too few mutants are valid to compare anything")
  }

  private func walk(_ blob: [UInt8]) throws(FDTError) -> Int {
    let tree = try FlattenedTree(validating: blob.span)
    var cursor = tree.makeCursor()
    var count = 0
    while cursor.next() != nil { count += 1 }
    return count
  }

  @Test func aMillionLevelsDeepIsNoProblem() throws {
    var writer = FlattenedTreeWriter()
    for level in 0..<1_000_000 { writer.beginNode(level == 0 ? [] : Array("n".utf8)) }
    for _ in 0..<1_000_000 { writer.endNode() }
    let blob = writer.finished()
    #expect(try FlattenedTree(validating: blob.span).nodeCount == 1_000_000)
  }

  /// 20,000 properties whose names share one string of 250 KB must not take the square of that.
  @Test func namesOutOfProportionAreRefused() throws {
    var writer = FlattenedTreeWriter()
    writer.node("") { root in
      root.property(String(repeating: "n", count: 255), [])
      root.property(String(repeating: "m", count: 250_000), [])
      for count in 1...1000 { root.property(String(repeating: "m", count: 250_000 - count), []) }
    }
    let blob = writer.finished()
    do throws(FDTError) {
      _ = try FlattenedTree(validating: blob.span)
      Issue.record("the name was accepted")
    } catch {
      #expect(error == .propertyNameTooLong(nameOffset: 256, offset: 88 - 32 + 8 + 12))
    }
  }

  @Test func aReservationOfNothingIsWrittenAsDtcDoes() throws {
    let source = "/dts-v1/; /memreserve/ 0x1000 0x0; /memreserve/ 0x2000 0x10; / { };"
    let made = try Tool.run("dtc", ["-q", "-I", "dts", "-O", "dtb", "-"], input: Array(source.utf8)).output
    var writer = FlattenedTreeWriter()
    writer.reserve(address: 0x1000, size: 0)
    writer.reserve(address: 0x2000, size: 0x10)
    writer.node("") { _ in }
    #expect(writer.finished() == made)
    #expect(try FlattenedTree(validating: made.span).reservationCount == 0)
  }

  @Test func endingsOfNamesAreShared() throws {
    var writer = FlattenedTreeWriter()
    writer.node("") { root in
      root.property("linux,phandle", [])
      root.property("phandle", [])
      root.property("handle", [])
      root.property("x", [])
      root.property("", [])
    }
    let blob = writer.finished()
    let tree = try FlattenedTree(validating: blob.span)
    #expect(tree.header.stringsSize == "linux,phandle\0x\0".utf8.count)
  }
}
