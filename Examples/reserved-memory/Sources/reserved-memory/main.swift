// Prints the memory of a board and what is reserved of it, from the bytes of its device tree, of which
// nothing is copied: swift run reserved-memory board.dtb

import FDT
import Foundation

/// One line: where, how much, what.
func show(_ address: UInt64, _ size: UInt64, _ what: String) {
  let isWholeMebibytes = size % (1 << 20) == 0
  let amount = isWholeMebibytes ? "\(size >> 20) MiB" : "\(Double(size) / 1024) KiB"
  print("  0x\(String(address, radix: 16))\t\(amount)\t\(what)")
}

/// The entries of `reg` of a node, one a line.
func show(_ node: FlattenedTree.Node, below parent: FlattenedTree.Node, _ what: String) {
  guard let reg = node.property("reg"), let addressCells = parent.addressCells,
    let sizeCells = parent.sizeCells,
    var ranges = reg.ranges(addressCells: addressCells, sizeCells: sizeCells)
  else {
    print("  anywhere\t\(node.property("size")?.number ?? 0) bytes\t\(what)")
    return
  }
  while let range = ranges.next() { show(range.address, range.size, what) }
}

guard CommandLine.arguments.count == 2,
  let file = FileManager.default.contents(atPath: CommandLine.arguments[1])
else {
  print("usage: reserved-memory BOARD.dtb")
  exit(2)
}
do {
  let tree = try FlattenedTree(validating: file.span)
  print("Memory")
  var nodes = tree.root.children
  while let node = nodes.next() {
    if node.property("device_type")?.holds(string: "memory") == true {
      show(node, below: tree.root, node.name)
    }
  }
  print("Reserved")
  for index in 0..<tree.reservationCount {
    guard let (address, size) = tree.reservation(at: index) else { continue }
    show(address, size, "/memreserve/")
  }
  if let reserved = tree.node(at: "/reserved-memory") {
    var regions = reserved.children
    while let region = regions.next() {
      show(region, below: reserved, region.name + (region.property("no-map") != nil ? " (no-map)" : ""))
    }
  }
} catch {
  print("\(CommandLine.arguments[1]): \(error), at byte \(error.offset)")
  exit(2)
}
