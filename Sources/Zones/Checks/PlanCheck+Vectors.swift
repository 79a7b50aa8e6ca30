import DTS
import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Message vectors: each zone with an msi-controller has a share of its own.
  mutating func checkVectors() {
    let claims = plan.zones.compactMap { zone in zone.messageVectors.map { (zone, $0) } }
    let sorted = claims.sorted { $0.1.value.lowerBound < $1.1.value.lowerBound }
    for (a, b) in zip(sorted, sorted.dropFirst()) where a.1.value.overlaps(b.1.value) {
      error(
        "message vectors \(text(b.1.value)) of zone '\(b.0.name)' overlap those of zone '\(a.0.name)'",
        at: b.1.range, notes: [.init("'\(a.0.name)' has \(text(a.1.value))", at: a.1.range)],
        help: "start at \(a.1.value.upperBound)")
    }
    for (zone, contents) in zip(plan.zones, contents) {
      let controller = contents.messageController(in: board)
      if let controller, let vectors = zone.messageVectors {
        checkVectors(vectors, of: controller)
      } else if let vectors = zone.messageVectors, contents.diagnostics.isEmpty {
        error(
          "zone '\(zone.name)' is given message vectors, but no msi-controller", at: vectors.range,
          help: "add <&msi> to its access")
      } else if let controller, zone.messageVectors == nil {
        reportMissingVectors(of: zone, controller, contents)
      }
    }
  }

  private mutating func checkVectors(_ vectors: Located<Range<Int>>, of controller: DeviceTree.NodeID) {
    let first = Int(board.tree.cell("loongson,msi-base-vec", of: controller) ?? 0)
    let count = Int(board.tree.cell("loongson,msi-num-vecs", of: controller) ?? 0)
    guard vectors.value.lowerBound < first || vectors.value.upperBound > first + count else { return }
    error(
      "message vectors \(text(vectors.value)) are not among the controller's \(text(first..<first + max(1, count)))",
      at: vectors.range, notes: [.init("the controller", at: positions.range(of: controller))],
      help:
        "say hvisor,msi-vectors = <first count>; within \(text(first..<first + max(1, count)))")
  }

  private mutating func reportMissingVectors(
    of zone: Zone, _ controller: DeviceTree.NodeID, _ contents: ZoneContents
  ) {
    if contents.nodes[controller]?.isListed == true {
      error(
        "zone '\(zone.name)' may use the msi-controller, but no vectors are its own", at: zone.range,
        help: "add hvisor,msi-vectors = <first count>;")
      return
    }
    let tree = board.tree
    let cause = contents.nodes[controller]?.origin.map { zone.access[$0].value }
    let label = tree.labels(of: controller).first.map { "<&\($0)>" } ?? tree.path(of: controller)
    error(
      "\(tree.path(of: cause ?? tree.root)) refers to \(tree.path(of: controller)), which zone '\(zone.name)' may not "
        + "use without vectors of its own", at: contents.place(of: controller),
      help: "add \(label) to the zone's access, and hvisor,msi-vectors = <first count>;")
  }

  private func text(_ vectors: Range<Int>) -> String { "\(vectors.lowerBound)-\(vectors.upperBound - 1)" }
}
