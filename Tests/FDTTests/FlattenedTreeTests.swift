import FDT
import Testing
import TestSupport

@Suite struct FlattenedTreeTests {
  @Test func walksWhatTheWriterWrote() throws {
    let blob = Blobs.sample
    let tree = try FlattenedTree(validating: blob.span)
    #expect(tree.nodeCount == 4)
    #expect(tree.propertyCount == 5)
    #expect(tree.header.bootCPU == 3)
    #expect(tree.header.version == 17)
    #expect(tree.reservationCount == 2)
    #expect(tree.reservation(at: 1) ?? (0, 0) == (0x9000_0000, 0x10))
    for index in [-1, 2, .max, .min] { #expect(tree.reservation(at: index) == nil, "\(index)") }
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
    let blob = Blobs.sample
    let printed = try Tool.run("dtc", ["-q", "-I", "dtb", "-O", "dtb", "-b", "3", "-"], input: blob)
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(printed.output == blob)
  }

  /// Version 16 does not say how long its structure is; padding and spare reservations may follow.
  @Test(arguments: [["-V", "16"], ["-p", "100"], ["-S", "4096"], ["-R", "5"], ["-a", "64"]])
  func readsWhatDtcCanWrite(_ options: [String]) throws {
    let blob = Blobs.sample
    let other = try Tool.run("dtc", ["-q", "-I", "dtb", "-O", "dtb"] + options + ["-"], input: blob).output
    #expect(other != blob)
    #expect(try items(of: other) == items(of: blob))
    #expect(try FlattenedTree(validating: other.span).header.version == (options[0] == "-V" ? 16 : 17))
  }

  /// The walk as text, independent of where things lie.
  private func items(of blob: [UInt8]) throws(FDTError) -> [String] {
    let tree = try FlattenedTree(validating: blob.span)
    var items = (0..<tree.reservationCount).map { "\(tree.reservation(at: $0) ?? (0, 0))" }
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
    let blob = Blobs.sample + [1, 2, 3]
    #expect(try FlattenedTree(validating: blob.span).bytes.count == blob.count - 3)
  }

  /// A program that loads a blob bit by bit learns from the header how much is to come.
  @Test func theHeaderAloneSaysHowLongTheBlobIs() throws {
    let blob = Blobs.sample
    let start = Array(blob[0..<Header.byteCount])
    #expect(try Header(validating: start.span) == FlattenedTree(validating: blob.span).header)
    #expect(throws: FDTError.truncated(needed: 40, available: 39)) {
      try Header(validating: Array(blob[0..<39]).span)
    }
    for version in [2, 3, 16] {
      let older = try Blobs.version(version, of: blob)
      #expect(try Header(validating: Array(older[0..<Header.byteCount]).span).totalSize == older.count)
    }
  }

  @Test func everyFaultSaysWhere() {
    func fault(_ edit: (inout [UInt8]) -> Void) -> FDTError? {
      var blob = Blobs.sample
      edit(&blob)
      do throws(FDTError) {
        _ = try FlattenedTree(validating: blob.span)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault { $0 = [] } == .truncated(needed: 40, available: 0))
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

  @Test func aMillionLevelsDeepIsNoProblem() throws {
    var writer = FlattenedTreeWriter()
    for _ in 1..<1_000_000 { writer.beginNode([0x6e]) }
    let blob = try writer.finished()
    #expect(try FlattenedTree(validating: blob.span).nodeCount == 1_000_000)
  }

  /// Many properties whose names share one string of 250 KB must not take the product of both.
  @Test func namesOutOfProportionAreRefused() throws {
    var writer = FlattenedTreeWriter()
    writer.property(String(repeating: "n", count: 255), [])
    writer.property(String(repeating: "m", count: 250_000), [])
    for count in 1...20 { writer.property(String(repeating: "m", count: 250_000 - count), []) }
    #expect(throws: FDTWriteError.propertyNameTooLong(byteCount: 250_000, nameOffset: 256)) {
      try writer.finished()
    }
    let blob = writer.assembled()
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
    writer.reserveEntry(address: 0x1000, size: 0)
    writer.reserveEntry(address: 0x2000, size: 0x10)
    #expect(try writer.finished() == made)
    #expect(try FlattenedTree(validating: made.span).reservationCount == 0)
  }

  @Test func endingsOfNamesAreShared() throws {
    var writer = FlattenedTreeWriter()
    for name in ["linux,phandle", "phandle", "handle", "x", ""] { writer.property(name, []) }
    let blob = try writer.finished()
    let tree = try FlattenedTree(validating: blob.span)
    #expect(tree.header.stringsSize == "linux,phandle\0x\0".utf8.count)
  }
}
