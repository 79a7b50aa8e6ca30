import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Cpus that two zones have, or the board has not.
  mutating func checkCPUs() {
    let present = board.cpus.keys.sorted().map(String.init).joined(separator: ", ")
    for zone in plan.zones {
      for cpu in zone.cpus.value where board.cpus[cpu] == nil {
        error("the board has no cpu \(cpu)", at: zone.cpus.range, help: "its cpus are " + present)
      }
    }
    reportRepeats(
      plan.zones.flatMap { zone in zone.cpus.value.map { ($0, zone, zone.cpus.range) } },
      what: { "cpu \($0)" },
      help: { "clear bit \($0) (0x\(String(1 << $0, radix: 16))) in one of the masks" })
  }
}
