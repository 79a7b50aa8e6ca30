import DTS
import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// hvisor's own limits: one root zone with number 0, numbers below 32, names below 32 bytes.
  mutating func checkIdentities() {
    checkRoots()
    reportRepeats(
      plan.zones.map { ($0.id.value, $0, $0.id.range) }, what: { "id \($0)" },
      help: { _ in "give each zone a number of its own from 0 to 31" })
    for zone in plan.zones {
      if zone.id.value > 31 {
        error("id \(zone.id.value) is beyond hvisor's 32 zones", at: zone.id.range, help: "use 0 to 31")
      } else if zone.isRoot, zone.id.value != 0 {
        error(
          "the root zone has id \(zone.id.value), and hvisor starts it as 0", at: zone.id.range,
          help: "id = <0>;")
      }
      if zone.name.utf8.count > 31 {
        error(
          "the name '\(zone.name)' has more than the 31 bytes hvisor keeps", at: zone.range,
          help: "shorten it by \(zone.name.utf8.count - 31) bytes")
      }
      if zone.name == "virtio" {
        error(
          "a zone cannot be called 'virtio', because virtio.json is the file of the virtio service",
          at: zone.range,
          help: "give the zone another name")
      }
    }
    for node in board.unreadableCPUs {
      error(
        "the 'reg' of \(board.tree.path(of: node)) is not one number in the cells of /cpus",
        at: board.tree.property("reg", of: node).flatMap { positions.range(of: $0) }
          ?? positions.range(of: node),
        help: "say #address-cells = <1>; and #size-cells = <0>; in /cpus, and reg = <N>; in the cpu")
    }
    checkMembers()
  }

  private mutating func checkRoots() {
    let roots = plan.zones.filter(\.isRoot)
    if roots.isEmpty, !plan.lacksRootZone {
      error(
        "no zone is the root zone", at: plan.zones.first?.range ?? plan.hypervisor.range,
        help: "one zone has compatible = \"openamp,domain-v1\", \"hvisor,root-zone\"")
    }
    for extra in roots.dropFirst() {
      error(
        "'\(extra.name)' is a second root zone", at: extra.range,
        notes: [.init("the first is '\(roots[0].name)'", at: roots[0].range)],
        help: "guests have compatible = \"openamp,domain-v1\", \"hvisor,zone\"")
    }
  }

  private mutating func checkMembers() {
    let names = Set(plan.zones.map(\.name) + plan.unreadableZones)
    let list = (plan.zones.map(\.name) + plan.unreadableZones).prefix(32).joined(separator: ", ")
    for window in plan.windows {
      var seen: [String: SourceRange?] = [:]
      for member in window.members {
        if let first = seen[member.value] {
          error(
            "window '\(window.name)' names zone '\(member.value)' twice", at: member.range,
            notes: [.init("named here first", at: first)], help: "remove one of them")
        } else if !names.contains(member.value) {
          error(
            "window '\(window.name)' names a zone '\(member.value)' that does not exist", at: member.range,
            help: (ZonePlanReader.closest(to: member.value, among: Array(names)).map {
              "did you mean '\($0)'? "
            } ?? "")
              + "zones are " + list)
        }
        seen[member.value] = .some(member.range)
      }
      if window.members.isEmpty {
        error(
          "nobody sees the window '\(window.name)'", at: window.range,
          help: "name its zones: members = \"zone0\", \"linux1\";")
      } else if window.members.count == 1 {
        warn(
          "only zone '\(window.members[0].value)' sees the window '\(window.name)'",
          at: window.members[0].range, help: "name another member, or give the memory to the zone itself")
      }
    }
  }
}
