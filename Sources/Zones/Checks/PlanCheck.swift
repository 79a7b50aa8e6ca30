import DeviceTree
import SourceDiagnostics

/// Looks through a plan for what two zones cannot share, what hvisor refuses, and what Linux would fail on.
struct PlanCheck {
  let plan: ZonePlan
  let kernels: [String: ZoneKernel]
  var diagnostics: [Diagnostic] = []

  init(_ plan: ZonePlan, kernels: [String: ZoneKernel]) {
    self.plan = plan
    self.kernels = kernels
  }

  /// Runs every check.
  mutating func run() {
    checkIdentities()
    let before = diagnostics.count
    checkMemory()
    // What follows from the layout is worth saying only of a layout that holds together.
    if diagnostics.count == before { checkTopOfMemory() }
    checkShares()
    for zone in plan.zones { checkKernel(of: zone) }
  }

  mutating func error(
    _ message: String, at range: SourceRange?, notes: [Diagnostic.Note] = [], help: String? = nil
  ) {
    diagnostics.append(.error(message, at: range, notes: notes, help: help))
  }

  /// Reports `values` that occur twice, at the later place, with the earlier one as a note.
  mutating func reportRepeats<Key: Hashable>(
    _ claims: [(key: Key, zone: Zone, range: SourceRange?)], what: (Key) -> String, help: (Key) -> String
  ) {
    var first: [Key: (zone: Zone, range: SourceRange?)] = [:]
    for claim in claims {
      guard let other = first[claim.key] else {
        first[claim.key] = (claim.zone, claim.range)
        continue
      }
      let same = other.zone.node == claim.zone.node
      error(
        "\(what(claim.key)) is given to zone '\(claim.zone.name)'"
          + (same ? " twice" : ", but zone '\(other.zone.name)' has it"),
        at: claim.range, notes: [.init("given to '\(other.zone.name)' here", at: other.range)],
        help: help(claim.key))
    }
  }

  /// hvisor's own limits: one root zone, numbers below 32, names below 32 bytes.
  private mutating func checkIdentities() {
    let roots = plan.zones.filter(\.isRoot)
    if roots.isEmpty {
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
    reportRepeats(
      plan.zones.map { ($0.id.value, $0, $0.id.range) }, what: { "id \($0)" },
      help: { _ in "give each zone a number of its own from 0 to 31" })
    for zone in plan.zones {
      if zone.id.value > 31 {
        error("id \(zone.id.value) is beyond hvisor's 32 zones", at: zone.id.range, help: "use 0 to 31")
      }
      if zone.name.utf8.count > 31 {
        error(
          "the name '\(zone.name)' has more than the 31 bytes hvisor keeps", at: zone.range,
          help: "shorten it by \(zone.name.utf8.count - 31) bytes")
      }
    }
    let names = Set(plan.zones.map(\.name))
    for window in plan.windows {
      for member in window.members where !names.contains(member.value) {
        error(
          "window '\(window.name)' names a zone '\(member.value)' that does not exist", at: member.range,
          help: "zones are " + plan.zones.map(\.name).joined(separator: ", "))
      }
    }
  }
}
