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
    let ecam = ((try? board.cpuRanges(of: bridge)) ?? nil)?.last ?? MemoryRange(base: 0, size: 0)
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
    // Only in PCI's three cells is there a space code.
    guard let map = (try? BusMap(of: bridge, in: board)) ?? nil, map.format.cells.addressCells == 3 else {
      return []
    }
    return map.windows.map { window in
      let space = window.own.pci?.space.rawValue ?? 0
      return (space, Window(cpu: window.above.number, bus: window.own.number, size: window.size))
    }
  }
}
