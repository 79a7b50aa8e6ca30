import DTS
import DeviceTree
import SourceDiagnostics

/// Who claims which memory, and where two claims meet.
extension PlanCheck {
  func claim(
    _ kind: Claim.Kind, _ owner: String, _ memory: Located<MemoryRange>, zone: DeviceTree.NodeID? = nil
  ) -> Claim {
    Claim(kind: kind, owner: owner, zone: zone, range: memory.value, source: memory.range)
  }

  /// What the board and its hypervisor keep for themselves.
  func boardClaims() -> [Claim] {
    let windows = plan.windows.map { claim(.window, "window '\($0.name)'", $0.memory) }
    // What was read only in part says nothing about the rest.
    if plan.hypervisor.isFaulty { return windows }
    return windows + plan.hypervisor.memory.map { claim(.hypervisor, "the hypervisor", $0) }
      + plan.hypervisor.guestMemory.map {
        claim(.boardMemory, "every guest", Located($0.value.range, at: $0.range))
      }
      + plan.hypervisor.guestIO.map { claim(.io, "every guest's I/O", $0) }
  }

  /// The registers of every device of the board, whoever has it.
  func deviceClaims() -> [Claim] {
    let tree = board.tree
    var claims: [Claim] = []
    for node in tree.allNodes {
      guard let property = tree.property("reg", of: node), !board.isStructural(node),
        board.topLevel(of: node) != board.cluster, case .pages(let pages) = board.registers(of: node)
      else { continue }
      let source = positions.range(of: property)
      claims += pages.map {
        Claim(kind: .io, owner: "device \(tree.path(of: node))", range: $0, source: source)
      }
    }
    return claims
  }

  /// Reports each claim of the plan once, with everything else that it meets as notes.
  mutating func reportOverlaps(_ conflicts: [(earlier: Claim, later: Claim)]) {
    var places: [SourceRange: Int] = [:]
    for (earlier, later) in conflicts {
      guard let common = later.range.intersection(earlier.range) else { continue }
      let note = Diagnostic.Note(
        "\(earlier.owner) has \(AddressText.range(earlier.range)) here", at: earlier.source)
      if let index = later.source.flatMap({ places[$0] }) {
        if diagnostics[index].notes.count < 8 { diagnostics[index].notes.append(note) }
        continue
      }
      if let source = later.source { places[source] = diagnostics.count }
      let bytes = "\(AddressText.range(common)) (\(AddressText.size(common.size)))"
      let isTwice = later.zone != nil && later.zone == earlier.zone && later.owner == earlier.owner
      error(
        isTwice
          ? "\(later.owner) has \(bytes) twice" : "\(later.owner) and \(earlier.owner) both have \(bytes)",
        at: later.source, notes: [note],
        help: isTwice
          ? "remove one of the entries, or make it smaller"
          : "move one of them by at least \(AddressText.size(common.size)), or make it smaller")
    }
  }
}
