import DeviceTree
import SourceDiagnostics

/// The `pci_config` of a zone file: the bridge's windows, read from its node on the board.
enum HvisorPCIConfig {
  /// hvisor-tool takes at most so many functions (`CONFIG_MAX_PCI_DEV`).
  static let mostFunctions = 32

  /// The first and last bus that zones may use: `hvisor,bus-range`, else `bus-range`, else all.
  static func buses(of bridge: DeviceTree.NodeID, in board: DeviceTree) -> (first: UInt32, last: UInt32) {
    for name in ["hvisor,bus-range", "bus-range"] {
      if let cells = board.cells(name, of: bridge), cells.count == 2 { return (cells[0], cells[1]) }
    }
    return (0, 0xff)
  }

  /// A window of the bridge: where the cpu sees it and what bus address it shows.
  private struct Window {
    var cpu: UInt64 = 0
    var bus: UInt64 = 0
    var size: UInt64 = 0
  }

  static func json(of bridge: DeviceTree.NodeID, in board: DeviceTree) -> JSONValue {
    let ecam = (board.cpuRanges(of: bridge) ?? []).last ?? MemoryRange(base: 0, size: 0)
    var (io, memory) = (Window(), Window())
    for (space, window) in windows(of: bridge, in: board) {
      // hvisor on LoongArch takes the bridge's one memory window as its 64-bit one, whatever the node's code
      // says.
      if space == 1 { io = window } else if space >= 2, memory.size == 0 { memory = window }
    }
    let buses = buses(of: bridge, in: board)
    return .object([
      ("ecam_base", .hex(ecam.base)), ("ecam_size", .hex(ecam.size)),
      ("io_base", .hex(io.cpu)), ("io_size", .hex(io.size)), ("pci_io_base", .hex(io.bus)),
      ("mem32_base", .hex(0)), ("mem32_size", .hex(0)), ("pci_mem32_base", .hex(0)),
      ("mem64_base", .hex(memory.cpu)), ("mem64_size", .hex(memory.size)),
      ("pci_mem64_base", .hex(memory.bus)),
      ("bus_range_begin", .hex(UInt64(buses.first))),
      ("bus_range_end", .hex(UInt64(buses.last))),
      ("domain", .hex(0)),
    ])
  }

  static func json(of function: PCIFunction) -> JSONValue {
    .object([
      ("domain", .hex(0)), ("bus", .hex(UInt64(function.bus))), ("device", .hex(UInt64(function.device))),
      ("function", .hex(UInt64(function.function))), ("dev_type", .string("0")),
    ])
  }

  /// The bridge's `ranges`: the space code of the first cell (1 I/O, 2 32-bit, 3 64-bit memory; PCI Bus
  /// Binding to IEEE 1275, section 2.2.1.1) with its window.
  private static func windows(
    of bridge: DeviceTree.NodeID, in board: DeviceTree
  ) -> [(space: UInt32, window: Window)] {
    guard let cells = board.cells("ranges", of: bridge), let parent = board.parent(of: bridge) else {
      return []
    }
    let (own, above) = (board.addressFormat(of: bridge), board.addressFormat(of: parent))
    let entry = own.addressCells + above.addressCells + own.sizeCells
    guard own.addressCells == 3, (1...2).contains(above.addressCells), (1...2).contains(own.sizeCells),
      cells.count % entry == 0
    else { return [] }
    return stride(from: 0, to: cells.count, by: entry).compactMap { start in
      let cpu = start + 3
      let size = cpu + above.addressCells
      guard let bus = DeviceTree.number(cells[start + 1..<cpu]),
        let base = DeviceTree.number(cells[cpu..<size]),
        let count = DeviceTree.number(cells[size..<start + entry])
      else { return nil }
      return (cells[start] >> 24 & 3, Window(cpu: base, bus: bus, size: count))
    }
  }
}
