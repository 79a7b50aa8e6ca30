import DTS
import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// PCI functions that two zones have, without a bridge, or beyond what hvisor takes.
  mutating func checkPCI() {
    reportRepeats(
      plan.zones.flatMap { zone in zone.pciFunctions.map { ($0.value, zone, $0.range) } },
      what: { "PCI function \($0)" }, help: { _ in "remove it from one of them" })
    for (zone, contents) in zip(plan.zones, contents) {
      guard let first = zone.pciFunctions.first else { continue }
      guard let bridge = contents.bridge(in: board) else {
        error(
          "zone '\(zone.name)' is given PCI functions, but not the bridge that they are behind",
          at: first.range,
          help: "add the bridge to its access, as <&pcie>")
        continue
      }
      if zone.pciFunctions.count > HvisorPCIConfig.mostFunctions {
        error(
          "zone '\(zone.name)' is given \(zone.pciFunctions.count) PCI functions, and hvisor-tool takes "
            + "\(HvisorPCIConfig.mostFunctions)", at: zone.pciFunctions[HvisorPCIConfig.mostFunctions].range,
          help: "remove \(zone.pciFunctions.count - HvisorPCIConfig.mostFunctions) of them")
      }
      let buses = HvisorPCIConfig.buses(of: bridge, in: board.tree)
      for function in zone.pciFunctions {
        guard !(buses.first...max(buses.first, buses.last)).contains(UInt32(function.value.bus)) else {
          continue
        }
        error(
          "PCI function \(function.value) is on a bus beyond those of \(board.tree.path(of: bridge)), "
            + "\(AddressText.hex(UInt64(buses.first)))-\(AddressText.hex(UInt64(buses.last)))",
          at: function.range,
          notes: [.init("the bridge", at: positions.range(of: bridge))],
          help: "say the bus that the function is on, or widen the bridge's bus range")
        break
      }
    }
  }
}
