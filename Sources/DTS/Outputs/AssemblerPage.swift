import DeviceTree
import FDT

/// Assembler text being printed.
struct AssemblerPage {
  let tree: DeviceTree
  let layout: BlobLayout
  let limits: OutputLimits
  var text: [UInt8] = []
  var names = StringTable()
  /// How much of the text is paths, and the path of the node that is open, without a node below the root empty.
  var pathBytes = 0
  var path: [UInt8] = []

  init(tree: DeviceTree, layout: BlobLayout, limits: OutputLimits) {
    self.tree = tree
    self.layout = layout
    self.limits = limits
  }

  mutating func symbol(_ name: String) {
    text.append("\t.globl\tdt_\(name)\ndt_\(name):\n_dt_\(name):\n")
  }

  mutating func label(_ name: String) { text.append("\t.globl\t\(name)\n\(name):\n") }

  mutating func comment(_ words: String) { text.append("\t/* \(words) */\n") }

  mutating func byte(_ byte: UInt8) {
    text.append("\t.byte\t0x\(AddressText.digits(byte, atLeast: 2))\n")
  }

  mutating func cell(_ number: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { byte(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// A number that the assembler works out, most significant byte first.
  mutating func expression(_ words: String) {
    for shift in [24, 16, 8] { text.append("\t.byte\t((\(words)) >> \(shift)) & 0xff\n") }
    text.append("\t.byte\t(\(words)) & 0xff\n")
  }

  mutating func difference(_ end: String, _ start: String) { expression("_dt_\(end) - _dt_\(start)") }

  /// Half of an entry of the reserve map, which dtc leaves to the assembler as well.
  mutating func word(_ number: UInt32) {
    expression("0x\(AddressText.digits(number, atLeast: 8))")
  }

  mutating func string(_ bytes: ArraySlice<UInt8>) {
    text.append("\t.asciz\t\"")
    text.append(contentsOf: bytes)
    text.append("\"\n")
  }
}
