import DeviceTree
import SourceDiagnostics

extension ZonePlanReader {
  /// `access = <&device>, …`: one phandle an entry.
  mutating func readAccess(of node: DeviceTree.NodeID) -> [Located<DeviceTree.NodeID>] {
    guard let property = tree.property("access", of: node) else { return [] }
    guard let cells = tree.cells(of: property) else {
      reportLength(property, "references", example: "<&uart0>, <&rtc>")
      return []
    }
    var access: [Located<DeviceTree.NodeID>] = []
    let before = diagnostics.count
    for (index, cell) in cells.enumerated() {
      // A list that is all wrong is one mistake.
      if diagnostics.count - before >= 8 { break }
      let place = place(of: property, offset: index * 4)
      guard let device = board.phandles[cell] else {
        diagnostics.append(
          .error(
            "entry \(index + 1) of 'access' refers to no device", at: place,
            help: "refer to a device of the board by its label, as in <&uart0>"))
        continue
      }
      if let (why, help) = refusal(of: device) {
        diagnostics.append(.error("'access' lists \(tree.path(of: device)), \(why)", at: place, help: help))
      } else {
        access.append(Located(device, at: place))
      }
    }
    return access
  }

  /// Why a node is no device that a zone can be given, and what to write instead.
  private func refusal(of node: DeviceTree.NodeID) -> (why: String, help: String)? {
    guard let top = board.topLevel(of: node) else {
      return ("the whole board", "list the devices that the zone may use")
    }
    if top == board.cluster {
      return ("which is no device but a cpu or a part of one", "give cpus with cpus = <&cpus MASK 0x0>;")
    }
    switch tree.baseName(of: top) {
    case "domains": return ("which is a part of the plan", "list devices of the board")
    case "chosen", "aliases":
      return ("which is no device", "give the zone's node a '\(tree.baseName(of: top))' of its own")
    case "memory", "reserved-memory":
      return ("which is memory", "give memory with the zone's 'memory', or as a window below shared-memory")
    default: break
    }
    guard board.isPureBus(node) else { return nil }
    return (
      "which is a bus and would give away every device on it",
      "list the devices on it that the zone may use; the bus comes along"
    )
  }
}
