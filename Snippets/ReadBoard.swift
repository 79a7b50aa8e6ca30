// What a real board's blob says, read by type: its memory, where the console's registers lie for the cpu, and where
// interrupts go.
//
//   make run
//   swift run ReadBoard build/ls3a5000/zone0.dtb
//
// The articles of the module show this code; a test holds them to it.

// snippet.read
import DeviceTree
import Foundation

func load(_ path: String) throws -> DeviceTree {
  let file = try Data(contentsOf: URL(filePath: path))
  return try DeviceTree(blob: [UInt8](file))
}
// snippet.end

// snippet.memory
func showMemory(of tree: DeviceTree) throws(ReadingError) {
  for memory in try tree.memoryNodes() {
    for range in memory.ranges { print("memory", AddressText.range(range), AddressText.size(range.size)) }
  }
  for region in try tree.reservedRegions() where region.isUnmapped {
    guard case .fixed(let ranges) = region.placement else { continue }
    print("kept", tree.name(of: region.node), ranges.map { AddressText.range($0) }.joined(separator: " "))
  }
}
// snippet.end

// snippet.console
func showConsole(of tree: DeviceTree) throws(ReadingError) {
  let addresses = AddressTranslation(of: tree)
  guard let console = try tree.chosen()?.standardOutput else { return print("no console") }
  print("console", tree.path(of: console.node), console.options ?? "")
  for range in try addresses.cpuRanges(of: console.node) ?? [] {
    print("  registers", AddressText.range(range))
  }
}
// snippet.end

// snippet.interrupts
func showInterrupts(of tree: DeviceTree) throws(ReadingError) {
  let (devices, interrupts) = (CompatibleTable(of: tree), InterruptTree(of: tree))
  for clock in devices["loongson,ls7a-rtc"] {
    for interrupt in try interrupts.resolvedInterrupts(of: clock) {
      print("clock interrupts", tree.path(of: interrupt.controller), interrupt.specifier)
    }
  }
  for bridge in devices["loongson,ls7a-pci"] {
    // Pin B of PCI device 3, function 0: an Ethernet port.
    let pin = Interrupt(controller: bridge, specifier: [2])
    let interrupt = try interrupts.resolve(pin, address: [3 << 11, 0, 0], for: bridge)
    print("network interrupts", tree.path(of: interrupt.controller), interrupt.specifier)
  }
}
// snippet.end

// snippet.references
func showReferences(of tree: DeviceTree) throws(ReadingError) {
  let phandles = PhandleTable(of: tree)
  for bridge in tree.nodes(compatibleWith: "loongson,ls7a-pci") {
    for entry in try tree.references("msi-parent", of: bridge, in: phandles) {
      print("messages go to", entry.target.map { tree.path(of: $0) } ?? "nobody", entry.arguments)
    }
  }
}
// snippet.end

// snippet.errors
do {
  guard CommandLine.arguments.count == 2 else {
    print("usage: ReadBoard BOARD.dtb")
    exit(2)
  }
  let tree = try load(CommandLine.arguments[1])
  try showMemory(of: tree)
  try showConsole(of: tree)
  try showInterrupts(of: tree)
  try showReferences(of: tree)
} catch {
  // For example: /soc/i2c@3000/rtc@68: 'reg' has no address for the cpu: /soc/i2c@3000 has no 'ranges'
  print(error)
  exit(1)
}
// snippet.end
