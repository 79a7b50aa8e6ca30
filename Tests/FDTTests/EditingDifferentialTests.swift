import FDT
import Testing
import TestSupport

/// The same random edits by libfdt and by `FlattenedTreeEditor` give the same blob.
@Suite struct EditingDifferentialTests {
  /// One edit, said once for both.
  private enum Edit {
    case set(String, [UInt8])
    case append(String, [UInt8])
    case overwrite(String, Int, [UInt8])
    case remove(String)
    case blank(String)
    case addChild(String)
    case removeChild(String)
    case blankChild(String)
    case rename(String)
    case addReservation(UInt64, UInt64)
    case removeReservation(Int)
    case pack
  }

  @Test func sameBlobAfterEveryKindOfEdit() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    print("sameBlobAfterEveryKindOfEdit: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    // libfdt edits nothing older; those have tests of their own. Free entries behind the reservations stay with libfdt, and
    // go with a copy of ours.
    let fixtures = try Blobs.everyFixture().filter { (_, blob) in
      let header = try Header(validating: blob.span)
      let entries = try FlattenedTree(validating: blob.span).reservationCount + 1
      return header.version == 17 && header.structureOffset == header.reservationsOffset + 16 * entries
    }
    try #require(fixtures.count > 100)
    var done = 0
    for round in 0..<40 {
      let original =
        round % 4 == 0 ? fixtures[Int.random(in: 0..<fixtures.count, using: &random)].blob : Blobs.lookups
      let what = "seed \(seed), round \(round)"
      done += try compareEdits(of: original, count: 60, what: what, using: &random)
    }
    #expect(done > 800, "seed \(seed): too few edits were possible")
  }

