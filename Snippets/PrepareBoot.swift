// What a boot loader does to a tree before it starts the kernel, in the buffer that holds it.
import FDT

func prepare(_ buffer: inout [UInt8], commandLine: String) throws(FDTEditError) -> Int {
  var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
  try editor.addReservation(address: 0x8000_0000, size: 0x20_0000)
  var chosen = try editor.node(at: "/chosen")
  try chosen.set("bootargs", toString: commandLine)
  var memory = try editor.node(at: "/memory")
  try memory.set("reg", toNumbers: 0x8000_0000, 0x4000_0000)
  return editor.pack()
}

// snippet.hide
func removeRange(_ buffer: inout [UInt8]) throws(FDTEditError) {
  var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
  // snippet.show
  var nodes = editor.nodes
  if let offset = nodes.next(having: "linux,usable-memory-range")?.offset {
    var node = try editor.node(atOffset: offset)
    try node.remove("linux,usable-memory-range")
  }
  // snippet.hide
}

func demonstrate() throws {
  var writer = FlattenedTreeWriter()
  writer.property("#address-cells", cells: 2)
  writer.property("#size-cells", cells: 2)
  writer.node("memory@80000000") { $0.property("device_type", string: "memory") }
  writer.node("chosen") { _ in }
  var buffer = try writer.finished() + Array(repeating: 0, count: 256)
  try removeRange(&buffer)
  let size = try prepare(&buffer, commandLine: "console=ttyS0")
  buffer.removeSubrange(size...)
  let tree = try FlattenedTree(validating: buffer.span)
  print(tree.node(at: "/chosen")?.property("bootargs")?.string ?? "nothing")
}
try demonstrate()
// snippet.show
