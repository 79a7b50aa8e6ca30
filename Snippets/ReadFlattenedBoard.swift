// Where a board's memory and console are, from the bytes of its tree.
import FDT

func describe(_ bytes: Span<UInt8>) throws(FDTError) {
  let tree = try FlattenedTree(validating: bytes)
  print(tree.root.property("model")?.string ?? "a board without a name")
  if let memory = tree.node(at: "/memory"), let reg = memory.property("reg"),
    let addressCells = tree.root.addressCells, let sizeCells = tree.root.sizeCells,
    var ranges = reg.ranges(addressCells: addressCells, sizeCells: sizeCells)
  {
    while let range = ranges.next() { print("memory:", range.address, range.size) }
  }
  if let path = tree.node(at: "/chosen")?.property("stdout-path")?.string {
    // The part behind ":" is for the driver.
    let name = String(path.prefix { $0 != ":" })
    print("console:", tree.node(atPathOrAlias: name)?.property("compatible")?.string ?? "unknown")
  }
  var nodes = tree.nodes
  while let uart = nodes.next(compatible: "ns16550a") {
    print("uart:", tree.path(of: uart), uart.isEnabled ? "in use" : "not in use")
  }
}

// snippet.hide
var writer = FlattenedTreeWriter()
writer.property("model", string: "Acme One")
writer.property("#address-cells", cells: 2)
writer.property("#size-cells", cells: 2)
writer.node("memory@80000000") { $0.property("reg", numbers: 0x8000_0000, 0x4000_0000) }
writer.node("serial@10000000") { $0.property("compatible", strings: ["ns16550a"]) }
writer.node("chosen") { $0.property("stdout-path", string: "/serial@10000000:115200n8") }
let board = try writer.finished()
try describe(board.span)
// snippet.show