  /// Makes the edits, and returns how many were possible.
  private func compareEdits(
    of original: [UInt8], count: Int, what: String, using random: inout SeededGenerator
  ) throws -> Int {
    // Sometimes too little room, so that both must refuse.
    let capacity = original.count + (Int.random(in: 0..<4, using: &random) == 0 ? 120 : 6000)
    let libfdt = LibFDTEditor(opening: original, capacity: capacity)
    var buffer = [UInt8](repeating: 0xa5, count: capacity)
    let tree = try FlattenedTree(validating: original.span)
    var editor = try FlattenedTreeEditor(copying: tree, into: buffer.mutableSpan)
    editor.expandToBuffer()
    var done = 0
    for step in 0..<count {
      let reader = libfdt.reader
      let nodes = reader.nodes
      let node = nodes[Int.random(in: 0..<nodes.count, using: &random)].offset
      let path = String(decoding: reader.path(of: node) ?? [], as: UTF8.self)
      let edit = Self.edit(of: node, in: reader, using: &random)
      let theirs = Self.apply(edit, at: path, to: libfdt)
      let ours = Self.apply(edit, at: path, to: &editor)
      #expect(
        (theirs == 0) == (ours == nil),
        "\(what), step \(step): \(edit) at \(path): \(theirs), \(String(describing: ours))")
      guard (theirs == 0) == (ours == nil) else { return done }
      done += theirs == 0 ? 1 : 0
      if step % 6 == 5 || step == count - 1 {
        let same = try Self.form(of: copy(editor.bytes)) == Self.form(of: libfdt.reader.blob)
        #expect(same, "\(what), step \(step): the blobs differ after \(edit) at \(path)")
        guard same else { return done }
      }
    }
    #expect(libfdt.pack() == 0)
    editor.pack()
    let mine = copy(editor.bytes)
    #expect(try Self.form(of: mine) == Self.form(of: libfdt.reader.blob), "\(what): the packed blobs differ")
    #expect(LibFDT(blob: mine).verdict == 0, "\(what): libfdt refuses the packed blob")
    return done
  }

  /// The header, the other blocks as they are, and the tokens of the structure without padding, of which
  /// libfdt leaves what was there.
  private static func form(of blob: [UInt8]) throws -> [[UInt8]] {
    let tree = try FlattenedTree(validating: blob.span)
    let header = tree.header
    var form = [Array(blob[0..<40]), Array(blob[header.reservationsOffset..<header.structureOffset])]
    form.append(Array(blob[header.stringsOffset..<header.stringsOffset + header.stringsSize]))
    var cursor = tree.makeCursor()
    while let item = cursor.next() {
      switch item {
      case .beginNode(let name): form.append([1] + blob[name])
      case .property(let name, let value): form.append([3] + blob[name] + [0] + blob[value])
      case .endNode: form.append([2])
      }
    }
    return form
  }

  private static func edit(of node: Int32, in reader: LibFDT, using random: inout SeededGenerator) -> Edit {
    func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
    func bytes(_ range: Range<Int>) -> [UInt8] {
      (0..<number(range)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    let properties = reader.properties(of: node).map { String(decoding: $0.name, as: UTF8.self) }
    let known = properties.isEmpty ? "reg" : properties[number(0..<properties.count)]
    let name = number(0..<3) == 0 ? ["reg", "status", "x-\(number(0..<40))", "atus"][number(0..<4)] : known
    let child = ["new@\(number(0..<30))", "serial@10", "serial", "gpio", "pin@1", "new"][number(0..<6)]
    switch number(0..<24) {
    case 0..<6: return .set(name, bytes(0..<40))
    case 6..<9: return .append(name, bytes(0..<12))
    case 9..<11: return .overwrite(name, number(0..<6), bytes(0..<6))
    case 11..<13: return .remove(name)
    case 13: return .blank(name)
    case 14..<18: return .addChild(child)
    case 18: return .removeChild(child)
    case 19: return .blankChild(child)
    case 20: return .rename("renamed@\(number(0..<1000))")
    case 21: return .addReservation(UInt64(number(0..<1000)), UInt64(number(1..<1000)))
    case 22: return .removeReservation(number(0..<4))
    default: return number(0..<8) == 0 ? .pack : .set(name, bytes(0..<9))
    }
  }

  private static func apply(_ edit: Edit, at path: String, to libfdt: LibFDTEditor) -> Int32 {
    switch edit {
    case .set(let name, let value): libfdt.set(name, value, at: path)
    case .append(let name, let value): libfdt.append(name, value, at: path)
    case .overwrite(let name, let start, let value): libfdt.overwrite(name, at: start, value, at: path)
    case .remove(let name): libfdt.remove(name, at: path)
    case .blank(let name): libfdt.blank(name, at: path)
    case .addChild(let name): libfdt.addChild(name, at: path)
    case .removeChild(let name): libfdt.removeChild(name, at: path)
    case .blankChild(let name): libfdt.blankChild(name, at: path)
    // libfdt gives the root a name too, and would not read the blob then.
    case .rename(let name): path == "/" ? -1 : libfdt.rename(to: name, at: path)
    case .addReservation(let address, let size): libfdt.addReservation(address, size)
    case .removeReservation(let index): libfdt.removeReservation(index)
    case .pack: libfdt.repack()
    }
  }

  /// Makes the edit, and returns the error if there is one.
  private static func apply(_ edit: Edit, at path: String, to editor: inout FlattenedTreeEditor)
    -> FDTEditError?
  {
    do throws(FDTEditError) {
      switch edit {
      case .addReservation(let address, let size): try editor.addReservation(address: address, size: size)
      case .removeReservation(let index): try editor.removeReservation(at: index)
      case .pack:
        editor.pack()
        editor.expandToBuffer()
      default:
        var node = try editor.node(at: path)
        try apply(edit, to: &node)
      }
      return nil
    } catch {
      return error
    }
  }

  private static func apply(_ edit: Edit, to node: inout FlattenedNodeEditor) throws(FDTEditError) {
    switch edit {
    case .set(let name, let value): try node.set(name, to: value)
    case .append(let name, let value): try node.append(value, to: name)
    case .overwrite(let name, let start, let value): try node.overwrite(name, at: start, with: value)
    case .remove(let name): try node.remove(name)
    case .blank(let name): try node.blank(name)
    case .addChild(let name): try node.addChild(name)
    case .removeChild(let name): try node.removeChild(named: name)
    case .blankChild(let name): try node.blankChild(named: name)
    case .rename(let name): try node.rename(to: name)
    case .addReservation, .removeReservation, .pack: break
    }
  }

  private func copy(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
}
