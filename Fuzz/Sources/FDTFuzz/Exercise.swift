import DeviceTree
import FDT

/// Does with an input whatever can be done with it; what must hold is checked, and ends the process if it
/// does not.
enum Exercise {
  static func run(_ input: [UInt8], buffer: inout [UInt8]) {
    guard let tree = try? FlattenedTree(validating: input.span) else { return }
    let nodes = walk(tree)
    look(tree)
    edit(tree, buffer: &buffer)
    editInPlace(tree, buffer: &buffer)
    own(tree, nodes: nodes)
    overlay(tree)
    overlay(input, behind: tree)
  }

  /// Goes through all of it in two ways, and returns the number of nodes.
  private static func walk(_ tree: borrowing FlattenedTree) -> Int {
    var items = tree.makeCursor()
    var counts = (nodes: 0, properties: 0)
    while let item = items.next() {
      switch item {
      case .beginNode: counts.nodes += 1
      case .property(let name, let value):
        counts.properties += 1
        check(
          name.upperBound <= tree.bytes.count && value.upperBound <= tree.bytes.count,
          "a range leaves the blob")
      case .endNode: break
      }
    }
    check(
      counts.nodes == tree.nodeCount && counts.properties == tree.propertyCount, "the walk counts otherwise")
    var seen = (nodes: 0, properties: 0, sum: 0)
    var nodes = tree.nodes
    while let node = nodes.next() {
      seen.nodes += 1
      var properties = node.properties
      while let property = properties.next() {
        seen.properties += 1
        seen.sum &+= property.value.count &+ property.nameBytes.count &+ property.cells.count
        seen.sum &+= property.strings?.count ?? 0
        if var ranges = property.ranges(addressCells: 2, sizeCells: 1) {
          while ranges.next() != nil { seen.sum &+= 1 }
        }
      }
      seen.sum &+=
        (node.isCompatible(with: "ns16550a") ? 1 : 0) &+ (node.addressCells ?? 0) &+ (node.isEnabled ? 1 : 0)
    }
    check(seen.nodes == counts.nodes && seen.properties == counts.properties, "the views count otherwise")
    for index in 0..<tree.reservationCount {
      seen.sum &+= Int(truncatingIfNeeded: tree.reservation(at: index)?.size ?? 0)
    }
    return counts.nodes
  }

  /// Finds some nodes again, by the index and without.
  private static func look(_ tree: FlattenedTree) {
    let index = IndexedTree(tree)
    check(index.maximumPhandle == tree.maximumPhandle, "the greatest phandle differs")
    var nodes = tree.nodes
    var count = 0
    while let node = nodes.next(), count < 8 {
      count += 1
      let path = tree.path(of: node)
      check(path == index.path(of: node), "the path differs")
      check(tree.depth(of: node) == index.depth(of: node), "the depth differs")
      check(tree.parent(of: node)?.offset == index.parent(of: node)?.offset, "the parent differs")
      check(tree.node(at: path)?.offset == index.node(at: path)?.offset, "the node at \(path) differs")
      check(
        tree.node(atOffset: node.offset)?.offset == node.offset
          && index.node(atOffset: node.offset)?.offset == node.offset, "no node at \(node.offset)")
      if let phandle = node.phandle {
        check(
          tree.node(phandle: phandle)?.offset == index.node(phandle: phandle)?.offset,
          "the phandle's node differs")
      }
    }
    check(
      tree.node(atPathOrAlias: "serial0")?.offset == index.node(atPathOrAlias: "serial0")?.offset,
      "the alias differs")
  }

  /// Edits a copy, as the input's own bytes say; the result must be a tree again.
  private static func edit(_ tree: FlattenedTree, buffer: inout [UInt8]) {
    let dice = tree.bytes
    do throws(FDTEditError) {
      var editor = try FlattenedTreeEditor(copying: tree, into: buffer.mutableSpan)
      for step in 0..<6 {
        let die = Int(dice[(step &* 40503) % dice.count])
        if die & 1 == 0 { edit(&editor, die) }
      }
      editor.pack()
      do throws(FDTError) {
        _ = try FlattenedTree(validating: editor.bytes).nodeCount
      } catch {
        fatalError("an edit broke the blob: \(error)")
      }
    } catch {
      // Too little room in the buffer is the one reason there can be.
      guard case .noSpace = error else { fatalError("the copy failed: \(error)") }
    }
  }

  /// Edits a copy of any version where it lies, without changing a size.
  private static func editInPlace(_ tree: borrowing FlattenedTree, buffer: inout [UInt8]) {
    for index in tree.bytes.indices { buffer[index] = tree.bytes[index] }
    do throws(FDTEditError) {
      var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
      var root = editor.root()
      for name in ["compatible", "reg"] where root.view.property(name) != nil {
        try root.overwrite(name, with: [])
        try root.blank(name)
      }
      var number = 0
      root.forEachChild { child in
        number += 1
        return number % 3 == 0 ? .isBlanked : .stays
      }
      do throws(FDTError) {
        _ = try FlattenedTree(validating: editor.bytes).nodeCount
      } catch {
        fatalError("an edit in place broke the blob: \(error)")
      }
    } catch {
      guard case .needsCopy = error else { fatalError("the edit in place failed: \(error)") }
    }
  }

  private static func edit(_ editor: inout FlattenedTreeEditor, _ die: Int) {
    do throws(FDTEditError) {
      switch die >> 1 & 7 {
      case 0: try editor.addReservation(address: UInt64(die), size: 1)
      case 1: try editor.removeReservation(at: die >> 4)
      case 2:
        var node = try editor.node(phandle: UInt32(die >> 4))
        try node.set("reg", to: Array(repeating: 7, count: die >> 4))
      default:
        var root = editor.root()
        switch die >> 1 & 7 {
        case 3:
          var child = try root.addChild("new@\(die >> 4)")
          try child.append([1, 2, 3], to: "x-new")
        case 4: try root.set("compatible", toString: "board")
        case 5: try root.blank("compatible")
        case 6: try root.removeChild(named: "soc")
        default: root.forEachChild { child in child.name.utf8.count == die >> 4 ? .isRemoved : .stays }
        }
      }
    } catch {
      // Much of it is not possible with every input.
    }
  }

  /// Makes the owned tree of it, edits that, and writes it.
  private static func own(_ tree: borrowing FlattenedTree, nodes: Int) {
    var owned = DeviceTree(tree)
    rewrite(owned, nodes: nodes)
    // An array first: a sequence of nodes holds the tree as it was, which editing would then have to copy.
    for child in Array(owned.children(of: owned.root).prefix(4)) {
      owned.extend("compatible", by: .string("x"), of: child)
      owned.rename(child, to: "renamed")
      owned.addNode("new", to: child)
    }
    let first = owned.children(of: owned.root).first { _ in true }
    if let first { owned.remove(first) }
  }

  static func rewrite(_ owned: DeviceTree, nodes: Int) {
    let blob = owned.flattened()
    do throws(FDTError) {
      check(try FlattenedTree(validating: blob.span).nodeCount == nodes, "the written tree has other nodes")
    } catch {
      fatalError("the written tree is none: \(error)")
    }
  }

  static func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
  }
}
