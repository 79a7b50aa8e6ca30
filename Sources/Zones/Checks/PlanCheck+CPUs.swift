import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Cpus that two zones have, or the board has not.
  mutating func checkCPUs() {
    let present = board.cpus.keys.sorted().map(String.init).joined(separator: ", ")
    // A cpu whose number cannot be read has been reported, and may be the one that is missing.
    for zone in plan.zones where board.unreadableCPUs.isEmpty {
      let missing = zone.cpus.value.filter { board.cpus[$0] == nil }
      guard !missing.isEmpty else { continue }
      let list = missing.map(String.init).joined(separator: ", ")
      error("the board has no cpu \(list)", at: zone.cpus.range, help: "its cpus are " + present)
    }
    reportRepeats(
      plan.zones.flatMap { zone in zone.cpus.value.map { ($0, zone, zone.cpus.range) } },
      what: { "cpu \($0)" },
      help: { "clear bit \($0) (0x\(String(1 << $0, radix: 16))) in one of the masks" })
  }
}
