// Where a board's memory and console are, from the bytes of its tree.
//
//   make run
//   swift run ReadFlattenedBoard build/ls3a5000/zone0.dtb
//
// The articles of the module show this code; a test holds them to it.
import FDT
// snippet.hide
import Foundation

// snippet.show
func describe(_ bytes: Span<UInt8>) throws(FDTError) {
  let tree = try FlattenedTree(validating: bytes)
  print(tree.root.property("model")?.string ?? "a board without a name")
  if let memory = tree.node(at: "/memory"), let reg = memory.property("reg"),
    let addressCells = tree.root.addressCells, let sizeCells = tree.root.sizeCells,
    var ranges = reg.ranges(addressCells: addressCells, sizeCells: sizeCells)
  {
    while let range = ranges.next() {
      print("memory: 0x\(String(range.address, radix: 16)), \(range.size >> 20) MiB")
    }
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
guard CommandLine.arguments.count == 2,
  let file = FileManager.default.contents(atPath: CommandLine.arguments[1])
else {
  print("usage: ReadFlattenedBoard BOARD.dtb")
  exit(2)
}
do throws(FDTError) {
  try describe([UInt8](file).span)
} catch {
  print(error)
  exit(1)
}
// snippet.show
