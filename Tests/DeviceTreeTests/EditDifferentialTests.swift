import CLibFDT
import DeviceTree
import FDT
import TestSupport
import Testing

/// The same random edits of the owned tree and by libfdt of its blob give the same tree.
@Suite struct EditDifferentialTests {
  private enum Edit {
    case set(String, [UInt8])
    case removeProperty(String)
    case add(String)
    case removeNode
    case rename(String)
    case reserve(UInt64, UInt64)
    case unreserve(Int)
  }

  /// Nodes and properties of one name, more and fewer than are searched one by one.
  private static func twins() throws -> [UInt8] {
    var writer = FlattenedTreeWriter()
    for number in 0..<30 { writer.property("p\(number % 9)", cells: UInt32(number)) }
    for parent in 0..<3 {
      writer.node("bus\(parent % 2)") { bus in
        for number in 0..<(parent == 1 ? 4 : 40) {
          bus.node("n\(number % 11)@1") { $0.property("id", cells: UInt32(number), 1) }
        }
      }
    }
    return try writer.finished()
  }

  @Test func sameTreeAfterEveryKindOfEdit() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var blobs = [try Self.twins()]
    for name in ["arm64-7.2.13--u-several"] {
      blobs.append(try Fixtures.bytes("boot/\(name)/in.dtb"))
    }
    var done = 0
    for round in 0..<20 {
      done += try compare(
        blobs[round % blobs.count], "seed \(seed), round \(round)", using: &random)
    }
    #expect(done > 600, "seed \(seed): too few edits were possible")
  }

  /// Returns how many edits were possible.
  private func compare(_ blob: [UInt8], _ what: String, using random: inout SeededGenerator) throws
    -> Int
  {
    var tree = try DeviceTree(blob: blob)
    let libfdt = LibFDTTree(blob, room: 1 << 16)
    var done = 0
    for step in 0..<120 {
      let nodes = Array(tree.allNodes)
      let node = nodes[Int.random(in: 0..<nodes.count, using: &random)]
      // The node that the path means is what both edit.
      let path = tree.path(of: node)
      guard let target = tree.node(at: path) else { continue }
      let edit = Self.edit(of: target, in: tree, using: &random)
      let ours = Self.apply(edit, to: target, of: &tree)
      let theirs = unsafe libfdt.apply { fdt in
        let offset = unsafe fdt_path_offset(fdt, path)
        return offset < 0 ? offset : unsafe Self.apply(edit, to: offset, of: fdt)
      }
      #expect(ours == (theirs == 0), "\(what), step \(step): \(edit) at \(path): \(theirs)")
      done += ours ? 1 : 0
      guard step % 10 == 9 else { continue }
      let theirTree = try DeviceTree(blob: libfdt.blob)
      let (mine, expected) = (Self.form(of: tree), Self.form(of: theirTree))
      #expect(mine == expected, "\(what), step \(step): the trees differ")
      #expect(
        Self.form(of: try DeviceTree(blob: tree.flattened())) == mine,
        "\(what), step \(step): written")
      guard ours == (theirs == 0), mine == expected else { return done }
    }
    return done
  }

  private static func edit(
    of node: DeviceTree.NodeID, in tree: DeviceTree, using random: inout SeededGenerator
  ) -> Edit {
    func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
    let known = tree.properties(of: node).map { tree.name(of: $0) }
    let name =
      number(0..<3) == 0 || known.isEmpty ? "x\(number(0..<20))" : known[number(0..<known.count)]
    switch number(0..<16) {
    case 0..<5:
      return .set(name, (0..<number(0..<20)).map { _ in UInt8.random(in: 0...255, using: &random) })
    case 5..<8: return .removeProperty(name)
    case 8..<11: return .add("n\(number(0..<12))@\(number(1..<3))")
    case 11..<13: return .removeNode
    case 13: return .rename("r\(number(0..<1_000_000_000))@1")
    case 14: return .reserve(UInt64(number(0..<1000)), UInt64(number(1..<1000)))
    default: return .unreserve(number(0..<6))
    }
  }

  /// Whether it was possible.
  private static func apply(_ edit: Edit, to node: DeviceTree.NodeID, of tree: inout DeviceTree)
    -> Bool
  {
    switch edit {
    case .set(let name, let bytes):

      let property = tree.set(name, to: PropertyValue(bytes: bytes), of: node)
      return tree.contains(property)
    case .removeProperty(let name):
      guard let property = tree.property(name, of: node) else { return false }
      tree.remove(property)
      return !tree.contains(property)
    case .add(let name):
      guard tree.child(named: name, of: node) == nil else { return false }
      let child = tree.addNode(name, to: node)
      return tree.contains(child)
    case .removeNode:
      guard node != tree.root else { return false }
      tree.remove(node)
      return !tree.contains(node)
    case .rename(let name): return tree.rename(node, to: name)
    case .reserve(let address, let size):
      tree.reservations.append(MemoryReservation(address: address, size: size))
    case .unreserve(let index):
      guard tree.reservations.indices.contains(index) else { return false }
      tree.reservations.remove(at: index)
    }
    return true
  }

  private static func apply(_ edit: Edit, to node: Int32, of fdt: UnsafeMutableRawPointer) -> Int32 {
    switch edit {
    case .set(let name, let bytes): unsafe fdt_setprop(fdt, node, name, bytes, Int32(bytes.count))
    case .removeProperty(let name): unsafe fdt_delprop(fdt, node, name)
    case .add(let name): unsafe min(0, fdt_add_subnode(fdt, node, name))
    // The owned tree keeps its root.
    case .removeNode: node == 0 ? -1 : unsafe fdt_del_node(fdt, node)
    case .rename(let name): node == 0 ? -1 : unsafe fdt_set_name(fdt, node, name)
    case .reserve(let address, let size): unsafe fdt_add_mem_rsv(fdt, address, size)
    case .unreserve(let index):
      unsafe Int32(index) < fdt_num_mem_rsv(fdt) ? unsafe fdt_del_mem_rsv(fdt, Int32(index)) : -1
    }
  }

  /// Reservations, and every node with its path and properties.
  ///
  /// libfdt puts what is new first, and the owned tree last or in its old place: nodes and properties of one name keep
  /// their order, the others are sorted.
  private static func form(of tree: DeviceTree) -> [String] {
    var form = tree.reservations.map { "\($0.address) \($0.size)" }
    var pending = [(node: tree.root, path: "")]
    while let (node, path) = pending.popLast() {
      let properties = tree.properties(of: node).map {
        (name: tree.name(of: $0), bytes: Array(tree.bytes(of: $0)))
      }
      form.append(path)
      for (_, property) in properties.enumerated().sorted(by: {
        ($0.element.name, $0.offset) < ($1.element.name, $1.offset)
      }) { form.append("\(property.name) = \(property.bytes)") }
      let children = tree.children(of: node).enumerated().sorted {
        (tree.name(of: $0.element), $0.offset) < (tree.name(of: $1.element), $1.offset)
      }
      pending += children.map { ($0.element, "\(path)/\(tree.name(of: $0.element))") }
    }
    return form
  }
}

/// A blob with room, for libfdt to edit.
final class LibFDTTree {
  private var buffer: [UInt8]

  init(_ blob: [UInt8], room: Int) {
    buffer = [UInt8](repeating: 0, count: blob.count + room)
    let size = Int32(buffer.count)
    _ = unsafe apply { fdt in
      unsafe blob.withUnsafeBytes { unsafe fdt_open_into($0.baseAddress, fdt, size) }
    }
  }

  /// Calls libfdt, and returns its code.
  func apply(_ body: (UnsafeMutableRawPointer) -> Int32) -> Int32 {
    unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let fdt = bytes.baseAddress else { return -1 }
      return unsafe body(fdt)
    }
  }

  /// The blob as it is, with the room behind it.
  var blob: [UInt8] { buffer }
}
